package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, names of message types, words of faults. */
class SmallTypesTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0",
    "192.0.2.1, -1073741311",
    "255.255.255.255, -1",
    "1.2.3.4, 16909060",
    "127.255.255.255, 2147483647",
    "128.0.0.0, -2147483648"
  })
  void addressesBothWays(String text, int address) {
    assertEquals(address, Ipv4.parse(text));
    assertEquals(text, Ipv4.format(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "...",
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        "1.2.3.4.5",
        ".1.2.3",
        "1..2.3",
        "256.0.0.1",
        "1.2.3.256",
        "1.2.3.999",
        "1.2.3.1000",
        "01.2.3.4",
        "1.2.3.00",
        "1.2.3.-4",
        "+1.2.3.4",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1,2,3,4",
        "0x1.2.3.4",
        "a.b.c.d",
        "\u0661.2.3.4"
      })
  void textThatIsNoAddressIsQuotedBack(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Ipv4.parse(text)).getMessage();
    assertEquals("not an IPv4 address: '" + text + "'", message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0.0.0",
    "1, 128.0.0.0",
    "8, 255.0.0.0",
    "24, 255.255.255.0",
    "31, 255.255.255.254",
    "32, 255.255.255.255"
  })
  void masks(int prefixLength, String mask) {
    assertEquals(mask, Ipv4.format(Ipv4.mask(prefixLength)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 33, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void noSuchMask(int prefixLength) {
    assertThrows(IllegalArgumentException.class, () -> Ipv4.mask(prefixLength));
  }

  @ParameterizedTest
  @CsvSource({
    "0, BOOTP",
    "1, DISCOVER",
    "2, OFFER",
    "3, REQUEST",
    "4, DECLINE",
    "5, ACK",
    "6, NAK",
    "7, RELEASE",
    "8, INFORM",
    "9, FORCERENEW",
    "10, LEASEQUERY",
    "14, BULKLEASEQUERY",
    "18, TLS",
    "19, 19",
    "255, 255",
    "-1, -1"
  })
  void namesOfMessageTypes(int type, String name) {
    assertEquals(name, MessageType.name(type));
  }

  @Test
  void everyFaultHasWordsOfItsOwn() {
    Set<String> words = new HashSet<>();
    for (DhcpFault fault : DhcpFault.values()) {
      assertTrue(words.add(fault.description()));
      assertTrue(fault.description().matches("[a-zA-Z0-9 ]+"), fault.description());
    }
  }
}
