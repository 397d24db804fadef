/**
 * For tests of DHCP codecs, servers and boot policies. Open, as jqwik calls what it finds by
 * reflection.
 */
@org.jspecify.annotations.NullMarked
open module io.github.netboot4j.dhcp.testing {
  requires static org.jspecify;
  requires static org.junit.platform.launcher;
  requires jdk.management;
  requires transitive net.jqwik.api;
  requires org.junit.jupiter.api;

  exports io.github.netboot4j.capture;
  exports io.github.netboot4j.dhcp.testing;
}
