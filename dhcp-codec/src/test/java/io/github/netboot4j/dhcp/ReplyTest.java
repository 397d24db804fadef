package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reply takes from its request, and how long it may become. */
class ReplyTest {
  private static final int CAPACITY = 2000;

  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final DhcpMessageView request = new DhcpMessageView();
  private final DhcpMessageView reply = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private DhcpMessageWriter startReply(byte[] bytes) {
    request.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    return writer.startReply(request, MessageType.OFFER, buffer, 0, CAPACITY);
  }

  /** The codes on the wire, each piece once. */
  private String finish() {
    reply.wrap(buffer, 0, writer.finish());
    assertTrue(reply.hasEnd());
    OptionCursor cursor = new OptionCursor();
    cursor.reset(reply);
    StringBuilder codes = new StringBuilder();
    while (cursor.next()) {
      codes.append(codes.isEmpty() ? "" : ",").append(cursor.code());
    }
    return codes.toString();
  }

  private void assertValue(int code, byte... expected) {
    assertTrue(reply.readOption(code, value));
    assertArrayEquals(expected, value.toByteArray());
  }

  @Test
  void takesTheHeaderFromTheRequest() {
    byte[] bytes =
        DhcpBytes.discover()
            .header(1, 32, 16, 7) // htype, hlen, hops
            .header(4, 1, 2, 3, 4, 5, 6, 0x80, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10, 0, 0, 1)
            .header(28, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .end();
    startReply(bytes);
    assertEquals("53", finish());

    assertEquals(DhcpMessageView.BOOTREPLY, reply.operation());
    assertEquals(32, reply.hardwareType());
    assertEquals(16, reply.hardwareAddressLength());
    assertEquals(0, reply.hops());
    assertEquals(0x01020304, reply.transactionId());
    assertEquals(0, reply.seconds());
    assertEquals(0x8001, reply.flags());
    assertEquals(0, reply.clientAddress());
    assertEquals(0, reply.yourAddress());
    assertEquals(0, reply.nextServerAddress());
    assertEquals(0x0A000001, reply.relayAddress());
    for (int index = 0; index < 16; index++) {
      assertEquals(index + 1, reply.hardwareAddressByte(index));
    }
    assertEquals(MessageType.OFFER, reply.messageType());
  }

  @Test
  void echoesClientIdentifierAndRelayInformation() {
    startReply(DhcpBytes.discover().option(82, 1, 2, 7, 8).option(61, 1, 2, 3).end())
        .optionInt32(54, 1);
    assertEquals("53,61,54,82", finish());
    assertValue(61, (byte) 1, (byte) 2, (byte) 3);
    assertValue(82, (byte) 1, (byte) 2, (byte) 7, (byte) 8);
  }

  @Test
  void echoesNothingThatIsNotThere() {
    startReply(DhcpBytes.discover().option(60, "PXEClient").option(77, "iPXE").end());
    assertEquals("53", finish());
  }

  /** RFC 3046 §2.2 asks for a verbatim echo: the server need not understand what the relay says. */
  @Test
  void echoesRelayInformationWhoseContentIsMalformed() {
    startReply(DhcpBytes.discover().option(82, 1, 200, 0, 255, 82, 0).end());
    assertEquals("53,82", finish());
    assertValue(82, (byte) 1, (byte) 200, (byte) 0, (byte) 255, (byte) 82, (byte) 0);
  }

  @Test
  void leavesOutWhatHasAWrongLength() {
    startReply(DhcpBytes.discover().option(82, 1).option(61, 1).end());
    assertEquals("53", finish());
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
  }

  @Test
  void joinsWhatTheRequestSplit() {
    DhcpBytes bytes = DhcpBytes.discover();
    bytes.option(82, new byte[200]).option(61, 1, 2).option(82, new byte[60]).option(61, 3);
    startReply(bytes.option(57, 5, 220).end()).option(12, "h");
    assertEquals("53,61,12,82,82", finish());
    assertValue(61, (byte) 1, (byte) 2, (byte) 3);
    assertValue(82, new byte[260]);
  }

  @Test
  void relayInformationThatDoesNotFitIsLeftOutWholeAndTold() {
    DhcpBytes bytes = DhcpBytes.discover();
    bytes.option(82, new byte[200]).option(82, new byte[200]).option(61, 1, 2);
    startReply(bytes.end());
    assertEquals(82, writer.omitted());
    assertEquals("53,61", finish());
    assertFalse(reply.hasOption(82));
  }

  /** Option 57 counts the IP and UDP headers, 28 octets; an Ethernet carries 1500. */
  @ParameterizedTest
  @CsvSource({
    ", 548",
    "0, 548",
    "1, 548",
    "575, 548",
    "576, 548",
    "577, 549",
    "1472, 1444",
    "1499, 1471",
    "1500, 1472",
    "1501, 1472",
    "32768, 1472",
    "65280, 1472",
    "65535, 1472"
  })
  void isNotLongerThanTheClientTakes(Integer maximumMessageSize, int longest) {
    DhcpBytes bytes = DhcpBytes.discover().option(61, 1, 2, 3).option(82, 1, 2, 3, 4);
    if (maximumMessageSize != null) {
      bytes.option(57, maximumMessageSize >> 8, maximumMessageSize & 0xFF);
    }
    startReply(bytes.end());
    int code = 0;
    while (writer.omitted() == DhcpMessageWriter.NOTHING_OMITTED) {
      writer.optionUnsigned8(200 + code++ % 20, 1);
    }
    String codes = finish();
    assertTrue(codes.startsWith("53,61,200,") && codes.endsWith(",82"));
    assertTrue(
        reply.length() <= longest && reply.length() > longest - 3,
        () -> reply.length() + " of at most " + longest);
  }

  @Test
  void isNotLongerThanItsRegionEither() {
    byte[] bytes = DhcpBytes.discover().option(57, 255, 255).end();
    request.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    writer.startReply(request, MessageType.OFFER, buffer, 0, 600).option(224, new byte[400]);
    assertEquals(224, writer.omitted());
    writer.option(224, new byte[600 - 240 - 3 - 4 - 1]);
    assertEquals(600, writer.finish());
  }

  @Test
  void aMisSizedMaximumCountsAsAbsent() {
    byte[] bytes = DhcpBytes.discover().option(57, 5).end();
    startReply(bytes).option(224, new byte[400]);
    assertEquals(224, writer.omitted());
  }

  @Test
  void answersPlainBootp() {
    byte[] bytes = Arrays.copyOf(DhcpBytes.request().toByteArray(), 236);
    request.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    writer.startReply(request, MessageType.NONE, buffer, 0, CAPACITY);
    assertEquals("", finish());
    assertEquals(0x12345678, reply.transactionId());
  }

  @Test
  void nothingOfAnEarlierReplyIsLeft() {
    startReply(DhcpBytes.discover().option(82, 1, 2, 3, 4).option(61, 1, 2).end())
        .option(67, "a".repeat(100));
    writer.bootFile(new byte[] {'a'});
    assertEquals("53,61,67,82", finish());

    startReply(DhcpBytes.discover().end());
    assertEquals("53", finish());
    assertEquals(300, reply.length());
    assertEquals("", reply.bootFile());
  }
}
