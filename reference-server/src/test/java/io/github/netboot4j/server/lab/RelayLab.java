package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network behind a relay: the machine is on the bridge of one namespace, where ISC's {@code
 * dhcrelay} runs and packets are forwarded; each server has a namespace, and a wire to it.
 */
final class RelayLab {
  private static final String NETMASK = "/24";
  private static final String SERVER = "198.51.100.1";
  private static final String SERVER_SIDE = "198.51.100.2";
  private static final String OTHER = "198.18.0.1";
  private static final String OTHER_SIDE = "198.18.0.2";
  private static final String END = "up0";
  private static final String CONFIGURATION =
      """
      authoritative;
      option arch code 93 = unsigned integer 16;
      subnet 198.51.100.0 netmask 255.255.255.0 { }
      subnet 192.0.2.0 netmask 255.255.255.0 {
        range 192.0.2.100 192.0.2.150;
        option routers 192.0.2.1;
        next-server 198.51.100.1;
        if option user-class = "iPXE" { filename "http://198.51.100.1/boot.ipxe"; }
        elsif option arch = 00:07 { filename "snponly.efi"; }
        else { filename "undionly.kpxe"; }
      }
      """;

  private RelayLab() {}

  /** Aborts the test, or fails it, where there is no relay. */
  static void require() {
    List<String> missing = new ArrayList<>();
    relay(missing);
    Lab.require("there is no relay here", missing);
    Dnsmasq.require();
  }

  private static Path relay(List<String> missing) {
    return Lab.unpacked(missing, "isc-dhcp-relay", "usr/sbin/dhcrelay");
  }

  /** The server behind a relay, with addresses for the network of the machine. */
  static ServerUnderTest start(NetworkNamespace machines, Path directory, Path log)
      throws IOException, InterruptedException {
    NetworkNamespace host = wired(machines, "wire", SERVER, SERVER_SIDE);
    Path file = Files.writeString(directory.resolve("dhcpd.conf"), CONFIGURATION);
    List<String> flags = new ArrayList<>(List.of("--interface", END));
    flags.addAll(List.of("--config", file.toString()));
    flags.addAll(List.of("--leases", directory.resolve("leases.db").toString()));
    ServerUnderTest server = ServerUnderTest.serve(host, directory, log, flags, List.of(67, 69));
    return server.with(relay(machines, directory, List.of("-iu", "wire"), SERVER), host::close);
  }

  /** The same as a proxy, and dnsmasq with the addresses on another host. */
  static ServerUnderTest startBesideDnsmasq(NetworkNamespace machines, Path directory, Path log)
      throws IOException, InterruptedException {
    NetworkNamespace host = wired(machines, "wire", SERVER, SERVER_SIDE);
    NetworkNamespace other = wired(machines, "other", OTHER, OTHER_SIDE);
    LabProcess dnsmasq =
        Dnsmasq.start(
            other,
            directory,
            Dnsmasq.NO_FILE,
            END,
            "--no-ping",
            "--dhcp-range=192.0.2.100,192.0.2.150,255.255.255.0,1h",
            "--dhcp-option=3," + NetworkNamespace.ADDRESS);
    List<String> flags = new ArrayList<>(List.of("--interface", END, "--proxy"));
    flags.addAll(ServerUnderTest.bootFlags(SERVER));
    ServerUnderTest server =
        ServerUnderTest.serve(host, directory, log, flags, List.of(67, 69, 4011));
    return server
        .with(dnsmasq, other::close)
        .with(
            relay(machines, directory, List.of("-iu", "wire", "-iu", "other"), SERVER, OTHER),
            host::close);
  }

  private static LabProcess relay(
      NetworkNamespace machines, Path directory, List<String> up, String... servers)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(relay(new ArrayList<>()).toString());
    command.addAll(List.of("-4", "-d", "-a", "-pf", directory.resolve("relay.pid").toString()));
    command.addAll(up);
    command.addAll(List.of("-id", NetworkNamespace.BRIDGE));
    command.addAll(List.of(servers));
    return machines.start("dhcrelay", command, directory, directory.resolve("relay.log"));
  }

  /** A namespace with a wire to the machines', and a way back. */
  private static NetworkNamespace wired(
      NetworkNamespace machines, String wire, String address, String side)
      throws IOException, InterruptedException {
    NetworkNamespace host = NetworkNamespace.empty();
    host.inside("link", "add", END, "type", "veth", "peer", "name", wire, "netns", machines.name());
    host.inside("address", "add", address + NETMASK, "dev", END);
    host.inside("link", "set", END, "up");
    machines.inside("address", "add", side + NETMASK, "dev", wire);
    machines.inside("link", "set", wire, "up");
    host.inside("route", "add", "192.0.2.0/24", "via", side);
    Path log = Files.createTempFile("forward", ".log");
    List<String> forward = List.of("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    try (LabProcess shell = machines.start("sh", forward, Path.of("/"), log)) {
      if (shell.exitStatus(60) != 0) {
        throw new IOException("packets are not forwarded: " + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
    return host;
  }
}
