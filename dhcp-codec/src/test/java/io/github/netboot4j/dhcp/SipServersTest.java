package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIP servers by name and by address. */
class SipServersTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final SipServers servers = new SipServers();

  private boolean read(int... value) {
    byte[] message = DhcpBytes.discover().option(120, value).end();
    return servers.read(view.wrap(ByteBuffer.wrap(message), 0, message.length));
  }

  private void readText(String value) {
    assertTrue(read(value.chars().toArray()));
  }

  /** The example of RFC 3361 §3.1. */
  @Test
  void names() {
    readText("\0\7example\3com\0\7example\3net\0");
    assertEquals(SipServers.NAMES, servers.encoding());
    assertEquals(2, servers.nameCount());
    assertEquals("example.com", servers.name(0));
    assertEquals("example.net", servers.name(1));
    assertTrue(servers.matches(1, "EXAMPLE.net"));
    assertFalse(servers.matches(1, "example.com"));
    assertTrue(servers.isWellFormed());
    assertEquals(0, servers.addressCount());
    assertThrows(IndexOutOfBoundsException.class, () -> servers.address(0));
  }

  /** dnsmasq's: pointers count from behind the encoding. */
  @Test
  void compressedNames() {
    readText("\0\3sip\7example\3com\0\4sip2\300\4");
    assertEquals("sip2.example.com", servers.name(1));
    assertTrue(servers.isWellFormed());
  }

  @Test
  void addresses() {
    assertTrue(read(1, 192, 0, 2, 1, 192, 0, 2, 2));
    assertEquals(SipServers.ADDRESSES, servers.encoding());
    assertEquals(2, servers.addressCount());
    assertEquals(0xC0000201, servers.address(0));
    assertEquals(0xC0000202, servers.address(1));
    assertTrue(servers.isWellFormed());
    assertEquals(0, servers.nameCount());
    assertThrows(IndexOutOfBoundsException.class, () -> servers.name(0));
    assertThrows(IndexOutOfBoundsException.class, () -> servers.matches(0, ""));
    assertThrows(IndexOutOfBoundsException.class, () -> servers.address(2));
  }

  @ParameterizedTest
  @CsvSource({
    "an unknown encoding,         2 192 0 2 1,       2, 0, 0",
    "the last encoding,           255 192 0 2 1,     255, 0, 0",
    "an address cut short,        1 192 0 2 1 192 0, 1, 0, 1",
    "no whole address,            1 192,             1, 0, 0",
    "a name cut short,            0 1 97 0 1 98,     0, 1, 0",
    "a pointer to the encoding,   0 192 0,           0, 0, 0",
  })
  void malformed(String what, String value, int encoding, int names, int addresses) {
    int[] octets = Arrays.stream(value.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    assertTrue(read(octets), what);
    assertEquals(encoding, servers.encoding(), what);
    assertEquals(names, servers.nameCount(), what);
    assertEquals(addresses, servers.addressCount(), what);
    assertFalse(servers.isWellFormed(), what);
  }

  @Test
  void absentOrTooShort() {
    readText("\0\7example\3com\0");
    assertFalse(read(1));
    assertEquals(-1, servers.encoding());
    assertEquals(0, servers.nameCount());
    assertEquals(0, servers.addressCount());
    assertTrue(servers.isWellFormed());
    assertThrows(IndexOutOfBoundsException.class, () -> servers.name(0));
  }

  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(8).unsigned8(SipServers.NAMES);
    for (int name = 0; name < 40; name++) {
      builder.domainName("sip" + name + ".example.com");
    }
    DhcpMessageView written = WrittenMessage.with(OptionCode.SIP_SERVERS, builder);
    assertTrue(servers.read(written));
    assertEquals(40, servers.nameCount());
    assertEquals("sip39.example.com", servers.name(39));
    assertTrue(servers.isWellFormed());
  }
}
