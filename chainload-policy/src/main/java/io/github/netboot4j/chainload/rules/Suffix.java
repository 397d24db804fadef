package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** The last octets of data, or all of them if there are not more. */
public record Suffix(Data of, Numeric length) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    int available = of.append(request, space);
    long count = length.value(request, space);
    if (available == ABSENT || count == Numeric.ABSENT) {
      space.truncate(start);
      return ABSENT;
    }
    if (count < 0 || count >= available) {
      return available;
    }
    int octets = (int) count;
    for (int index = 0; index < octets; index++) {
      space.set(start + index, space.unsigned8(start + available - octets + index));
    }
    space.truncate(start + octets);
    return octets;
  }

  @Override
  public boolean varies() {
    return of.varies() || length.varies();
  }

  @Override
  public String toString() {
    return "suffix(" + of + ", " + length + ")";
  }
}
