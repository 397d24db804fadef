package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** Both lead to exactly the same octets, or both to nothing. */
public record DataEquals(Data left, Data right) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    if (right instanceof Data.Constant constant && left instanceof OptionData option) {
      return option.contentEquals(constant.shared(), request, space);
    }
    int start = space.length();
    int first = left.append(request, space);
    int between = space.length();
    int second = right.append(request, space);
    boolean equal = first == second;
    for (int index = 0; equal && index < first; index++) {
      equal = space.unsigned8(start + index) == space.unsigned8(between + index);
    }
    space.truncate(start);
    return equal;
  }

  @Override
  public String toString() {
    return left + " = " + right;
  }
}
