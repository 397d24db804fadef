package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code netboot4j demo}: the server on loopback, and four machines that boot from it through real
 * sockets.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows four machines boot: a server on loopback and high ports, clients that ask it over",
      "real UDP and HTTP as firmware does. No root, no flags, nothing leaves this machine."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int SERVER = Ipv4.parse("127.0.0.1");
  private static final AddressRange POOL = AddressRange.parse("127.77.0.10-127.77.0.59");

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (DemoRoot root = DemoRoot.create()) {
      ServerSettings settings = settings(root);
      DemoRules rules = new DemoRules();
      try (ReferenceServer server =
          ReferenceServer.open(
              settings, DurableLeases.inMemory(settings.dhcp().emptyTable()), rules)) {
        server.start();
        out.printf(
            "A server on loopback: DHCP on port %d, TFTP on %d, HTTP on %d.%n",
            settings.dhcp().port(), settings.tftpPort(), settings.httpPort());
        return play(out, settings, rules);
      }
    }
  }

  /** A server on loopback that gives a pool's addresses and serves these files, on free ports. */
  static ServerSettings settings(DemoRoot root) throws StartupException, IOException {
    int dhcpPort = freeDhcpPort();
    int httpPort = freeTcpPort();
    String web = "http://127.0.0.1:" + httpPort + "/";
    return new ServerSettings(
        DhcpSettings.ofPool(
            new LocalInterface("loopback", SERVER, Ipv4.mask(8)),
            dhcpPort,
            dhcpPort + 1,
            POOL,
            Ipv4.ANY,
            List.of(),
            Duration.ofMinutes(30)),
        FlagPolicy.of(
            web + DemoRoot.SCRIPT,
            DemoRoot.BIOS_LOADER,
            DemoRoot.UEFI_LOADER,
            web + DemoRoot.UEFI_LOADER),
        root.tftp(),
        freeUdpPort(),
        root.http(),
        httpPort);
  }

  private static int play(PrintWriter out, ServerSettings settings, DemoRules rules)
      throws Exception {
    List<DemoMachine> machines =
        List.of(
            new DemoMachine("a PC with a BIOS PXE ROM", 0x5254_0000_0001L, DemoFirmware.BIOS_PXE),
            new DemoMachine("a PC with UEFI firmware", 0x5254_0000_0002L, DemoFirmware.UEFI_PXE),
            new DemoMachine("a PC with gPXE in its ROM", 0x5254_0000_0003L, DemoFirmware.GPXE_BIOS),
            new DemoMachine(
                "a PC with iPXE in its ROM", 0x5254_0000_0004L, DemoFirmware.IPXE_BIOS));
    DemoPrinter printer = new DemoPrinter(out);
    int booted = 0;
    for (DemoMachine machine : machines) {
      out.printf(
          "%n%s%n",
          Ansi.AUTO.string("@|bold " + machine.name() + "|@  " + Printable.mac(machine.mac())));
      if (machine.boot(settings.dhcp(), settings.tftpPort(), rules, printer)) {
        booted++;
      }
      out.flush();
    }
    boolean all = booted == machines.size();
    String verdict = booted + " of " + machines.size() + " chains ended in the script.";
    out.printf("%n%s%n", Ansi.AUTO.string("@|bold," + (all ? "green " : "red ") + verdict + "|@"));
    out.flush();
    return all ? 0 : 1;
  }

  /** A free port whose next one, the clients', is free too. */
  static int freeDhcpPort() throws StartupException {
    for (int port = 6767; port < 6867; port += 2) {
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new StartupException("no two free UDP ports between 6767 and 6867 on this machine");
  }

  private static boolean isFree(int port) {
    try {
      new DatagramSocket(port).close();
      return true;
    } catch (SocketException taken) {
      return false;
    }
  }

  static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(Addresses.of(SERVER, 0))) {
      return socket.getLocalPort();
    }
  }

  static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(Addresses.of(SERVER, 0));
      return socket.getLocalPort();
    }
  }
}
