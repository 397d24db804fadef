package io.github.netboot4j.chainload.dialect;

import java.nio.file.Path;

/** Reads {@code dhcpd.conf} without looking up names of hosts, for the tests of all modules. */
public final class IscOffline {
  private IscOffline() {}

  /**
   * Reads a file.
   *
   * @param file the configuration
   * @return what it says
   * @throws ConfigurationException as {@link IscDhcpdConf#read} has it
   */
  public static BootConfiguration read(Path file) throws ConfigurationException {
    return IscDhcpdConf.read(file, false, false);
  }
}
