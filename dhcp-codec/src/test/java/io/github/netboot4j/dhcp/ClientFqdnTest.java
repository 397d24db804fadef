package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's name in both forms, whole and partial, and its flags. */
class ClientFqdnTest {
  private static final String WIRE = "\4\0\0";
  private static final String ASCII = "\0\0\0";

  private final DhcpMessageView view = new DhcpMessageView();
  private final ClientFqdn fqdn = new ClientFqdn();

  private boolean read(String value) {
    byte[] message = DhcpBytes.discover().option(81, value).end();
    return fqdn.read(view.wrap(ByteBuffer.wrap(message), 0, message.length));
  }

  private void assertName(String name, boolean fullyQualified) {
    assertEquals(name, fqdn.name());
    assertEquals(fullyQualified, fqdn.isFullyQualified());
    assertTrue(fqdn.isWellFormed());
  }

  @Test
  void aNameInWireForm() {
    assertTrue(read("\5\377\376\4host\7example\3com\0"));
    assertTrue(fqdn.isPresent());
    assertName("host.example.com", true);
    assertEquals(5, fqdn.flags());
    assertEquals(255, fqdn.rcode1());
    assertEquals(254, fqdn.rcode2());
  }

  @Test
  void aPartialNameInWireForm() {
    read(WIRE + "\4host");
    assertName("host", false);
    read(WIRE + "\4host\3lab");
    assertName("host.lab", false);
  }

  /** As Windows sends it: without a dot at the end. */
  @Test
  void aNameInAscii() {
    read(ASCII + "host.example.com");
    assertName("host.example.com", false);
    read(ASCII + "host.example.com.");
    assertName("host.example.com", true);
    read(ASCII + "host.\0\0");
    assertName("host", true);
    read(ASCII + ".");
    assertName("", true);
  }

  @Test
  void noName() {
    for (String form : new String[] {WIRE, ASCII, WIRE + "\0", ASCII + "\0"}) {
      assertTrue(read(form));
      assertName("", false);
    }
  }

  /** The octet before the name is RCODE2, whatever it is. */
  @Test
  void noNameBehindAnRcodeThatIsADot() {
    assertTrue(read("\0\0."));
    assertName("", false);
  }

  @ParameterizedTest
  @CsvSource({
    "0,   false, false, false, false",
    "1,   true,  false, false, false",
    "2,   false, true,  false, false",
    "4,   false, false, true,  false",
    "8,   false, false, false, true",
    "240, false, false, false, false",
    "255, true,  true,  true,  true",
  })
  void flags(int flags, boolean s, boolean o, boolean e, boolean n) {
    read((char) flags + "\0\0");
    assertEquals(flags, fqdn.flags());
    assertEquals(s, fqdn.isServerUpdate());
    assertEquals(o, fqdn.isOverridden());
    assertEquals(e, fqdn.isWireForm());
    assertEquals(n, fqdn.isNoUpdate());
  }

  @Test
  void whatIsNotPrintableIsEscaped() {
    read(WIRE + "\4a.\n\\\2\377 \0");
    assertName("a\\046\\010\\092.\\255\\032", true);
    read(ASCII + "a.\n\\\33[31m");
    assertName("a.\\010\\092\\027[31m", false);
  }

  @Test
  void malformed() {
    String[][] table = {
      {"a label beyond the end", "\4host\5abc", "host"},
      {"a first label beyond the end", "\5host", ""},
      {"a pointer", "\4host\300\0", "host"},
      {"a label of 64 octets", "@" + "a".repeat(64) + "\0", ""},
      {"octets behind the end", "\4host\0\3abc", "host"},
      {"two ends", "\4host\0\0", "host"},
      {"octets behind no name", "\0a", ""},
    };
    for (String[] row : table) {
      read(WIRE + row[1]);
      assertEquals(row[2], fqdn.name(), row[0]);
      assertFalse(fqdn.isWellFormed(), row[0]);
    }
  }

  /** Three octets and a name of 255 lie in two pieces. */
  @Test
  void theLongestName() {
    String label63 = "?" + "a".repeat(63);
    byte[] message =
        DhcpBytes.discover()
            .option(81, WIRE + label63.repeat(3))
            .option(81, "=" + "b".repeat(61) + "\0")
            .end();
    assertTrue(fqdn.read(view.wrap(ByteBuffer.wrap(message), 0, message.length)));
    assertName(("a".repeat(63) + ".").repeat(3) + "b".repeat(61), true);
    message =
        DhcpBytes.discover()
            .option(81, WIRE + label63.repeat(3))
            .option(81, ">" + "b".repeat(62) + "\0")
            .end();
    assertTrue(fqdn.read(view.wrap(ByteBuffer.wrap(message), 0, message.length)));
    assertEquals(("a".repeat(63) + ".").repeat(2) + "a".repeat(63), fqdn.name());
    assertFalse(fqdn.isWellFormed());
    assertFalse(fqdn.isFullyQualified());
  }

  @Test
  void absentOrTooShort() {
    read("\17\1\2\4host\0\0");
    assertFalse(read("\17\1"));
    assertFalse(fqdn.isPresent());
    assertEquals(0, fqdn.flags());
    assertEquals(-1, fqdn.rcode1());
    assertEquals(-1, fqdn.rcode2());
    assertName("", false);
  }

  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(0);
    builder.unsigned8(5).unsigned8(255).unsigned8(255).domainName("host.example.com");
    DhcpMessageView written = WrittenMessage.with(OptionCode.CLIENT_FQDN, builder);
    assertTrue(fqdn.read(written));
    assertName("host.example.com", true);
    assertTrue(fqdn.isServerUpdate());
  }
}
