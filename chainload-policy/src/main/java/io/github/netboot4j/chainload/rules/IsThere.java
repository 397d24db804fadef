package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** The request leads to a value, if only to an empty one. */
public record IsThere(Data value) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    if (value instanceof OptionData option) {
      return request.message().readRawOption(option.code(), space.value());
    }
    int start = space.length();
    boolean there = value.append(request, space) != Data.ABSENT;
    space.truncate(start);
    return there;
  }

  @Override
  public String toString() {
    return value instanceof OptionData option
        ? "exists " + option.name()
        : value instanceof SubOptionData part
            ? "exists " + part.name()
            : "there is a value of " + value;
  }
}
