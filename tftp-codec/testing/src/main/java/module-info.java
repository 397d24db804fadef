/** For tests of TFTP codecs and servers. Open, as jqwik calls what it finds by reflection. */
@org.jspecify.annotations.NullMarked
open module io.github.netboot4j.tftp.testing {
  requires static org.jspecify;
  requires transitive net.jqwik.api;
  requires org.junit.jupiter.api;

  exports io.github.netboot4j.tftp.testing;
}
