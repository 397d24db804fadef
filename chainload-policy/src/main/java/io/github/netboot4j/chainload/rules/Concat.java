package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.stream.Collectors;

/** Data one after the other; nothing if one part is nothing. */
public record Concat(List<Data> parts) implements Data {
  /** Copies the list. */
  public Concat {
    parts = List.copyOf(parts);
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    for (int index = 0; index < parts.size(); index++) {
      if (parts.get(index).append(request, space) == ABSENT) {
        space.truncate(start);
        return ABSENT;
      }
    }
    return space.length() - start;
  }

  @Override
  public boolean varies() {
    return parts.stream().anyMatch(Data::varies);
  }

  @Override
  public String toString() {
    return parts.stream().map(Data::toString).collect(Collectors.joining(", ", "concat(", ")"));
  }
}
