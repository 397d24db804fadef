/** For tests of boot policies. Open, as jqwik calls what it finds by reflection. */
@org.jspecify.annotations.NullMarked
open module io.github.netboot4j.chainload.testing {
  requires static org.jspecify;
  requires transitive io.github.netboot4j.chainload;
  requires transitive io.github.netboot4j.dhcp.testing;
  requires org.junit.jupiter.api;

  exports io.github.netboot4j.chainload.testing;
}
