package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.simulate.BootClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code netboot4j explain}: what a configuration has a client boot, and why. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what a configuration has a client boot: the decision, the rule that made it with",
      "its file and line, and the rules that lost, each with the reason."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j explain dhcpd.conf --client uefi-x64 --user-class iPXE",
      "  netboot4j explain export.xml --packet boot.pcap:5",
      "",
      "Exit codes: 0 explained, 2 the configuration, the packet or a flag cannot be used."
    })
final class ExplainCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Mixin private ConfigurationFile configuration = new ConfigurationFile();

  @Option(
      names = "--client",
      paramLabel = "CLIENT",
      converter = ClientConverter.class,
      description = {
        "Who asks: bios, uefi-x64, uefi-arm64, uefi-ia32, uefi-http-x64, ipxe-bios,",
        "ipxe-uefi-x64, gpxe, pxelinux, uboot-arm64, raspberry-pi and more of the kind."
      })
  private @Nullable BootClient client;

  @Option(
      names = "--packet",
      paramLabel = "FILE.pcap[:N]",
      description = "Who asks: the request in this capture's record N. Default: its first request.")
  private @Nullable String packet;

  @Option(
      names = "--mac",
      paramLabel = "MAC",
      converter = MacConverter.class,
      description = "Hardware address, such as 52:54:00:12:34:56.")
  private @Nullable Long mac;

  @Option(
      names = "--arch",
      paramLabel = "N",
      converter = ArchitectureConverter.class,
      description = "Architecture, such as 7 or 0x0b: option 93, and within option 60.")
  private @Nullable Integer architecture;

  @Option(
      names = "--vendor-class",
      paramLabel = "TEXT",
      description = "Option 60, instead of the client's own; empty for none.")
  private @Nullable String vendorClass;

  @Option(
      names = "--user-class",
      paramLabel = "TEXT",
      description = {
        "Option 77, raw as boot loaders send it, instead of the client's own;",
        "empty for none."
      })
  private @Nullable String userClass;

  @Option(
      names = "--option",
      paramLabel = "CODE=HEX",
      description = {
        "Any option, such as 175=130101, instead of the client's own; nothing behind",
        "the = for none. Can be given more than once."
      })
  private List<String> options = new ArrayList<>();

  @Option(
      names = "--relay",
      paramLabel = "ADDRESS",
      converter = FlagConverters.AddressConverter.class,
      description = "The relay it came through (giaddr). Default: none.")
  private @Nullable Integer relay;

  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      converter = FlagConverters.AddressConverter.class,
      description = {
        "The server's own address where the request came in. Default: the first",
        "of the configuration's first subnet."
      })
  private @Nullable Integer server;

  @Option(names = "--json", description = "One JSON object on one line; docs/explain.md has it.")
  private boolean json;

  @Override
  public Integer call() throws ConfigurationException, StartupException {
    PrintWriter out = spec.commandLine().getOut();
    ExplainRequest who = who();
    BootConfiguration read = configuration.readPart(spec.commandLine().getErr());
    BootRequest request = who.ask(read, server);
    Explained explained = Explained.of(configuration.path(), read, who.label(), request);
    if (json) {
      new ExplainJson(out).print(explained);
    } else {
      new ExplainText(out, Ansi.AUTO).print(explained);
    }
    out.flush();
    return 0;
  }

  private ExplainRequest who() throws StartupException {
    if (packet != null) {
      boolean more =
          client != null
              || mac != null
              || architecture != null
              || vendorClass != null
              || userClass != null
              || relay != null
              || !options.isEmpty();
      if (more) {
        throw new StartupException(
            "--packet is the whole request: leave out --client and what would change it");
      }
      return ExplainRequest.recorded(packet);
    }
    if (client == null) {
      throw new StartupException(
          "who asks? Give --packet FILE.pcap[:N], or --client with one of " + BootClients.names());
    }
    ExplainRequest.Made made = ExplainRequest.made(client, mac);
    if (architecture != null) {
      made.architecture(architecture);
    }
    if (vendorClass != null) {
      made.option(60, ExplainRequest.octets(vendorClass));
    }
    if (userClass != null) {
      made.option(77, ExplainRequest.octets(userClass));
    }
    for (String option : options) {
      made.option(option);
    }
    return made.finish(relay == null ? 0 : relay);
  }

  /** The label of a client. */
  static final class ClientConverter implements ITypeConverter<BootClient> {
    @Override
    public BootClient convert(String text) {
      return BootClient.named(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not one of " + BootClients.names()));
    }
  }

  /** Six pairs of hexadecimal digits. */
  static final class MacConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}){5}")) {
        throw new TypeConversionException("'" + text + "' is not like 52:54:00:12:34:56");
      }
      return Long.parseLong(text.replaceAll("[:-]", ""), 16);
    }
  }

  /** Decimal, or hexadecimal behind 0x. */
  static final class ArchitectureConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      boolean hexadecimal = text.startsWith("0x");
      if (text.matches("0x[0-9A-Fa-f]{1,4}|[0-9]{1,5}")) {
        int code = Integer.parseInt(text.substring(hexadecimal ? 2 : 0), hexadecimal ? 16 : 10);
        if (code <= 0xFFFF) {
          return code;
        }
      }
      throw new TypeConversionException("'" + text + "' is not a number from 0 to 65535");
    }
  }
}
