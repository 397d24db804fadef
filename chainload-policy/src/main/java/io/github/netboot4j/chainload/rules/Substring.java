package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * A part of data; empty when it begins behind the end, shorter when it ends there. Offset and
 * length have no sign: a negative one is a very large one.
 */
public record Substring(Data of, Numeric offset, Numeric length) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    int available = of.append(request, space);
    long from = offset.value(request, space);
    long count = length.value(request, space);
    if (available == ABSENT || from == Numeric.ABSENT || count == Numeric.ABSENT) {
      space.truncate(start);
      return ABSENT;
    }
    if (from < 0 || from >= available) {
      space.truncate(start);
      return 0;
    }
    int rest = available - (int) from;
    int octets = count < 0 || count > rest ? rest : (int) count;
    for (int index = 0; index < octets; index++) {
      space.set(start + index, space.unsigned8(start + (int) from + index));
    }
    space.truncate(start + octets);
    return octets;
  }

  @Override
  public boolean varies() {
    return of.varies() || offset.varies() || length.varies();
  }

  @Override
  public String toString() {
    return "substring(" + of + ", " + offset + ", " + length + ")";
  }
}
