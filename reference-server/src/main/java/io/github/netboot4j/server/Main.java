package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.ConfigurationException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line; each command is a class of its own. */
@Command(
    name = "netboot4j",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Boots machines from the network: DHCP, TFTP and HTTP in one server.",
    footer = {
      "",
      "Exit codes: 0 done, 1 something failed on the way, 2 the command or the settings are wrong."
    })
public final class Main implements Runnable {
  private static final int HELP_WIDTH = 110;

  /** By name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("serve", ServeCommand.class);
    COMMANDS.put("leases", LeasesCommand.class);
    COMMANDS.put("demo", DemoCommand.class);
    COMMANDS.put("decode", DecodeCommand.class);
    COMMANDS.put("explain", ExplainCommand.class);
    COMMANDS.put("convert", ConvertCommand.class);
    COMMANDS.put("simulate", SimulateCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("prove", ProveCommand.class);
    COMMANDS.put("diff", DiffCommand.class);
    COMMANDS.put("replay", ReplayCommand.class);
    COMMANDS.put("tftp", TftpCommand.class);
    COMMANDS.put("help", CommandLine.HelpCommand.class);
  }

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /** Made by {@link #main}. */
  Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    CommandLine line = args.length > 0 ? commandLine(args[0]) : commandLine();
    System.exit(line.setOut(utf8(System.out)).setErr(utf8(System.err)).execute(args));
  }

  /** What is printed holds arrows and dashes, whatever the locale of the machine is. */
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  static CommandLine commandLine() {
    return commandLine("");
  }

  /**
   * With the one command that is meant, or all where it is none of them: each takes time to load.
   *
   * @param first the first argument
   */
  static CommandLine commandLine(String first) {
    CommandLine line = new CommandLine(new Main());
    Class<?> meant = COMMANDS.get(first);
    if (meant != null && !first.equals("help")) {
      line.addSubcommand(first, meant);
    } else {
      COMMANDS.forEach(line::addSubcommand);
    }
    return line.setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::explain)
        .setExecutionExceptionHandler(Main::explain);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** A slip in the options: the slip and where to read more, not the whole help. */
  private static int explain(CommandLine.ParameterException slip, String[] args) {
    CommandLine command = slip.getCommandLine();
    // Of a map, picocli says it twice.
    String message = String.valueOf(slip.getMessage()).replace("option option", "option");
    command.getErr().println("netboot4j: " + message);
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(slip, command.getErr())) {
      command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure.getCause() instanceof ConfigurationException refusal) {
      return explain(refusal, command, parsed);
    }
    if (failure instanceof StartupException) {
      command.getErr().println("netboot4j: " + failure.getMessage());
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    if (failure instanceof ConfigurationException) {
      // As compilers do: what begins with file and line can be jumped to.
      command.getErr().println(Printable.whole(String.valueOf(failure.getMessage())));
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    throw failure;
  }

  /** Reads the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"netboot4j " + number()};
    }

    /** Such as {@code 1.2.0}. */
    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(not from a jar)" : version;
    }
  }
}
