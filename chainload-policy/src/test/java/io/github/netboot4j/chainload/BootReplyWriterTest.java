package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a decision stands in a reply, as firmware looks for it. */
class BootReplyWriterTest {
  private static final int SERVER = Ipv4.parse("192.0.2.1");

  private final BootReplyWriter replies = new BootReplyWriter(SERVER);
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final DhcpMessageView reply = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private void answer(byte[] message, BootDecision decision) {
    BootRequest request = Requests.of(message);
    ByteBuffer buffer = ByteBuffer.allocate(1500);
    writer.startReply(request.message(), MessageType.OFFER, buffer, 0, 1500);
    replies.write(request, decision, writer);
    reply.wrap(buffer, 0, writer.finish());
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
  }

  private byte[] option(int code) {
    assertTrue(reply.readOption(code, value), "option " + code);
    return value.toByteArray();
  }

  @Test
  void theBootFileStandsInFileAndInOption67WithANul() {
    answer(Requests.UEFI_PXE, BootDecision.boot("snponly.efi"));
    assertEquals("snponly.efi", reply.bootFile());
    byte[] name = option(OptionCode.BOOT_FILE_NAME);
    assertEquals(12, name.length);
    assertEquals(0, name[11]);
    assertEquals(reply.bootFile(), value.toText());
    assertTrue(value.isContiguous(), "iPXE does not join pieces");
    assertEquals(0, reply.overload());
  }

  @Test
  void theServerItselfIsTheNextServer() {
    answer(Requests.UEFI_PXE, BootDecision.boot("snponly.efi"));
    assertEquals(SERVER, reply.nextServerAddress());
    option(OptionCode.TFTP_SERVER_NAME);
    assertEquals("192.0.2.1", value.toText());
  }

  @Test
  void anotherServerIsTheNextServer() {
    answer(Requests.UEFI_PXE, BootDecision.boot("a").from(Ipv4.parse("192.0.2.200")));
    assertEquals(Ipv4.parse("192.0.2.200"), reply.nextServerAddress());
    option(OptionCode.TFTP_SERVER_NAME);
    assertEquals("192.0.2.200", value.toText());
  }

  /** UEFI PXE that sees PXEClient without option 43 turns to port 4011 and fails there. */
  @Test
  void noVendorClassForPxeAndIpxe() {
    for (byte[] message :
        new byte[][] {
          Requests.UEFI_PXE, Requests.UEFI_IPXE, Requests.BIOS_IPXE, Requests.BIOS_LEGACY
        }) {
      answer(message, BootDecision.boot("a"));
      assertFalse(reply.hasOption(OptionCode.VENDOR_CLASS_IDENTIFIER));
    }
  }

  @Test
  void theVendorClassForHttpBoot() {
    answer(Requests.UEFI_HTTP, BootDecision.boot("http://192.0.2.1/snponly.efi"));
    option(OptionCode.VENDOR_CLASS_IDENTIFIER);
    assertEquals("HTTPClient", value.toText());
    option(OptionCode.BOOT_FILE_NAME);
    assertEquals("http://192.0.2.1/snponly.efi", value.toText());
    assertEquals("http://192.0.2.1/snponly.efi", reply.bootFile());
  }

  @Test
  void theMachineIdentifierIsEchoed() {
    byte[] identifier = new byte[17];
    for (int index = 1; index < 17; index++) {
      identifier[index] = (byte) (0xF0 + index);
    }
    byte[] message = Requests.pxe(7).option(97, identifier).end();
    answer(message, BootDecision.boot("a"));
    assertArrayEquals(identifier, option(OptionCode.CLIENT_MACHINE_IDENTIFIER));
    answer(message, BootDecision.noBoot());
    assertArrayEquals(identifier, option(OptionCode.CLIENT_MACHINE_IDENTIFIER));
  }

  @Test
  void aMachineIdentifierOfWrongLengthIsNotEchoed() {
    answer(Requests.pxe(7).option(97, new byte[16]).end(), BootDecision.boot("a"));
    assertFalse(reply.hasOption(OptionCode.CLIENT_MACHINE_IDENTIFIER));
  }

  @Test
  void aDecisionThatBootsNothingWritesNoBootFields() {
    for (BootDecision decision :
        new BootDecision[] {BootDecision.noBoot(), BootDecision.undecided()}) {
      answer(Requests.UEFI_HTTP, decision);
      assertEquals(0, reply.nextServerAddress());
      assertEquals("", reply.bootFile());
      assertFalse(reply.hasOption(OptionCode.BOOT_FILE_NAME));
      assertFalse(reply.hasOption(OptionCode.TFTP_SERVER_NAME));
      assertFalse(reply.hasOption(OptionCode.VENDOR_CLASS_IDENTIFIER));
      assertTrue(reply.hasOption(OptionCode.CLIENT_MACHINE_IDENTIFIER));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 126, 127})
  void theLongestNameFitsInTheSmallestReply(int octets) {
    String name = "n".repeat(octets);
    byte[] message = DhcpBytes.discover().option(97, new byte[17]).option(60, "HTTPClient").end();
    answer(message, BootDecision.boot(name).from(0xFFFFFFFF));
    assertEquals(name, reply.bootFile());
    option(OptionCode.BOOT_FILE_NAME);
    assertEquals(name, value.toText());
    assertEquals(octets + 1, value.length());
  }

  @Test
  void namesAreUtf8() {
    answer(Requests.UEFI_PXE, BootDecision.boot("é.efi"));
    assertEquals("\u00C3\u00A9.efi", reply.bootFile());
    option(OptionCode.BOOT_FILE_NAME);
    assertEquals("\u00C3\u00A9.efi", value.toText());
  }
}
