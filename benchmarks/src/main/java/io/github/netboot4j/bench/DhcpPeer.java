package io.github.netboot4j.bench;

import org.jspecify.annotations.Nullable;

/**
 * Another DHCP codec, put to the same work. Where it has several calls for one thing, the faster is
 * taken; values that a server could prepare are prepared.
 */
interface DhcpPeer {
  /** What {@link #decode} and {@link #answer} return for a message that the peer refuses. */
  int REFUSED = -1;

  /**
   * Decodes a message and reads what {@link DhcpDecodeBenchmark} asks for.
   *
   * @return the sum of all that was read, or {@link #REFUSED}
   */
  long decode(byte[] message);

  /**
   * Puts {@link Offer} together and encodes it.
   *
   * @return its length in octets
   */
  int encodeOffer();

  /**
   * Decodes a DISCOVER, decides with {@link PeerPolicy}, and encodes the OFFER that {@link
   * DhcpTurnaroundBenchmark} sends.
   *
   * @return its length in octets, or {@link #REFUSED}
   */
  int answer(byte[] discover);

  /** The message that was encoded last. */
  byte[] encoded();

  /** What the benchmarks take of an option: its length and its first octet. */
  static int sum(byte @Nullable [] option) {
    return option == null || option.length == 0 ? 0 : option.length + (option[0] & 0xFF);
  }
}
