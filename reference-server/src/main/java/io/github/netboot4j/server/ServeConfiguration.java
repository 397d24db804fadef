package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Remark;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Another server's configuration, checked against the interface it is to be served on. */
final class ServeConfiguration {
  private final Path file;
  private final BootConfiguration read;

  private ServeConfiguration(Path file, BootConfiguration read) {
    this.file = file;
    this.read = read;
  }

  /**
   * Reads a configuration.
   *
   * @param dialect what it is written in, or null to tell by its content
   * @param goOn whether to go on where a statement was not understood
   */
  static ServeConfiguration read(Path file, @Nullable Dialect dialect, boolean goOn)
      throws StartupException {
    try {
      return new ServeConfiguration(file, ConfigurationReader.read(file, dialect, goOn));
    } catch (ConfigurationException e) {
      throw new StartupException(e);
    }
  }

  BootConfiguration read() {
    return read;
  }

  /** What was not understood, and went on with. */
  List<Remark> notUnderstood() {
    return read.remarks().stream()
        .filter(remark -> remark.kind() == Remark.Kind.NOT_UNDERSTOOD)
        .toList();
  }

  /** The address of the interface that the configuration has a subnet for. */
  LocalInterface on(String interfaceName) throws StartupException {
    List<AddressPlan.Subnet> subnets = read.addresses().subnets();
    if (subnets.isEmpty()) {
      throw new StartupException(file + " names no subnet or range to give addresses from");
    }
    for (AddressPlan.Subnet subnet : subnets) {
      LocalInterface found = LocalInterface.find(interfaceName, subnet.address(), null);
      if ((found.address() & subnet.netmask()) == subnet.address()) {
        return new LocalInterface(found.name(), found.address(), subnet.netmask());
      }
    }
    throw new StartupException(
        "%s has no subnet for %s (%s); it has %s"
            .formatted(
                file,
                interfaceName,
                Ipv4.format(LocalInterface.find(interfaceName, 0, null).address()),
                subnets.stream().map(ServeConfiguration::text).collect(Collectors.joining(", "))));
  }

  private static String text(AddressPlan.Subnet subnet) {
    return Ipv4.format(subnet.address()) + "/" + Integer.bitCount(subnet.netmask());
  }

  /** Where TFTP serves from: what the command line says, else what the file says; null for none. */
  @Nullable Path tftpRoot(@Nullable Path fromCommandLine) throws StartupException {
    if (fromCommandLine != null || !read.tftp().enabled()) {
      return fromCommandLine;
    }
    String root = read.tftp().root();
    if (root == null) {
      throw new StartupException(
          file + " turns TFTP on for every file of this machine; say which with --tftp-root DIR");
    }
    return Path.of(root);
  }

  @Override
  public String toString() {
    return read.addresses().subnets().stream()
            .map(ServeConfiguration::text)
            .collect(Collectors.joining(", "))
        + " as "
        + file
        + " ("
        + read.dialect().label()
        + ") says";
  }
}
