package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * The client asks for an option (55), or says nothing of what it wants.
 *
 * @param code the option
 */
public record AskedFor(int code) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return (code >>> 8 == 0 && space.requested(request).contains(code))
        || space.asksForNothingInParticular(request);
  }

  @Override
  public String toString() {
    return "option " + code + " is asked for, or none is";
  }
}
