package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with two interfaces, each on a network of its own, and no default route: what is
 * broadcast on one is answered there and nowhere else.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
final class TwoLinksIT {
  private static final List<String> SERVER_ADDRESSES = List.of("192.0.2.1", "198.51.100.1");

  @TempDir private Path directory;

  @Test
  void eachLinkIsAnsweredWhereItAsks() throws Exception {
    require();
    List<List<String>> heard =
        heardOnEachLink(
            "--interface",
            "up0,up1",
            "--pool",
            "192.0.2.10-192.0.2.19,198.51.100.10-198.51.100.19");
    for (int link = 0; link < 2; link++) {
      String server = SERVER_ADDRESSES.get(link);
      String address = server + "0";
      assertEquals(
          List.of(
              "OFFER %s for 52540000010%d from %s:67".formatted(address, link, server),
              "ACK %s for 52540000010%d from %s:67".formatted(address, link, server)),
          heard.get(link));
    }
  }

  @Test
  void whatIsBroadcastOnAnInterfaceThatIsNotServedIsNotAnswered() throws Exception {
    require();
    List<List<String>> heard =
        heardOnEachLink("--interface", "up1", "--pool", "198.51.100.10-198.51.100.19");
    assertEquals(List.of(), heard.get(0));
    assertEquals(2, heard.get(1).size(), heard::toString);
  }

  @Test
  void anAddressThatAnswersAPingIsNotOffered() throws Exception {
    require();
    List<List<String>> heard =
        heardOnEachLink(
            List.of("198.51.100.10", "198.51.100.11"),
            "--interface",
            "up0,up1",
            "--ping",
            "--pool",
            "192.0.2.10-192.0.2.19,198.51.100.10-198.51.100.19");
    assertLeased("192.0.2.10", heard.get(0));
    assertLeased("198.51.100.12", heard.get(1));
    String log = Files.readString(directory.resolve("server.log"));
    assertTrue(log.contains("DHCP 198.51.100.10 answers a ping though nobody was given it"), log);
  }

  /** This address was offered, and in the end acknowledged; no other one was. */
  private static void assertLeased(String address, List<String> heard) {
    assertTrue(heard.size() >= 2, heard::toString);
    assertTrue(
        heard.stream().allMatch(line -> line.contains(" " + address + " ")), heard::toString);
    assertTrue(heard.get(heard.size() - 1).startsWith("ACK "), heard::toString);
  }

  private static void require() {
    List<String> missing = Lab.jarMissing();
    if (Lab.program(missing, "ip", "iproute2")) {
      Lab.privileges(missing);
    }
    Lab.require("no links can be made here", missing);
  }

  private List<List<String>> heardOnEachLink(String... flags)
      throws IOException, InterruptedException {
    return heardOnEachLink(List.of(), flags);
  }

  /**
   * What the clients hear.
   *
   * @param squatted addresses that somebody on the second link has, whom no server asked
   */
  private List<List<String>> heardOnEachLink(List<String> squatted, String... flags)
      throws IOException, InterruptedException {
    List<List<String>> heard = new ArrayList<>();
    try (NetworkNamespace up = NetworkNamespace.empty();
        NetworkNamespace first = NetworkNamespace.empty();
        NetworkNamespace second = NetworkNamespace.empty()) {
      List<NetworkNamespace> clients = List.of(first, second);
      for (int link = 0; link < 2; link++) {
        join(up, clients.get(link), link);
      }
      for (String address : squatted) {
        second.inside("address", "add", address + "/24", "dev", "wire");
      }
      Path log = directory.resolve("server.log");
      try (LabProcess server = up.start("the server", serve(flags), directory, log)) {
        Await.until(
            "the server to start",
            Duration.ofSeconds(60),
            () -> {
              server.requireAlive();
              return Files.readString(log).contains("leases: ")
                  ? Optional.of(true)
                  : Optional.empty();
            });
        List<LabProcess> asking = new ArrayList<>();
        for (int link = 0; link < 2; link++) {
          asking.add(
              clients
                  .get(link)
                  .start("the client", ask(link), directory, directory.resolve("client" + link)));
        }
        for (int link = 0; link < 2; link++) {
          assertEquals(0, asking.get(link).exitStatus(180));
          heard.add(Files.readAllLines(directory.resolve("client" + link)));
        }
      }
    }
    return heard;
  }

  /** A wire between both, with an address at each end; the client's is of no network served. */
  private static void join(NetworkNamespace up, NetworkNamespace client, int link)
      throws IOException {
    String end = "up" + link;
    up.inside("link", "add", end, "type", "veth", "peer", "name", "wire", "netns", client.name());
    up.inside("address", "add", SERVER_ADDRESSES.get(link) + "/24", "dev", end);
    up.inside("link", "set", end, "up");
    client.inside("address", "add", clientAddress(link) + "/24", "dev", "wire");
    client.inside("link", "set", "wire", "up");
  }

  private static String clientAddress(int link) {
    return "203.0.113." + (1 + link);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private List<String> serve(String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-jar", Lab.serverJar().toString()));
    command.add("serve");
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "--leases",
            "memory",
            "--tftp-root",
            Files.createDirectories(directory.resolve("tftp")).toString(),
            "--script",
            "http://192.0.2.9/x"));
    return command;
  }

  private static List<String> ask(int link) {
    return List.of(
        java(),
        "-cp",
        System.getProperty("java.class.path"),
        LinkClient.class.getName(),
        clientAddress(link),
        Integer.toString(link));
  }
}
