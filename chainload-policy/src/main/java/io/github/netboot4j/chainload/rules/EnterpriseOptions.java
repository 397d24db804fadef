package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An option 125 (RFC 3925 §4) of one or more enterprises, of each those sub-options of which a
 * condition holds.
 *
 * @param enterprises in the order sent
 */
public record EnterpriseOptions(List<Enterprise> enterprises) implements Data {
  private static final int LONGEST = 250;

  /**
   * The sub-options of an enterprise.
   *
   * @param number the enterprise's
   * @param parts its sub-options
   */
  public record Enterprise(int number, List<SubOptions.Part> parts) {}

  /** Copies the list. */
  public EnterpriseOptions {
    enterprises = List.copyOf(enterprises);
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    for (Enterprise enterprise : enterprises) {
      int header = space.length();
      space.append32(enterprise.number());
      space.append(0);
      int first = space.length();
      for (SubOptions.Part part : enterprise.parts()) {
        if (part.when().holds(request, space)) {
          SubOptions.append(part, request, space);
        }
      }
      int octets = space.length() - first;
      if (octets == 0 || octets > LONGEST) {
        space.truncate(header);
      } else {
        space.set(first - 1, octets);
      }
    }
    return space.length() == start ? ABSENT : space.length() - start;
  }

  @Override
  public int variant(BootRequest request, Workspace space) {
    return enterprises.size() == 1
        ? SubOptions.variant(enterprises.get(0).parts(), request, space)
        : UNIQUE;
  }

  @Override
  public String toString() {
    return enterprises.stream()
        .map(
            enterprise ->
                Integer.toUnsignedString(enterprise.number())
                    + ": "
                    + new SubOptions(enterprise.parts()))
        .collect(Collectors.joining("; "));
  }
}
