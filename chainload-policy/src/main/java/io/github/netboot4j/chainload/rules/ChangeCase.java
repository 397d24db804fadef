package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** Data with its ASCII letters all small or all capital. */
public record ChangeCase(Data of, boolean upper) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    int length = of.append(request, space);
    for (int index = start; index < start + length; index++) {
      int octet = space.unsigned8(index);
      if (upper ? octet >= 'a' && octet <= 'z' : octet >= 'A' && octet <= 'Z') {
        space.set(index, octet ^ 0x20);
      }
    }
    return length;
  }

  @Override
  public boolean varies() {
    return of.varies();
  }

  @Override
  public String toString() {
    return (upper ? "ucase(" : "lcase(") + of + ")";
  }
}
