package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Workspace;

/**
 * Data added to a value that was set before; alone if none was set.
 *
 * @param before whether it goes before the other value
 */
record IscAppended(Choice to, Data added, boolean before) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    if (!to.chooses(request, space)) {
      return added.append(request, space);
    }
    int start = space.length();
    Data first = before ? added : to;
    Data second = before ? to : added;
    if (first.append(request, space) == ABSENT || second.append(request, space) == ABSENT) {
      space.truncate(start);
      return ABSENT;
    }
    return space.length() - start;
  }

  @Override
  public String toString() {
    return before ? added + " before " + to : to + " and then " + added;
  }
}
