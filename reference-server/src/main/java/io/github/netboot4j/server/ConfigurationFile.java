package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Remark;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The flags of commands that read another server's configuration, and reading it. */
final class ConfigurationFile {
  /** What {@code --dialect} and {@code --to} take. */
  private static final Map<String, Dialect> DIALECTS =
      new TreeMap<>(
          Map.of(
              "dhcpd", Dialect.ISC_DHCPD,
              "dnsmasq", Dialect.DNSMASQ,
              "windows", Dialect.WINDOWS_DHCP));

  @Parameters(
      paramLabel = "FILE",
      description = {
        "A configuration: dhcpd.conf of ISC dhcpd, dnsmasq.conf, or what",
        "Export-DhcpServer of Windows writes."
      })
  private Path file = Path.of("");

  @Mixin private DialectFlags flags = new DialectFlags();

  /** Its name as the user wrote it. */
  Path path() {
    return file;
  }

  /** Reads it, and says on {@code err} what its owner must know. */
  BootConfiguration read(PrintWriter err) throws ConfigurationException {
    return flags.read(file, err);
  }

  /** The same for a file that another flag names. */
  static BootConfiguration read(Path file, @Nullable Dialect dialect, boolean goOn, PrintWriter err)
      throws ConfigurationException {
    return told(ConfigurationReader.read(file, dialect, goOn), err);
  }

  /** The same; a part of a configuration is read as if it declared a subnet, which is said. */
  BootConfiguration readPart(PrintWriter err) throws ConfigurationException {
    return flags.readPart(file, err);
  }

  /** The same for a file that another flag names. */
  static BootConfiguration readPart(
      Path file, @Nullable Dialect dialect, boolean goOn, PrintWriter err)
      throws ConfigurationException {
    return told(part(file, dialect, goOn, err), err);
  }

  /** The same, without a word on what is not understood. */
  static BootConfiguration part(Path file, @Nullable Dialect dialect, boolean goOn, PrintWriter err)
      throws ConfigurationException {
    BootConfiguration read = ConfigurationReader.read(file, dialect, goOn);
    if (!read.addresses().subnets().isEmpty()) {
      return read;
    }
    BootConfiguration part = ConfigurationReader.readPart(file, dialect, goOn);
    if (!part.addresses().subnets().isEmpty()) {
      err.println(
          Printable.whole(file + ": declares no subnet; read as if it declared 192.0.2.0/24"));
      err.flush();
    }
    return part;
  }

  private static BootConfiguration told(BootConfiguration read, PrintWriter err) {
    for (Remark remark : read.remarks()) {
      if (remark.kind() == Remark.Kind.NOT_UNDERSTOOD) {
        err.println(Printable.whole(remark.toString()));
      }
    }
    err.flush();
    return read;
  }

  /** The word for a dialect on the command line. */
  static String nameOf(Dialect dialect) {
    for (Map.Entry<String, Dialect> entry : DIALECTS.entrySet()) {
      if (entry.getValue() == dialect) {
        return entry.getKey();
      }
    }
    throw new AssertionError("every dialect has a word: " + dialect);
  }

  /** {@code dhcpd}, {@code dnsmasq} or {@code windows}. */
  static final class DialectConverter implements ITypeConverter<Dialect> {
    @Override
    public Dialect convert(String text) {
      Dialect dialect = DIALECTS.get(text);
      if (dialect == null) {
        throw new TypeConversionException("'" + text + "' is not dhcpd, dnsmasq or windows");
      }
      return dialect;
    }
  }
}
