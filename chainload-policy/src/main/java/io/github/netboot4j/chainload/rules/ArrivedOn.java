package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * The request came in on an interface.
 *
 * @param name its name
 * @param prefix whether the name may go on
 */
public record ArrivedOn(String name, boolean prefix) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    String arrival = request.arrivalInterface();
    return prefix ? arrival.startsWith(name) && !arrival.isEmpty() : arrival.equals(name);
  }

  @Override
  public String whyNot(BootRequest request, Workspace space) {
    String arrival = request.arrivalInterface();
    return "it did not arrive on an interface "
        + this.name
        + (arrival.isEmpty() ? "" : ", but on " + arrival);
  }

  @Override
  public String toString() {
    return "it arrives on interface " + name + (prefix ? "*" : "");
  }
}
