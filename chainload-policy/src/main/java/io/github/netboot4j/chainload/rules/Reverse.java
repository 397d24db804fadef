package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** Data in pieces of one width, the last piece first; nothing if they do not come out even. */
public record Reverse(Numeric width, Data of) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    long octets = width.value(request, space);
    int start = space.length();
    int length = of.append(request, space);
    if (length == ABSENT || octets <= 0 || length % octets != 0) {
      space.truncate(start);
      return ABSENT;
    }
    for (long from = length - octets; from >= 0; from -= octets) {
      for (int index = 0; index < octets; index++) {
        space.append(space.unsigned8(start + (int) from + index));
      }
    }
    for (int index = 0; index < length; index++) {
      space.set(start + index, space.unsigned8(start + length + index));
    }
    space.truncate(start + length);
    return length;
  }

  @Override
  public boolean varies() {
    return width.varies() || of.varies();
  }

  @Override
  public String toString() {
    return "reverse(" + width + ", " + of + ")";
  }
}
