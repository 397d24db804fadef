package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Concat;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import java.util.List;

/**
 * Data added to a value that was set before; alone if none was set.
 *
 * @param before whether it goes before the other value
 */
record IscAppended(Choice to, Data added, boolean before) implements Data, Walked.Leading {
  @Override
  public Value value(Walk walk) {
    if (walk.winner(to.rules()) == null) {
      return walk.value(added);
    }
    return walk.value(new Concat(before ? List.of(added, to) : List.of(to, added)));
  }

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
