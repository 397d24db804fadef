package io.github.netboot4j.server.oracle;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses on both ends of the wire between a real server and the client, each with its prefix
 * length. The server hears on the first of its own; direct requests come from the client's first,
 * and the others are those of relays.
 *
 * @param server such as {@code 198.18.0.1/16}
 * @param client such as {@code 198.18.255.250/16}
 */
public record OracleNetwork(List<String> server, List<String> client) {
  /** One subnet with the server, 198.18.0.0/16, and a relay each in that and in 198.19.0.0/16. */
  public static final OracleNetwork USUAL =
      new OracleNetwork(
          List.of("198.18.0.1/16"),
          List.of("198.18.255.250/16", "198.18.255.251/16", "198.19.255.250/16"));

  private static final String SERVER_LINE = "# oracle server ";
  private static final String CLIENT_LINE = "# oracle client ";

  /** Copies the lists. */
  public OracleNetwork {
    server = List.copyOf(server);
    client = List.copyOf(client);
  }

  /**
   * The network that a configuration file says it is for, in comment lines such as {@code # oracle
   * server 192.168.10.1/24} and {@code # oracle client 192.168.10.250/24 192.168.10.251/24}.
   *
   * @param file the configuration
   * @return {@link #USUAL} as far as the file says nothing
   */
  static OracleNetwork of(Path file) throws IOException {
    List<String> server = USUAL.server;
    List<String> client = USUAL.client;
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith(SERVER_LINE)) {
        server = List.of(line.substring(SERVER_LINE.length()).strip().split(" +"));
      } else if (line.startsWith(CLIENT_LINE)) {
        client = List.of(line.substring(CLIENT_LINE.length()).strip().split(" +"));
      }
    }
    return new OracleNetwork(server, client);
  }

  int serverAddress() {
    return address(server.get(0));
  }

  int serverNetmask() {
    String withPrefix = server.get(0);
    return Ipv4.mask(Integer.parseInt(withPrefix.substring(withPrefix.indexOf('/') + 1)));
  }

  int clientAddress() {
    return address(client.get(0));
  }

  List<Integer> relayAddresses() {
    List<Integer> relays = new ArrayList<>();
    for (String relay : client.subList(1, client.size())) {
      relays.add(address(relay));
    }
    return relays;
  }

  private static int address(String withPrefix) {
    return Ipv4.parse(withPrefix.substring(0, withPrefix.indexOf('/')));
  }
}
