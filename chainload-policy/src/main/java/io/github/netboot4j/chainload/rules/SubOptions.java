package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sub-options, those of which a condition holds, and an END after them.
 *
 * @param parts in the order sent
 */
public record SubOptions(List<Part> parts) implements Data {
  private static final int END = 255;

  /**
   * A sub-option.
   *
   * @param when for whom it is there
   * @param code its code
   * @param value its value
   */
  public record Part(Condition when, int code, Data value) {}

  /** Copies the list. */
  public SubOptions {
    parts = List.copyOf(parts);
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    for (int index = 0; index < parts.size(); index++) {
      Part part = parts.get(index);
      if (part.when().holds(request, space)) {
        append(part, request, space);
      }
    }
    if (space.length() == start) {
      return ABSENT;
    }
    space.append(END);
    return space.length() - start;
  }

  /** Appends a sub-option, unless its value is absent. */
  public static void append(Part part, BootRequest request, Workspace space) {
    int start = space.length();
    space.append(part.code());
    space.append(0);
    int octets = part.value().append(request, space);
    if (octets < 0) {
      space.truncate(start);
    } else {
      space.set(start + 1, octets);
    }
  }

  @Override
  public boolean varies() {
    return parts.stream().anyMatch(part -> !part.when().equals(Condition.always()));
  }

  @Override
  public int variant(BootRequest request, Workspace space) {
    return variant(parts, request, space);
  }

  static int variant(List<Part> parts, BootRequest request, Workspace space) {
    if (parts.size() >= Integer.SIZE) {
      return UNIQUE;
    }
    int variant = 0;
    for (int index = 0; index < parts.size(); index++) {
      Part part = parts.get(index);
      if (part.value().varies()) {
        return UNIQUE;
      }
      variant |= part.when().holds(request, space) ? 1 << index : 0;
    }
    return variant;
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.code() + " = " + part.value())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
