package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * A condition that is evaluated once for a request however often it is asked for: definitions that
 * build on one another would else be evaluated again and again.
 */
public final class Once implements Condition, Selector {
  private final Condition of;

  /** Remembers this one's outcome. */
  public Once(Condition of) {
    this.of = of;
  }

  /** What is remembered. */
  public Condition of() {
    return of;
  }

  @Override
  public int select(BootRequest request, Workspace space) {
    return of.holds(request, space) ? 0 : NONE;
  }

  @Override
  public String name(int number) {
    return of.toString();
  }

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return space.selected(this, request) == 0;
  }

  @Override
  public String whyNot(BootRequest request, Workspace space) {
    return of.whyNot(request, space);
  }

  @Override
  public String toString() {
    return of.toString();
  }
}
