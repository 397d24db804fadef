package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes with prefixes of any length, options 121 and 249. */
class ClasslessRoutesTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final ClasslessRoutes routes = new ClasslessRoutes();

  private void wrap(int code, String value) {
    int[] octets = Arrays.stream(value.split("[. ]", -1)).mapToInt(Integer::parseInt).toArray();
    byte[] message = DhcpBytes.discover().option(code, octets).end();
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  private void read(String value) {
    wrap(121, value);
    assertTrue(routes.read(view));
  }

  private void assertRoute(int index, int prefixLength, String destination, String router) {
    assertEquals(prefixLength, routes.prefixLength(index));
    assertEquals(destination, Ipv4.format(routes.destination(index)));
    assertEquals(router, Ipv4.format(routes.router(index)));
  }

  /** The table of RFC 3442, "Classless Route Option Format". */
  @ParameterizedTest
  @CsvSource({
    "0,                 0,  0.0.0.0",
    "8.10,              8,  10.0.0.0",
    "24.10.0.0,         24, 10.0.0.0",
    "16.10.17,          16, 10.17.0.0",
    "24.10.27.129,      24, 10.27.129.0",
    "25.10.229.0.128,   25, 10.229.0.128",
    "32.10.198.122.47,  32, 10.198.122.47",
    "1.128,             1,  128.0.0.0",
    "9.10.128,          9,  10.128.0.0",
    "17.10.1.128,       17, 10.1.128.0",
  })
  void destinationsOfTheRfc(String descriptor, int prefixLength, String destination) {
    read(descriptor + ".192.0.2.1");
    assertEquals(1, routes.count());
    assertRoute(0, prefixLength, destination, "192.0.2.1");
    assertTrue(routes.isWellFormed());
  }

  /** RFC 3442, "DHCP Client Behavior": the client takes the network's address AND the mask. */
  @Test
  void bitsBeyondThePrefixAreZero() {
    read("25.129.210.177.132 192.0.2.1 4.255 0.0.0.0 16.10.17 10.0.0.1");
    assertRoute(0, 25, "129.210.177.128", "192.0.2.1");
    assertRoute(1, 4, "240.0.0.0", "0.0.0.0");
    assertRoute(2, 16, "10.17.0.0", "10.0.0.1");
  }

  @Test
  void routesInAnyOrder() {
    read("0 10.0.0.1 24.192.0.2 10.0.0.2 32.10.1.2.3 10.0.0.3");
    assertEquals(3, routes.count());
    assertRoute(2, 32, "10.1.2.3", "10.0.0.3");
    assertRoute(0, 0, "0.0.0.0", "10.0.0.1");
    assertRoute(1, 24, "192.0.2.0", "10.0.0.2");
    assertTrue(routes.isWellFormed());
  }

  @Test
  void microsoftHasItsOwnCode() {
    wrap(249, "16.10.17 10.0.0.1");
    assertFalse(routes.read(view));
    assertEquals(0, routes.count());
    assertTrue(routes.readMicrosoft(view));
    assertRoute(0, 16, "10.17.0.0", "10.0.0.1");
    wrap(121, "16.10.17 10.0.0.1");
    assertFalse(routes.readMicrosoft(view));
    assertEquals(0, routes.count());
  }

  @ParameterizedTest
  @CsvSource({
    "a prefix of 33 bits,            0, 33.10.1.2.3.4 192.0.2.1",
    "a prefix of 255 bits,           0, 255.1.2.3.4",
    "a long prefix behind a route,   1, 0 10.0.0.1 33.10.1.2.3.4 192.0.2.1 0 10.0.0.2",
    "a router cut short,             1, 0 10.0.0.1 8.10 192.0.2",
    "a destination cut short,        1, 0 10.0.0.1 24.10",
    "a prefix length alone,          1, 0 10.0.0.1 0",
    "no room for the first route,    0, 32.10.1.2.3",
  })
  void malformed(String what, int sound, String value) {
    read(value);
    assertEquals(sound, routes.count(), what);
    assertFalse(routes.isWellFormed(), what);
    if (sound > 0) {
      assertRoute(0, 0, "0.0.0.0", "10.0.0.1");
    }
    assertThrows(IndexOutOfBoundsException.class, () -> routes.router(sound), what);
  }

  @Test
  void absentOrTooShort() {
    read("0 10.0.0.1");
    wrap(121, "0.10.0.0");
    assertFalse(routes.read(view));
    assertEquals(0, routes.count());
    assertTrue(routes.isWellFormed());
    assertThrows(IndexOutOfBoundsException.class, () -> routes.prefixLength(0));
  }

  private record Route(int prefixLength, int destination, int router) {}

  @Provide
  Arbitrary<List<Route>> routeLists() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 32), Arbitraries.integers(), Arbitraries.integers())
        .as((length, network, router) -> new Route(length, network & Ipv4.mask(length), router))
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property(tries = 500)
  void whatIsBuiltReadsBack(@ForAll("routeLists") List<Route> list) {
    OptionBuilder builder = new OptionBuilder(16);
    for (Route route : list) {
      builder.unsigned8(route.prefixLength);
      for (int bit = 0; bit < route.prefixLength; bit += 8) {
        builder.unsigned8(route.destination >>> (24 - bit));
      }
      builder.int32(route.router);
    }
    DhcpMessageView written = WrittenMessage.with(121, builder);
    assertTrue(routes.read(written));
    assertTrue(routes.isWellFormed());
    assertEquals(list.size(), routes.count());
    for (int index = list.size() - 1; index >= 0; index--) {
      assertEquals(list.get(index).prefixLength, routes.prefixLength(index));
      assertEquals(list.get(index).destination, routes.destination(index));
      assertEquals(list.get(index).router, routes.router(index));
    }
  }
}
