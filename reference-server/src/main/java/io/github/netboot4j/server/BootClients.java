package io.github.netboot4j.server;

import io.github.netboot4j.chainload.simulate.BootClient;
import java.util.stream.Collectors;

/** The clients that commands take by name. */
final class BootClients {
  private BootClients() {}

  /** All of them, for a message. */
  static String names() {
    return BootClient.all().stream().map(BootClient::name).collect(Collectors.joining(", "));
  }
}
