package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.chainload.simulate.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netboot4j simulate}: plays every kind of client through against a configuration. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays every kind of client through against a configuration, from its first request",
      "to the end: what it fetches, which program that is, what that one asks, and whether",
      "the machine boots, loops or is stuck. Every subnet is played, and every host that the",
      "configuration names."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j simulate dhcpd.conf",
      "  netboot4j simulate dnsmasq.conf --root /srv/tftp --clients bios,uefi-x64",
      "  netboot4j simulate dhcpd.conf --image undionly.kpxe=gpxe --svg chains.svg",
      "",
      "Exit codes: 0 none loops or is stuck, 1 one does, 2 the configuration or a flag cannot",
      "be used."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Mixin private ConfigurationFile configuration = new ConfigurationFile();

  @Mixin private ImageFlags images = new ImageFlags();

  @Mixin private ClientFlags clients = new ClientFlags();

  @Option(
      names = "--mac",
      paramLabel = "MAC",
      converter = ExplainCommand.MacConverter.class,
      description = "Only the machine with this hardware address, on the first subnet.")
  private @Nullable Long mac;

  @Option(names = "--json", description = "One JSON object on one line; docs/simulate.md has it.")
  private boolean json;

  @Option(
      names = "--dot",
      paramLabel = "FILE",
      description = "Draws the chains for Graphviz; - for the standard output, and nothing else.")
  private @Nullable Path dot;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draws the chains, loops in red; - for the standard output, and nothing else.")
  private @Nullable Path svg;

  @Override
  public Integer call() throws ConfigurationException, StartupException {
    List<BootClient> played = clients.clients();
    BootImages known = images.images();
    PrintWriter out = spec.commandLine().getOut();
    BootConfiguration read = configuration.readPart(spec.commandLine().getErr());
    Simulator simulator = Simulator.of(read).withImages(known);
    Simulated simulated =
        Simulated.of(configuration.path(), read.dialect(), simulator, played, machine(simulator));
    boolean drawn = false;
    if (dot != null) {
      drawn |= draw(dot, SimulateDot.draw(SimulateGraph.of(simulated)));
    }
    if (svg != null) {
      drawn |= draw(svg, SimulateSvg.draw(SimulateGraph.of(simulated)));
    }
    if (json) {
      new SimulateJson(out).print(simulated);
    } else if (!drawn) {
      new SimulateText(out, Ansi.AUTO).print(simulated);
    }
    out.flush();
    return simulated.hasTrouble() ? 1 : 0;
  }

  /** Whether it went to the standard output. */
  private boolean draw(Path where, String picture) throws StartupException {
    if (where.toString().equals(STANDARD_OUTPUT)) {
      spec.commandLine().getOut().print(picture);
      return true;
    }
    try {
      Files.writeString(where, picture);
      return false;
    } catch (IOException e) {
      throw new StartupException(where + " cannot be written: " + e.getMessage());
    }
  }

  private @Nullable Machine machine(Simulator simulator) {
    if (mac == null) {
      return null;
    }
    for (Machine machine : simulator.machines()) {
      if (machine.macAddress() == mac) {
        return machine;
      }
    }
    return simulator.machines().get(0).named("machine " + Printable.mac(mac)).withMacAddress(mac);
  }
}
