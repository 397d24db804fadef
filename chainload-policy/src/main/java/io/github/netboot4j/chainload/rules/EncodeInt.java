package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** The lowest octets of a number, in network byte order. */
public record EncodeInt(Numeric of, int octets) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    long number = of.value(request, space);
    if (number == Numeric.ABSENT) {
      return ABSENT;
    }
    for (int shift = Byte.SIZE * (octets - 1); shift >= 0; shift -= Byte.SIZE) {
      space.append((int) (number >>> shift));
    }
    return octets;
  }

  @Override
  public boolean varies() {
    return of.varies();
  }

  @Override
  public String toString() {
    return "encode-int(" + of + ", " + 8 * octets + ")";
  }
}
