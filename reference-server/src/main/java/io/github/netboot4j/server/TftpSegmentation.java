package io.github.netboot4j.server;

import java.io.FileDescriptor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * Lets the kernel cut one long send into datagrams of equal length (Linux, {@code UDP_SEGMENT}). A
 * window then costs one way through the network stack and not one for each of its blocks.
 *
 * <p>Java has no name for this socket option, so it is set by the method of the JDK that sets all
 * of them. That method is opened to this program by {@code Add-Opens} in the manifest of its jar.
 * Where it is not, or the system knows no such option, each packet is sent by itself.
 */
final class TftpSegmentation {
  /** The kernel makes no more datagrams of one send. */
  static final int MAXIMUM_SEGMENTS = 64;

  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;

  private static final @Nullable Method SET_OPTION =
      find(
          "sun.nio.ch.Net",
          "setIntOption0",
          FileDescriptor.class,
          boolean.class,
          int.class,
          int.class,
          int.class,
          boolean.class);
  private static final @Nullable Method DESCRIPTOR = find("sun.nio.ch.SelChImpl", "getFD");

  private TftpSegmentation() {}

  /**
   * From now on, what is longer than a segment is sent as several datagrams.
   *
   * @param octets in each datagram but the last
   * @return whether the system does so
   */
  static boolean enable(DatagramChannel channel, int octets) {
    return octets > 0 && set(channel, octets);
  }

  /** From now on, each send is one datagram. */
  static void disable(DatagramChannel channel) {
    set(channel, 0);
  }

  private static boolean set(DatagramChannel channel, int octets) {
    if (SET_OPTION == null || DESCRIPTOR == null) {
      return false;
    }
    try {
      SET_OPTION.invoke(
          null, DESCRIPTOR.invoke(channel), false, SOL_UDP, UDP_SEGMENT, octets, false);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static @Nullable Method find(String type, String name, Class<?>... parameters) {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return null;
    }
    try {
      Method method = Class.forName(type).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException e) {
      return null;
    }
  }
}
