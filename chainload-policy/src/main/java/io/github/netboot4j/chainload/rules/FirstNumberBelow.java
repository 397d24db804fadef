package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * The first two octets of an option are a number below a bound.
 *
 * @param code the option
 * @param bound one more than the largest number
 */
public record FirstNumberBelow(int code, int bound) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    return request.message().readRawOption(code, value)
        && value.length() >= 2
        && value.unsigned16(0) < bound;
  }

  @Override
  public String toString() {
    return "option " + code + " is a number below " + bound;
  }
}
