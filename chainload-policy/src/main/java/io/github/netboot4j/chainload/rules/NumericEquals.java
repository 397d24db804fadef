package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** Both lead to the same number, or both to none. */
public record NumericEquals(Numeric left, Numeric right) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return left.value(request, space) == right.value(request, space);
  }

  @Override
  public String toString() {
    return left + " = " + right;
  }
}
