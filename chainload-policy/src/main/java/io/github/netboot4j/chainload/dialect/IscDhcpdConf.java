package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.RuleSet;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code dhcpd.conf} of ISC dhcpd 4.4 as that server means it: what it refuses is refused,
 * and who gets which boot file, next server and options is decided as it decides.
 *
 * <p>Where it differs on purpose is written in {@code docs/dialects.md}.
 */
public final class IscDhcpdConf {
  private IscDhcpdConf() {}

  /**
   * Reads a file, and those that it includes; their names are taken from its directory.
   *
   * @param file the configuration
   * @param goOn whether to go on after a statement that is not understood and could touch a boot
   *     decision; {@link BootConfiguration#remarks()} has it then
   * @return what the configuration says
   * @throws ConfigurationException if it cannot be read, or says something that dhcpd refuses
   */
  public static BootConfiguration read(Path file, boolean goOn) throws ConfigurationException {
    SourceFiles files = new SourceFiles();
    String text = files.open(file, file.toString(), 0);
    Path directory = file.toAbsolutePath().getParent();
    BootConfiguration configuration =
        read(file.toString(), text, goOn, files, directory == null ? file : directory);
    files.close();
    return configuration;
  }

  /** Reads a text; files that it includes are looked for where the program runs. */
  static BootConfiguration parse(String source, String text, boolean goOn)
      throws ConfigurationException {
    return read(source, text, goOn, new SourceFiles(), null);
  }

  private static BootConfiguration read(
      String source, String text, boolean goOn, SourceFiles files, @Nullable Path directory)
      throws ConfigurationException {
    IscModel model = new IscModel(source, goOn);
    IscDeclarationParser parser =
        new IscDeclarationParser(model, files, directory, source, text, 0);
    parser.file(new IscDeclarationParser.Context(model.root(), null, null, null));
    IscCompiler compiler = new IscCompiler(model);
    RuleSet rules = new RuleSet(new IscRules(compiler).all());
    return new BootConfiguration(
        Dialect.ISC_DHCPD, rules, new IscPlan(compiler), TftpSettings.NONE, remarks(model, source));
  }

  private static List<Remark> remarks(IscModel model, String source) {
    return new LinkedHashSet<>(model.remarks())
        .stream()
            .sorted(
                Comparator.comparing((Remark remark) -> !remark.source().equals(source))
                    .thenComparing(Remark::source)
                    .thenComparingInt(Remark::line))
            .toList();
  }
}
