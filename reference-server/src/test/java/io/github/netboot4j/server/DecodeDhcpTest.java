package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** What is read of messages, sound and not, judged by the JSON. */
final class DecodeDhcpTest {
  private static final List<String> FIELDS =
      List.of(
          "frame",
          "protocol",
          "op",
          "htype",
          "hlen",
          "hops",
          "xid",
          "secs",
          "flags",
          "ciaddr",
          "yiaddr",
          "siaddr",
          "giaddr",
          "chaddr",
          "sname",
          "file",
          "options",
          "fault");

  @Test
  void theWholeLine() {
    byte[] message =
        DhcpBytes.request()
            .header(0, 1, 1, 6, 2, 0x33, 0x8e, 0xa5, 0x25, 0, 9, 0x80, 0)
            .header(12, 192, 0, 2, 9)
            .header(16, 192, 0, 2, 157)
            .header(20, 192, 0, 2, 1)
            .header(24, 198, 51, 100, 1)
            .header(28, 0x52, 0x54, 0, 0x12, 0x34, 0x56)
            .header(44, 'b', '"', 0x1b, 0x7f, 0xe9)
            .header(108, 'f')
            .option(53, 1)
            .option(200, 0xab, 0xcd)
            .option(33, 1, 2, 3)
            .end();
    assertEquals(
        "{'frame':1,'protocol':'dhcp','op':1,'htype':1,'hlen':6,'hops':2,'xid':'0x338ea525',"
            + "'secs':9,'flags':32768,'ciaddr':'192.0.2.9','yiaddr':'192.0.2.157',"
            + "'siaddr':'192.0.2.1','giaddr':'198.51.100.1','chaddr':'525400123456',"
            + "'sname':'b\\'\\u001B\\u007F\\u00E9','file':'f','options':["
            + "{'code':53,'name':'DHCP Message Type','value':'01','text':'DISCOVER'},"
            + "{'code':200,'name':'Option 200','value':'abcd'},"
            + "{'code':33,'name':'Static Route','value':'010203','fault':'TOO_SHORT'}],"
            + "'fault':null}\n",
        line(message).replace("\\\"", "\\'").replace('"', '\''));
  }

  @Test
  void optionsStandInWireOrderAndPiecesAtThePlaceOfTheFirst() {
    byte[] message =
        DhcpBytes.request()
            .option(52, 3)
            .option(67, "ab")
            .option(12, "h")
            .option(67, "cd")
            .header(108, 0, 67, 1, 'e', 15, 1, 'd', 255)
            .header(44, 67, 1, 'f', 60, 1, 'v', 255)
            .end();
    Map<String, Object> read = read(message);
    assertEquals("", read.get("file"));
    assertEquals("", read.get("sname"));
    assertEquals(
        List.of("52=03", "67=616263646566", "12=68", "15=64", "60=76"), codesAndValues(read));
    assertEquals("abcdef", DecodeJsonReader.objects(read, "options").get(1).get("text"));
  }

  @Test
  void hlenIsAsOnTheWireAndChaddrAsLongAsItsField() {
    Map<String, Object> read = read(DhcpBytes.discover().header(2, 255).header(43, 7).end());
    assertEquals(255, read.get("hlen"));
    assertEquals("00".repeat(15) + "07", read.get("chaddr"));
    assertEquals("", read(DhcpBytes.discover().header(2, 0).end()).get("chaddr"));
  }

  @Test
  void eachFaultOfFramingIsTold() {
    byte[] message = DhcpBytes.discover().option(12, "host").toByteArray();
    assertFault("UNKNOWN_OPERATION", 0, DhcpBytes.discover().header(0, 3).end());
    assertFault("OPTION_BEYOND_END", 243, Arrays.copyOf(message, message.length - 1));
    assertFault("OPTION_WITHOUT_LENGTH", 243, Arrays.copyOf(message, 244));
    assertFault("MESSAGE_TOO_SHORT", 235, Arrays.copyOf(message, 235));
    assertFault("MESSAGE_TOO_SHORT", 0, new byte[0]);
    byte[] overloaded = DhcpBytes.request().option(52, 1).header(108, 12, 200).end();
    assertFault("OPTION_BEYOND_END", 108, overloaded);
  }

  @Test
  void whatStandsBeforeAFaultIsRead() {
    byte[] message = DhcpBytes.discover().option(12, "host").toByteArray();
    Map<String, Object> read = read(Arrays.copyOf(message, message.length - 1));
    assertEquals(List.of("53=01"), codesAndValues(read));
    assertEquals("0x12345678", read.get("xid"));
  }

  @Test
  void aFieldBehindTheEndIsNull() {
    byte[] message = DhcpBytes.discover().header(28, 1, 2, 3, 4, 5, 6).end();
    int[] ends = {1, 2, 3, 4, 8, 10, 12, 16, 20, 24, 28, 34, 108, 236};
    for (int length = 0; length < 236; length++) {
      Map<String, Object> read = read(Arrays.copyOf(message, length));
      assertEquals(FIELDS, List.copyOf(read.keySet()));
      for (int field = 0; field < ends.length; field++) {
        String name = FIELDS.get(field + 2);
        assertEquals(length < ends[field], read.get(name) == null, name + " of " + length);
      }
      assertEquals(List.of(), read.get("options"));
    }
  }

  @Test
  void aMessageCutWhenItWasCapturedSaysSo() {
    byte[] message = DhcpBytes.discover().option(12, "host").end();
    for (int length = 0; length < message.length; length++) {
      byte[] frame = DecodeCapture.datagram(DecodeCapture.ETHERNET_HEADER, message);
      int captured = frame.length - message.length + length;
      Map<String, Object> read =
          DecodeJsonReader.line(
              print(
                  DecodeCapture.of(DecodeCapture.ETHERNET)
                      .cutFrame(Arrays.copyOf(frame, captured), frame.length)));
      assertEquals(Map.of("kind", "RECORD_TRUNCATED", "offset", length), read.get("fault"));
    }
  }

  @Test
  void aFaultBeforeTheCutIsTheFault() {
    byte[] message = DhcpBytes.discover().header(0, 3).option(12, "host").end();
    byte[] frame = DecodeCapture.datagram(DecodeCapture.ETHERNET_HEADER, message);
    Map<String, Object> read =
        DecodeJsonReader.line(
            print(
                DecodeCapture.of(DecodeCapture.ETHERNET)
                    .cutFrame(Arrays.copyOf(frame, frame.length - 3), frame.length)));
    assertEquals(Map.of("kind", "UNKNOWN_OPERATION", "offset", 0), read.get("fault"));
  }

  @Test
  void onlyThePortsOfDhcpAreRead() {
    byte[] message = DhcpBytes.discover().end();
    for (int port : new int[] {67, 68, 4011}) {
      assertEquals(1, print(to(port, 5000, message)).lines().count());
      assertEquals(1, print(to(5000, port, message)).lines().count());
    }
    assertEquals("", print(to(69, 4010, message)));
  }

  @Property
  void everyMessageMakesOneLineAndOneBlock(@ForAll("datagrams") byte[] message) {
    Map<String, Object> read = read(message);
    assertEquals(FIELDS, List.copyOf(read.keySet()));
    assertEquals(1, line(message).lines().count());
    StringWriter text = new StringWriter();
    print(to(67, 68, message), new DecodeText(new PrintWriter(text), Ansi.OFF));
    assertTrue(
        text.toString()
            .chars()
            .allMatch(c -> c == '\n' || c == '→' || c == '…' || (c >= ' ' && c <= '~')),
        text.toString());
  }

  @Provide
  Arbitrary<byte[]> datagrams() {
    return DhcpArbitraries.hostile();
  }

  @Property
  void everySoundMessageIsReadWithoutFault(@ForAll("messages") byte[] message) {
    assertNull(read(message).get("fault"));
  }

  @Provide
  Arbitrary<byte[]> messages() {
    return DhcpArbitraries.messages();
  }

  private static void assertFault(String kind, int offset, byte[] message) {
    assertEquals(Map.of("kind", kind, "offset", offset), read(message).get("fault"));
  }

  private static List<String> codesAndValues(Map<String, Object> message) {
    return DecodeJsonReader.objects(message, "options").stream()
        .map(option -> option.get("code") + "=" + option.get("value"))
        .toList();
  }

  private static Map<String, Object> read(byte[] message) {
    return DecodeJsonReader.line(line(message));
  }

  private static String line(byte[] message) {
    return print(to(68, 67, message));
  }

  private static DecodeCapture to(int from, int to, byte[] message) {
    return DecodeCapture.of(DecodeCapture.ETHERNET)
        .frame(DecodeCapture.datagram(DecodeCapture.ETHERNET_HEADER, "", from, to, message));
  }

  private static String print(DecodeCapture capture) {
    StringWriter out = new StringWriter();
    print(capture, new DecodeJson(new PrintWriter(out)));
    return out.toString();
  }

  /** What the command does with each frame. */
  private static void print(DecodeCapture capture, DecodePrinter printer) {
    try {
      PcapReader reader = PcapReader.open(new ByteArrayInputStream(capture.bytes()), "x");
      PcapDatagram datagram = new PcapDatagram();
      DecodeDhcp dhcp = new DecodeDhcp();
      while (reader.next()) {
        if (datagram.find(reader) == PcapDatagram.Content.UDP && DecodeDhcp.claims(datagram)) {
          printer.dhcp(dhcp.decode(reader.recordNumber(), datagram));
        }
      }
    } catch (IOException | StartupException e) {
      throw new AssertionError(e);
    }
  }
}
