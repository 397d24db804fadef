package io.github.netboot4j.chainload.dialect;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a configuration of any of the dialects, told apart by what stands in the file. */
public final class ConfigurationReader {
  private static final int MOST_LINES = 10_000;
  private static final int LONGEST_LINE = 1_000;

  /** A statement of dnsmasq.conf: a word, or a word and what it is set to. No space in the word. */
  private static final Pattern DNSMASQ = Pattern.compile("[a-z][a-z0-9-]*\\s*(?:=.*)?");

  /** Statements of dhcpd.conf end in a semicolon or are blocks. */
  private static final Pattern ISC_DHCPD = Pattern.compile("\\}.*|.*[;{}]");

  private ConfigurationReader() {}

  /**
   * Reads a configuration.
   *
   * @param file its main file
   * @param dialect the dialect it is written in; null to tell that from its content
   * @param goOn whether to leave out and report, rather than refuse, what is not understood and
   *     could touch a boot decision
   * @return what it says
   * @throws ConfigurationException if it cannot be used; nothing of it was taken
   */
  public static BootConfiguration read(Path file, @Nullable Dialect dialect, boolean goOn)
      throws ConfigurationException {
    Dialect known = dialect != null ? dialect : recognize(file);
    return switch (known) {
      case WINDOWS_DHCP -> WindowsDhcpExport.read(file, goOn);
      case DNSMASQ -> DnsmasqConf.read(file, goOn);
      case ISC_DHCPD -> IscDhcpdConf.read(file, goOn);
    };
  }

  /**
   * Reads a configuration, or a part of one: a recipe that declares no subnet is read as if the
   * subnet 192.0.2.0/24 were declared behind it, since without any nobody is answered, and one for
   * dhcpd that names no next server as if 192.0.2.1 were it. An export of Windows is always whole.
   *
   * @param file its main file
   * @param dialect the dialect it is written in; null to tell that from its content
   * @param goOn as in {@link #read}
   * @return what it says
   * @throws ConfigurationException if it cannot be used; nothing of it was taken
   */
  public static BootConfiguration readPart(Path file, @Nullable Dialect dialect, boolean goOn)
      throws ConfigurationException {
    Dialect known = dialect != null ? dialect : recognize(file);
    return switch (known) {
      case WINDOWS_DHCP -> WindowsDhcpExport.read(file, goOn);
      case DNSMASQ -> DnsmasqConf.readPart(file, goOn);
      case ISC_DHCPD -> IscDhcpdConf.readPart(file, goOn);
    };
  }

  /**
   * Tells the dialect from the content of a file.
   *
   * @param file the main file of a configuration
   * @return the dialect that most of its lines are written in
   * @throws ConfigurationException if the file cannot be read, or its dialect cannot be told
   */
  public static Dialect recognize(Path file) throws ConfigurationException {
    String source = file.toString();
    SourceFiles files = new SourceFiles();
    String text = files.open(file, source, 0);
    files.close();
    if (isXml(text)) {
      return Dialect.WINDOWS_DHCP;
    }
    int[] lines = new int[2];
    text.lines()
        .limit(MOST_LINES)
        .map(ConfigurationReader::statement)
        .forEach(
            line -> {
              lines[0] += ISC_DHCPD.matcher(line).matches() ? 1 : 0;
              lines[1] += DNSMASQ.matcher(line).matches() ? 1 : 0;
            });
    if (lines[0] == lines[1]) {
      throw new ConfigurationException(
          source,
          0,
          (lines[0] == 0
                  ? "nothing that ISC dhcpd, dnsmasq or a Windows export would say"
                  : "as many lines of ISC dhcpd's form as of dnsmasq's")
              + "; say with --dialect whose configuration it is");
    }
    return lines[0] > lines[1] ? Dialect.ISC_DHCPD : Dialect.DNSMASQ;
  }

  /** Whether the first character is that of XML, in whatever encoding. */
  private static boolean isXml(String octets) {
    int at = 0;
    while (at < octets.length()
        && "\u00EF\u00BB\u00BF\u00FE\u00FF\0 \t\r\n".indexOf(octets.charAt(at)) >= 0) {
      at++;
    }
    return at < octets.length() && octets.charAt(at) == '<';
  }

  /** A line without its comment; quotes are not looked at, which is good enough to tell by. */
  private static String statement(String line) {
    int comment = line.indexOf('#');
    String rest = comment < 0 ? line : line.substring(0, comment);
    return rest.length() > LONGEST_LINE ? "" : rest.strip();
  }
}
