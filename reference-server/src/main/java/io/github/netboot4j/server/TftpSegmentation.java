package io.github.netboot4j.server;

import java.nio.channels.DatagramChannel;

/**
 * Lets the kernel cut one long send into datagrams of equal length (Linux, {@code UDP_SEGMENT}). A
 * window then costs one way through the network stack and not one for each of its blocks.
 *
 * <p>Where the system knows no such option, each packet is sent by itself.
 */
final class TftpSegmentation {
  /** The kernel makes no more datagrams of one send. */
  static final int MAXIMUM_SEGMENTS = 64;

  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;

  private TftpSegmentation() {}

  /**
   * From now on, what is longer than a segment is sent as several datagrams.
   *
   * @param octets in each datagram but the last
   * @return whether the system does so
   */
  static boolean enable(DatagramChannel channel, int octets) {
    return octets > 0 && LinuxSockets.set(channel, SOL_UDP, UDP_SEGMENT, octets);
  }

  /** From now on, each send is one datagram. */
  static void disable(DatagramChannel channel) {
    LinuxSockets.set(channel, SOL_UDP, UDP_SEGMENT, 0);
  }
}
