package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.OptionFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class DecodeTextTest {
  private static final DecodedOption DISCOVER =
      new DecodedOption(53, "DHCP Message Type", "01", "DISCOVER", null);

  @Test
  void aBlockForAPerson() {
    String block =
        print(
            message(
                "a name",
                null,
                DISCOVER,
                new DecodedOption(1, "Subnet Mask", "ffff", null, OptionFault.TOO_SHORT),
                new DecodedOption(200, "Option 200", "abcd", null, null),
                new DecodedOption(80, "Rapid Commit", "", null, null)),
            Ansi.OFF);
    assertEquals(
        """
        frame 7  0.0.0.0:68 → 255.255.255.255:67  DHCP DISCOVER
          op 1  htype 1  hlen 6  hops 0  xid 0x00000001  secs 0  flags 0x8000 (broadcast)
          ciaddr 0.0.0.0  yiaddr 0.0.0.0  siaddr 0.0.0.0  giaddr 0.0.0.0
          chaddr 52:54:00:12:34:56
          sname a name
           53  DHCP Message Type                     DISCOVER
            1  Subnet Mask                           too short  ffff
          200  Option 200                            abcd
           80  Rapid Commit

        """,
        block);
  }

  @Test
  void whatWasCutAndTheFaultAreSaid() {
    DecodedFault fault = new DecodedFault("RECORD_TRUNCATED", 28, "the capture ends");
    DecodedDhcp cut =
        new DecodedDhcp(
            1,
            "a",
            "b",
            1,
            1,
            6,
            0,
            "0x00000001",
            0,
            0,
            "0.0.0.0",
            "0.0.0.0",
            "0.0.0.0",
            "0.0.0.0",
            null,
            null,
            null,
            List.of(),
            fault);
    assertEquals(
        """
        frame 1  a → b  DHCP
          op 1  htype 1  hlen 6  hops 0  xid 0x00000001  secs 0  flags 0x0000
          ciaddr 0.0.0.0  yiaddr 0.0.0.0  siaddr 0.0.0.0  giaddr 0.0.0.0
          chaddr (cut)
          sname (cut)
          file (cut)
          fault at octet 28: the capture ends (RECORD_TRUNCATED)

        """,
        print(cut, Ansi.OFF));
  }

  @Test
  void coloursAreForTerminalsAlone() {
    DecodedDhcp message = message("", null, DISCOVER);
    assertFalse(print(message, Ansi.OFF).contains("\u001b"));
    assertTrue(print(message, Ansi.ON).startsWith("\u001b[1mframe 7\u001b["));
  }

  @Test
  void nothingThatASenderWroteIsObeyed() {
    String hostile = "x\u001b[2J\n@|red y|@\u009b";
    DecodedOption option = new DecodedOption(12, "Host Name", "78", hostile, null);
    String block = print(message(hostile, null, DISCOVER, option), Ansi.ON);
    String shown = "x\\u001b[2J\\u000a@|red y|@\\u009b";
    assertTrue(block.contains("  sname " + shown + "\n"), block);
    assertTrue(block.contains("  " + shown + "\n"), block);
    assertFalse(block.contains("\u001b[2J"), block);
  }

  @Test
  void longValuesTakeSeveralLinesAndEnd() {
    String words = "ten chars ".repeat(12).strip();
    DecodedOption text = new DecodedOption(12, "Host Name", "", words, null);
    String block = print(message("", null, text), Ansi.OFF);
    String indent = " ".repeat(45);
    assertTrue(
        block.contains("  " + "ten chars ".repeat(8).strip() + "\n" + indent + "ten"), block);

    DecodedOption hex = new DecodedOption(43, "Vendor", "00".repeat(2000), null, null);
    List<String> lines = print(message("", null, hex), Ansi.OFF).lines().toList();
    assertEquals(4 + 8 + 1 + 1, lines.size());
    assertEquals(indent + "00".repeat(40), lines.get(5));
    assertEquals(indent + "… 2000 octets in all", lines.get(12));
  }

  @Test
  void aSoundMessageWithoutAMessageTypeIsBootp() {
    assertTrue(print(message("", null), Ansi.OFF).startsWith("frame 7  0.0.0.0:68 → 255.255.255."));
    assertTrue(print(message("", null), Ansi.OFF).lines().findFirst().get().endsWith("  BOOTP"));
  }

  @Test
  void aLineForEachPacketOfATransfer() {
    assertEquals(
        "frame 1  a → b  TFTP RRQ snponly.efi octet  tsize=0  blksize=1468\n",
        print(
            packet(
                1,
                "snponly.efi",
                "octet",
                List.of(
                    new DecodedTftp.Option("tsize", "0"),
                    new DecodedTftp.Option("blksize", "1468")),
                null,
                null,
                null,
                null,
                null)));
    assertEquals(
        "frame 1  a → b  TFTP DATA 7  1468 octets\n",
        print(packet(3, null, null, List.of(), 7, 1468, null, null, null)));
    assertEquals(
        "frame 1  a → b  TFTP ACK 0\n",
        print(packet(4, null, null, List.of(), 0, null, null, null, null)));
    assertEquals(
        "frame 1  a → b  TFTP ERROR 1 no such file\n",
        print(packet(5, null, null, List.of(), null, null, 1, "no such file", null)));
    DecodedFault fault = new DecodedFault("UNKNOWN_OPCODE", 0, "unknown opcode");
    assertEquals(
        """
        frame 1  a → b  TFTP 9
          fault at octet 0: unknown opcode (UNKNOWN_OPCODE)
        """,
        print(packet(9, null, null, List.of(), null, null, null, null, fault)));
    assertEquals(
        """
        frame 1  a → b  TFTP
          fault at octet 0: unknown opcode (UNKNOWN_OPCODE)
        """,
        print(packet(null, null, null, List.of(), null, null, null, null, fault)));
  }

  @Test
  void nothingOfAPacketIsObeyed() {
    String hostile = "x\u001b[2J\n\u202e";
    DecodedTftp.Option option = new DecodedTftp.Option(hostile, hostile);
    String shown = "x\\u001b[2J\\u000a\\u202e";
    assertEquals(
        "frame 1  a → b  TFTP WRQ %s %s  %s=%s\n".formatted(shown, shown, shown, shown),
        print(packet(2, hostile, hostile, List.of(option), null, null, null, null, null)));
    assertEquals(
        "frame 1  a → b  TFTP ERROR 0 " + shown + "\n",
        print(packet(5, null, null, List.of(), null, null, 0, hostile, null)));
  }

  private static DecodedTftp packet(
      Integer opcode,
      String file,
      String mode,
      List<DecodedTftp.Option> options,
      Integer block,
      Integer length,
      Integer code,
      String message,
      DecodedFault fault) {
    return new DecodedTftp(
        1, "a", "b", opcode, file, mode, options, block, length, code, message, fault);
  }

  private static String print(DecodedTftp packet) {
    StringWriter out = new StringWriter();
    new DecodeText(new PrintWriter(out), Ansi.OFF).tftp(packet);
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private static DecodedDhcp message(String sname, DecodedFault fault, DecodedOption... options) {
    return new DecodedDhcp(
        7,
        "0.0.0.0:68",
        "255.255.255.255:67",
        1,
        1,
        6,
        0,
        "0x00000001",
        0,
        0x8000,
        "0.0.0.0",
        "0.0.0.0",
        "0.0.0.0",
        "0.0.0.0",
        "525400123456",
        sname,
        "",
        List.of(options),
        fault);
  }

  private static String print(DecodedDhcp message, Ansi ansi) {
    StringWriter out = new StringWriter();
    new DecodeText(new PrintWriter(out), ansi).dhcp(message);
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
