package io.github.netboot4j.server;

/** Prints decoded messages, one method for each protocol. */
interface DecodePrinter {
  /** Prints one DHCP message. */
  void dhcp(DecodedDhcp message);

  /** Prints one TFTP packet. */
  void tftp(DecodedTftp packet);
}
