package io.github.netboot4j.server;

import java.io.FileDescriptor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * Socket options of Linux that Java has no names for. They are set by the method of the JDK that
 * sets all options; that method is opened to this program by {@code Add-Opens} in the manifest of
 * its jar.
 */
final class LinuxSockets {
  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTOIFINDEX = 62;

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

  private LinuxSockets() {}

  /**
   * From now on the socket hears and sends on one interface only. From Linux 5.7 on, no right is
   * needed for a socket that is on none yet; from 5.1 on, CAP_NET_RAW; before, it cannot be done.
   *
   * @param index of the interface
   * @return whether the system does so
   */
  static boolean bindToInterface(DatagramChannel channel, int index) {
    return index > 0 && set(channel, SOL_SOCKET, SO_BINDTOIFINDEX, index);
  }

  /** Sets an option that takes a number; false if that cannot be. */
  static boolean set(DatagramChannel channel, int level, int option, int value) {
    if (SET_OPTION == null || DESCRIPTOR == null) {
      return false;
    }
    try {
      SET_OPTION.invoke(null, DESCRIPTOR.invoke(channel), false, level, option, value, false);
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
