package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpPacketView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

/** What the JSON says of each kind of packet, sound, cut and malformed. */
final class DecodeTftpTest {
  private static final int CLIENT = 0xC000_0264;
  private static final int SERVER = 0xC000_0201;

  /** The lines for packets, each a character an octet, sent to port 69. */
  private static String decode(String... packets) {
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    for (String packet : packets) {
      capture.frame(frame(packet));
    }
    return decode(capture);
  }

  private static byte[] frame(String packet) {
    return DecodeCapture.datagram(CLIENT, 2000, SERVER, 69, DecodeCapture.latin1(packet));
  }

  private static String decode(DecodeCapture capture) {
    try {
      Path file = Files.createTempFile("decode", ".pcap");
      try {
        Files.write(file, capture.bytes());
        DecodeRun run = DecodeRun.json(file);
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyKindOfPacket() {
    assertEquals(
        """
        {"frame":1,"protocol":"tftp","opcode":"RRQ","file":"snponly.efi","mode":"octet",\
        "options":{"tsize":"0","blksize":"1468"}}
        {"frame":2,"protocol":"tftp","opcode":"WRQ","file":"a/b","mode":"NetASCII","options":{}}
        {"frame":3,"protocol":"tftp","opcode":"DATA","block":1,"length":5}
        {"frame":4,"protocol":"tftp","opcode":"DATA","block":65535,"length":0}
        {"frame":5,"protocol":"tftp","opcode":"ACK","block":258}
        {"frame":6,"protocol":"tftp","opcode":"OACK","options":{"tsize":"173792"}}
        {"frame":7,"protocol":"tftp","opcode":"ERROR","code":8,"message":"aborted"}
        """,
        decode(
            "\0\1snponly.efi\0octet\0tsize\0000\0blksize\0001468\0",
            "\0\2a/b\0NetASCII\0",
            "\0\3\0\1hello",
            "\0\3\u00ff\u00ff",
            "\0\4\1\2",
            "\0\6tsize\000173792\0",
            "\0\5\0\10aborted\0"));
  }

  @Test
  void whatRealDevicesSend() {
    assertEquals(
        """
        {"frame":1,"protocol":"tftp","opcode":"RRQ","file":"f","mode":"octet","options":{"a":""}}
        {"frame":2,"protocol":"tftp","opcode":"ACK","block":1}
        {"frame":3,"protocol":"tftp","opcode":"ERROR","code":0,"message":"no NUL"}
        {"frame":4,"protocol":"tftp","opcode":"ERROR","code":256,"message":""}
        {"frame":5,"protocol":"tftp","opcode":"RRQ","file":"\\u00E4\\u001B\\uFFFD","mode":"x",\
        "options":{}}
        """,
        decode(
            "\0\1f\0octet\0a\0\0\0\0\0",
            "\0\4\0\1padding",
            "\0\5\0\0no NUL",
            "\0\5\1\0",
            "\0\1\u00c3\u00a4\33\u00ff\0x\0"));
  }

  @Test
  void optionsOfOneNameFollowTheFirst() {
    assertEquals(
        """
        {"frame":1,"protocol":"tftp","opcode":"OACK",\
        "options":{"blksize":"8","BLKSIZE":"9"},\
        "repeated":[{"name":"blksize","value":"10"},{"name":"blksize","value":"8"}]}
        """,
        decode("\0\6blksize\0008\0BLKSIZE\0009\0blksize\00010\0blksize\0008\0"));
  }

  @ParameterizedTest
  @CsvSource({
    "'','\"opcode\":null', TRUNCATED, 0",
    "00,'\"opcode\":null', TRUNCATED, 1",
    "0003,'\"opcode\":\"DATA\",\"block\":null,\"length\":null', TRUNCATED, 2",
    "000400,'\"opcode\":\"ACK\",\"block\":null', TRUNCATED, 3",
    "000500,'\"opcode\":\"ERROR\",\"code\":null,\"message\":null', TRUNCATED, 3",
    "00070001,'\"opcode\":\"7\"', UNKNOWN_OPCODE, 0",
    "01030001,'\"opcode\":\"259\"', UNKNOWN_OPCODE, 0",
    "0001,'\"opcode\":\"RRQ\",\"file\":null,\"mode\":null,\"options\":{}',"
        + "UNTERMINATED_FILE_NAME,2",
    "000166,'\"opcode\":\"RRQ\",\"file\":null,\"mode\":null,\"options\":{}',"
        + "UNTERMINATED_FILE_NAME,2",
    "0001006f00,'\"opcode\":\"RRQ\",\"file\":null,\"mode\":null,\"options\":{}',"
        + "EMPTY_FILE_NAME,2",
    "00026600,'\"opcode\":\"WRQ\",\"file\":\"f\",\"mode\":null,\"options\":{}',"
        + "UNTERMINATED_MODE,4",
    "000166006f,'\"opcode\":\"RRQ\",\"file\":\"f\",\"mode\":null,\"options\":{}',"
        + "UNTERMINATED_MODE,4",
    "000166006f0061003100"
        + "62,'\"opcode\":\"RRQ\",\"file\":\"f\",\"mode\":\"o\",\"options\":{\"a\":\"1\"}',"
        + "UNTERMINATED_OPTION_NAME,10",
    "0006610031006200,'\"opcode\":\"OACK\",\"options\":{\"a\":\"1\"}',"
        + "UNTERMINATED_OPTION_VALUE,8",
    "000661003100620032,'\"opcode\":\"OACK\",\"options\":{\"a\":\"1\"}',"
        + "UNTERMINATED_OPTION_VALUE,8",
    "0006610031000062003200,'\"opcode\":\"OACK\",\"options\":{\"a\":\"1\"}',"
        + "EMPTY_OPTION_NAME,6"
  })
  void aMalformedPacketShowsItsFaultAndWhatStandsBefore(
      String hex, String members, String kind, int offset) {
    byte[] packet = DecodeCapture.hex(hex);
    assertEquals(
        "{\"frame\":1,\"protocol\":\"tftp\","
            + members
            + ",\"fault\":{\"kind\":\""
            + kind
            + "\",\"offset\":"
            + offset
            + "}}\n",
        decode(new String(packet, StandardCharsets.ISO_8859_1)));
  }

  @Test
  void tooManyOptionsAreAFault() {
    String most = "a\0b\0".repeat(TftpPacketView.MAXIMUM_OPTIONS);
    assertTrue(decode("\0\6" + most).endsWith("]}\n"));
    String line = decode("\0\6" + most + "a\0b\0");
    assertTrue(line.endsWith("\"fault\":{\"kind\":\"TOO_MANY_OPTIONS\",\"offset\":258}}\n"), line);
    assertEquals(
        TftpPacketView.MAXIMUM_OPTIONS - 1,
        DecodeJsonReader.objects(DecodeJsonReader.line(line), "repeated").size());
  }

  /** Captures of the first octets of each packet are common: the length is that on the wire. */
  @Test
  void aCutRecordShowsWhatIsThere() {
    byte[] data = frame("\0\3\0\7" + "x".repeat(1468));
    byte[] request = frame("\0\1file\0octet\0blksize\0001468\0");
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    capture.cutFrame(Arrays.copyOf(data, 96), data.length);
    capture.cutFrame(Arrays.copyOf(data, 45), data.length);
    capture.cutFrame(Arrays.copyOf(request, request.length - 3), request.length);
    assertEquals(
        """
        {"frame":1,"protocol":"tftp","opcode":"DATA","block":7,"length":1468,\
        "fault":{"kind":"RECORD_TRUNCATED","offset":54}}
        {"frame":2,"protocol":"tftp","opcode":"DATA","block":null,"length":null,\
        "fault":{"kind":"RECORD_TRUNCATED","offset":3}}
        {"frame":3,"protocol":"tftp","opcode":"RRQ","file":"file","mode":"octet","options":{},\
        "fault":{"kind":"RECORD_TRUNCATED","offset":23}}
        """,
        decode(capture));
  }

  /** A large block travels in fragments, of which the first has the header. */
  @Test
  void theFirstFragmentShowsTheWholeBlock() {
    byte[] first = frame("\0\3\0\7" + "x".repeat(1472));
    first[14 + 6] = 0x20;
    ByteBuffer.wrap(first).putShort(14 + 20 + 4, (short) (8 + 4 + 8192));
    assertEquals(
        """
        {"frame":1,"protocol":"tftp","opcode":"DATA","block":7,"length":8192,\
        "fault":{"kind":"FRAGMENTED","offset":1476}}
        """,
        decode(DecodeCapture.of(DecodeCapture.ETHERNET).frame(first)));
  }

  @Property(tries = 300)
  void anyOctetsAreOneLine(@ForAll long seed) {
    Random random = new Random(seed);
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    for (int i = 0; i < 20; i++) {
      byte[] packet = new byte[random.nextInt(60)];
      random.nextBytes(packet);
      for (int at = 0; at < packet.length; at++) {
        if (random.nextInt(3) == 0) {
          packet[at] = 0;
        }
      }
      if (packet.length > 1 && random.nextInt(4) > 0) {
        packet[0] = 0;
        packet[1] = (byte) (1 + random.nextInt(6));
      }
      capture.frame(DecodeCapture.datagram(CLIENT, 2000, SERVER, 69, packet));
    }
    List<Map<String, Object>> packets = DecodeJsonReader.lines(decode(capture));
    assertEquals(20, packets.size());
    for (Map<String, Object> packet : packets) {
      assertEquals("tftp", packet.get("protocol"));
      assertNotNull(packet.getOrDefault("fault", "none"));
    }
  }

  @Test
  void aPacketPrintsTheSameForAPersonWithoutColours() {
    StringWriter out = new StringWriter();
    DecodeText text = new DecodeText(new PrintWriter(out), Ansi.ON);
    text.tftp(new DecodedTftp(1, "a", "b", 4, null, null, List.of(), 3, null, null, null, null));
    assertTrue(out.toString().contains("\u001b["));
    assertEquals(
        "frame 1  a → b  TFTP ACK 3",
        out.toString().replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing());
  }
}
