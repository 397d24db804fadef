package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * An option of the request, not empty, has certain octets.
 *
 * @param code the option
 * @param pattern what it has
 */
public record OptionHas(int code, OctetPattern pattern) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    return request.message().readRawOption(code, value)
        && value.length() > 0
        && pattern.matches(value, 0, value.length());
  }

  @Override
  public String whyNot(BootRequest request, Workspace space) {
    return request.message().readRawOption(code, space.value())
        ? "option " + code + " is " + Data.of(space.value().toByteArray()) + ", so not: " + this
        : "option " + code + " is absent";
  }

  @Override
  public String toString() {
    return "option " + code + " " + pattern;
  }
}
