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
  /** For a part of a configuration that declares none. */
  private static final String SUBNET =
      "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100 192.0.2.199; }";

  private static final String NEXT_SERVER = "next-server";

  private IscDhcpdConf() {}

  /**
   * Reads a file, and those that it includes; their names are taken from its directory. Names of
   * hosts in place of addresses are looked up, once and now.
   *
   * @param file the configuration
   * @param goOn whether to go on after a statement that is not understood and could touch a boot
   *     decision; {@link BootConfiguration#remarks()} has it then
   * @return what the configuration says
   * @throws ConfigurationException if it cannot be read, or says something that dhcpd refuses
   */
  public static BootConfiguration read(Path file, boolean goOn) throws ConfigurationException {
    return read(file, goOn, true);
  }

  /**
   * Reads a file, or a part of one that declares no subnet as if one were declared behind it. A
   * next server that the part does not name stands there too: it is a matter of the network.
   */
  static BootConfiguration readPart(Path file, boolean goOn) throws ConfigurationException {
    return read(file, goOn, true, SUBNET);
  }

  /**
   * The same.
   *
   * @param lookUp whether names of hosts are looked up
   */
  static BootConfiguration read(Path file, boolean goOn, boolean lookUp)
      throws ConfigurationException {
    return read(file, goOn, lookUp, "");
  }

  private static BootConfiguration read(
      Path file, boolean goOn, boolean lookUp, String withoutSubnets)
      throws ConfigurationException {
    SourceFiles files = new SourceFiles();
    String text = files.open(file, file.toString(), 0);
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    Path directory = parent == null ? absolute : parent;
    BootConfiguration configuration =
        read(file.toString(), text, goOn, files, directory, new IscNames(lookUp), withoutSubnets);
    files.close();
    return configuration;
  }

  /**
   * Reads a text; files that it includes are looked for where the program runs, and names of hosts
   * are not looked up.
   */
  static BootConfiguration parse(String source, String text, boolean goOn)
      throws ConfigurationException {
    return read(source, text, goOn, new SourceFiles(), null, new IscNames(false), "");
  }

  private static BootConfiguration read(
      String source,
      String text,
      boolean goOn,
      SourceFiles files,
      @Nullable Path directory,
      IscNames names,
      String withoutSubnets)
      throws ConfigurationException {
    IscModel model = new IscModel(source, goOn);
    IscDeclarationParser parser =
        new IscDeclarationParser(model, files, directory, source, text, 0);
    parser.file(new IscDeclarationParser.Context(model.root(), null, null, null));
    if (!withoutSubnets.isEmpty() && model.subnets().isEmpty()) {
      String network =
          text.contains(NEXT_SERVER)
              ? withoutSubnets
              : NEXT_SERVER + " 192.0.2.1;\n" + withoutSubnets;
      new IscDeclarationParser(model, files, directory, source, network, 0)
          .file(new IscDeclarationParser.Context(model.root(), null, null, null));
    }
    IscCompiler compiler = new IscCompiler(model, names);
    RuleSet rules = new RuleSet(new IscRules(compiler).all());
    new IscHostFindings(model).remark(rules.rules());
    return new BootConfiguration(
        Dialect.ISC_DHCPD,
        rules,
        new IscPlan(compiler),
        TftpSettings.NONE,
        remarks(model, source),
        false);
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
