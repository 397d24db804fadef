/**
 * TFTP packets, option negotiation and transfer state machines, without sockets, files or clock;
 * and in a package of its own a client, which has all three.
 */
@org.jspecify.annotations.NullMarked
module io.github.netboot4j.tftp {
  requires static org.jspecify;

  exports io.github.netboot4j.tftp;
  exports io.github.netboot4j.tftp.client;
}
