package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** The request leads to a number. */
public record NumberIsThere(Numeric value) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return value.value(request, space) != Numeric.ABSENT;
  }

  @Override
  public String toString() {
    return "there is a number " + value;
  }
}
