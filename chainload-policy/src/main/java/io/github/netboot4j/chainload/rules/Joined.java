package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values one after the other; an absent one adds nothing.
 *
 * @param parts in their order
 */
public record Joined(List<Data> parts) implements Data {
  /** Copies the list. */
  public Joined {
    parts = List.copyOf(parts);
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    for (int index = 0; index < parts.size(); index++) {
      parts.get(index).append(request, space);
    }
    return space.length() - start;
  }

  @Override
  public boolean varies() {
    return parts.stream().anyMatch(Data::varies);
  }

  @Override
  public String toString() {
    return parts.stream().map(Data::toString).collect(Collectors.joining(" + "));
  }
}
