package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Options within an option, each with its code and length; nothing if there is none.
 *
 * @param parts in their order on the wire
 * @param codeOctets how many octets a code has: 1, 2 or 4
 * @param lengthOctets how many octets a length has: 1 or 2
 */
public record Encapsulated(List<Part> parts, int codeOctets, int lengthOctets) implements Data {
  /** Copies the list. */
  public Encapsulated {
    parts = List.copyOf(parts);
  }

  /**
   * One option of those within.
   *
   * @param code its code
   * @param value its value
   * @param keptEmpty whether it is there without a value too
   */
  public record Part(int code, Data value, boolean keptEmpty) {}

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    int longest = lengthOctets == 1 ? 0xFF : 0xFFFF;
    for (int index = 0; index < parts.size(); index++) {
      Part part = parts.get(index);
      int before = space.length();
      appendNumber(part.code(), codeOctets, space);
      appendNumber(0, lengthOctets, space);
      int length = part.value().append(request, space);
      if (length == ABSENT || length > longest || (length == 0 && !part.keptEmpty())) {
        space.truncate(before);
        continue;
      }
      for (int octet = 0; octet < lengthOctets; octet++) {
        space.set(before + codeOctets + octet, length >>> (Byte.SIZE * (lengthOctets - 1 - octet)));
      }
    }
    return space.length() == start ? ABSENT : space.length() - start;
  }

  private static void appendNumber(int number, int octets, Workspace space) {
    for (int shift = Byte.SIZE * (octets - 1); shift >= 0; shift -= Byte.SIZE) {
      space.append(number >>> shift);
    }
  }

  @Override
  public boolean varies() {
    return parts.stream().anyMatch(part -> part.value().varies());
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.code() + ": " + part.value())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
