package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** A regular expression is found in data up to its first NUL; never in an empty value. */
public record RegexMatch(Data subject, Regex regex) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    int start = space.length();
    int length = subject.append(request, space);
    boolean found = length > 0 && regex.isIn(space, start, length);
    space.truncate(start);
    return found;
  }

  @Override
  public String toString() {
    return subject + " " + regex;
  }
}
