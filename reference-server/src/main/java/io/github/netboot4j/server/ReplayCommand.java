package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netboot4j replay}: yesterday's requests against today's configuration. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads the DHCP requests of a packet capture and says what each was answered then and",
      "would be answered with a configuration now: whether at all, siaddr, sname, file, and the",
      "options 43, 60, 66, 67 and 175, octet by octet, with the rule for what differs.",
      "DISCOVER and REQUEST are replayed, on ports 67 and 4011; addresses are not compared."
    },
    footer = {
      "",
      "Examples:",
      "  tcpdump -i eth1 -w yesterday.pcap 'udp and (port 67 or port 68 or port 4011)'",
      "  netboot4j replay yesterday.pcap --config /etc/dhcp/dhcpd.conf",
      "  netboot4j replay yesterday.pcap --config new.conf --server 192.0.2.1 --json",
      "",
      "Exit codes: 0 the same answers, 1 an answer differs, 2 the capture (or all of it), the",
      "configuration or a flag cannot be used."
    })
final class ReplayCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "CAPTURE", description = "A classic pcap file, of any size.")
  private Path capture = Path.of("");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration: dhcpd.conf, dnsmasq.conf, or an export of Windows DHCP.")
  private Path file = Path.of("");

  @Mixin private DialectFlags reading = new DialectFlags();

  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      converter = FlagConverters.AddressConverter.class,
      description = {
        "Whose answers in the capture the configuration is compared with. Default:",
        "those that give an address, or for a ProxyDHCP configuration those that do not."
      })
  private int server = Ipv4.ANY;

  @Option(
      names = "--json",
      description = "One JSON object a line for each request; docs/replay.md has it.")
  private boolean json;

  private long compared;
  private long different;
  private long notCompared;

  @Override
  public Integer call() throws ConfigurationException, StartupException {
    BootConfiguration read = reading.read(file, spec.commandLine().getErr());
    try (InputStream in = Files.newInputStream(capture)) {
      PcapReader reader = PcapReader.open(in, capture.toString());
      PrintWriter out = spec.commandLine().getOut();
      ReplayPrinter printer = json ? new ReplayJson(out) : new ReplayText(out, Ansi.AUTO);
      ReplayServer replayed = new ReplayServer(read, server);
      ReplayCapture requests =
          new ReplayCapture(reader, exchange -> count(printer, replayed.replay(exchange)));
      requests.read();
      return summarize(reader, requests);
    } catch (NoSuchFileException e) {
      throw new StartupException("there is no file " + capture);
    } catch (AccessDeniedException e) {
      throw new StartupException(capture + " may not be read by this user");
    } catch (IOException e) {
      throw new StartupException(capture + " cannot be read: " + e.getMessage());
    }
  }

  private void count(ReplayPrinter printer, ReplayResult result) {
    compared += result.isCompared() ? 1 : 0;
    notCompared += result.isCompared() ? 0 : 1;
    different += result.isDifferent() ? 1 : 0;
    printer.print(result);
  }

  private int summarize(PcapReader reader, ReplayCapture requests) throws StartupException {
    if (compared + notCompared == 0) {
      throw new StartupException(capture + " has no DISCOVER and no REQUEST to replay");
    }
    if (!json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "%d %s, %d answered differently%s%s"
              .formatted(
                  compared + notCompared,
                  compared + notCompared == 1 ? "request" : "requests",
                  different,
                  notCompared == 0 ? "" : ", " + notCompared + " not compared",
                  requests.others() == 0
                      ? ""
                      : "; " + requests.others() + " messages of other types passed over"));
      out.flush();
    }
    if (requests.damaged() > 0) {
      warn(capture + " has DHCP messages that are cut or damaged: " + requests.damaged());
    }
    if (reader.damage() != null) {
      warn(capture + " " + reader.damage() + ": not all of it was replayed");
      return 2;
    }
    if (compared == 0) {
      throw new StartupException(
          "nothing in " + capture + " can be compared; --server says whose answers to take");
    }
    return different > 0 ? 1 : 0;
  }

  private void warn(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("netboot4j: " + line);
    err.flush();
  }
}
