package io.github.netboot4j.chainload.dialect;

import java.nio.file.Path;

/**
 * Reads {@code dnsmasq.conf} as dnsmasq 2.90 means it: tags, ranges, hosts, options, PXE menus and
 * proxy replies. What has to do with DNS alone is accepted and reported.
 */
public final class DnsmasqConf {
  private DnsmasqConf() {}

  /**
   * Reads a configuration and the files that it includes.
   *
   * @param file the configuration; files that it names are relative to where they are named
   * @param goOn whether to leave out lines that are not understood, each with a remark, rather than
   *     to refuse the configuration
   * @return what it says
   * @throws ConfigurationException if it cannot be read, or says something that dnsmasq would
   *     refuse, or that is not understood here and could touch what a machine boots
   */
  public static BootConfiguration read(Path file, boolean goOn) throws ConfigurationException {
    DnsmasqFiles files = new DnsmasqFiles(goOn);
    files.read(file);
    return files.configuration();
  }

  /** Reads a file, or a part of one that has no range as if one stood behind it. */
  static BootConfiguration readPart(Path file, boolean goOn) throws ConfigurationException {
    DnsmasqFiles files = new DnsmasqFiles(goOn);
    files.read(file);
    files.completeWith("dhcp-range=192.0.2.100,192.0.2.199,255.255.255.0\n");
    return files.configuration();
  }

  /** Reads a configuration that is not in a file; it may include files. */
  static BootConfiguration parse(String name, String text, boolean goOn)
      throws ConfigurationException {
    DnsmasqFiles files = new DnsmasqFiles(goOn);
    files.parse(name, text);
    return files.configuration();
  }
}
