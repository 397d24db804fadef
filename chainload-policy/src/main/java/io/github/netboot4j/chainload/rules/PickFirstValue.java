package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.stream.Collectors;

/** The first of several that is not nothing; an empty value is one. */
public record PickFirstValue(List<Data> among) implements Data {
  /** Copies the list. */
  public PickFirstValue {
    among = List.copyOf(among);
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    for (int index = 0; index < among.size(); index++) {
      int length = among.get(index).append(request, space);
      if (length != ABSENT) {
        return length;
      }
    }
    return ABSENT;
  }

  @Override
  public boolean varies() {
    return among.stream().anyMatch(Data::varies);
  }

  @Override
  public String toString() {
    return among.stream()
        .map(Data::toString)
        .collect(Collectors.joining(", ", "pick-first-value(", ")"));
  }
}
