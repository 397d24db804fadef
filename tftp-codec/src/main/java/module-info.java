/** TFTP packets, option negotiation and transfer state machines: no sockets, no files, no clock. */
@org.jspecify.annotations.NullMarked
module io.github.netboot4j.tftp {
  requires static transitive org.jspecify;

  exports io.github.netboot4j.tftp;
}
