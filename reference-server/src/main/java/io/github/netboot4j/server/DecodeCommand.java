package io.github.netboot4j.server;

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netboot4j decode}: prints the DHCP and TFTP messages of a packet capture. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the DHCP and TFTP messages of a packet capture, over IPv4.",
      "DHCP: UDP ports 67, 68 and 4011. TFTP: port 69, and the ports that a transfer goes on with.",
      "Link types: Ethernet, Linux cooked, raw IP and loopback, with or without VLAN tags."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j decode boot.pcap",
      "  tcpdump -i eth1 -U -w - udp | netboot4j decode --json -",
      "",
      "Exit codes: 0 all was read, 1 the file is cut or damaged, 2 it is no pcap file."
    })
final class DecodeCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE.pcap",
      description = "A classic pcap file, of any size; - is the standard input.")
  private Path file = STANDARD_INPUT;

  @Option(names = "--json", description = "One JSON object a line for each message.")
  private boolean json;

  private final DecodeDhcp dhcp = new DecodeDhcp();
  private final DecodeTftp tftp = new DecodeTftp();
  private final PcapDatagram datagram = new PcapDatagram();
  private long messages;
  private long laterFragments;
  private long cutShort;

  @Override
  public Integer call() throws StartupException {
    if (file.equals(STANDARD_INPUT)) {
      return decode(System.in, "standard input");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new StartupException("there is no file " + file);
    } catch (AccessDeniedException e) {
      throw new StartupException(file + " may not be read by this user");
    } catch (IOException e) {
      throw new StartupException(file + " cannot be read: " + e.getMessage());
    }
  }

  private int decode(InputStream in, String name) throws StartupException {
    PrintWriter out = spec.commandLine().getOut();
    DecodePrinter printer = json ? new DecodeJson(out) : new DecodeText(out, Ansi.AUTO);
    PcapReader reader = open(in, name);
    String damage;
    try {
      // A reader that closes its end of the pipe has seen enough.
      while (!out.checkError() && reader.next()) {
        decode(reader, printer);
      }
      damage = reader.damage();
    } catch (IOException e) {
      damage = "cannot be read on: " + e.getMessage();
    }
    out.flush();
    summarize(reader, name);
    if (damage != null) {
      warn(name + " " + damage);
    }
    return damage != null || out.checkError() ? 1 : 0;
  }

  private static PcapReader open(InputStream in, String name) throws StartupException {
    try {
      return PcapReader.open(in, name);
    } catch (IOException e) {
      throw new StartupException(name + " cannot be read: " + e.getMessage());
    }
  }

  /** One frame: the one place to add a protocol. */
  private void decode(PcapReader reader, DecodePrinter printer) {
    switch (datagram.find(reader)) {
      case UDP -> {
        if (DecodeDhcp.claims(datagram)) {
          messages++;
          printer.dhcp(dhcp.decode(reader.recordNumber(), datagram));
        } else if (tftp.claims(datagram)) {
          messages++;
          printer.tftp(tftp.decode(reader.recordNumber(), datagram));
        }
      }
      case LATER_FRAGMENT -> laterFragments++;
      case CUT_SHORT -> cutShort++;
      case OTHER -> {}
    }
  }

  /** What was passed over, so that nobody takes it for not being there. */
  private void summarize(PcapReader reader, String name) {
    if (laterFragments > 0) {
      warn(name + " has later fragments of datagrams, not joined to the first: " + laterFragments);
    }
    if (cutShort > 0) {
      warn(name + " has frames cut before they tell what they carry: " + cutShort);
    }
    if (messages == 0) {
      warn(name + " has no DHCP or TFTP message in its frames: " + reader.recordNumber());
    }
  }

  private void warn(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("netboot4j: " + line);
    err.flush();
  }
}
