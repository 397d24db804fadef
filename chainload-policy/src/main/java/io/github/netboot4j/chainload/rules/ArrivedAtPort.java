package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * The request came in on a port.
 *
 * @param port its number
 */
public record ArrivedAtPort(int port) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return request.arrivalPort() == port;
  }

  @Override
  public String toString() {
    return "it arrives at port " + port;
  }
}
