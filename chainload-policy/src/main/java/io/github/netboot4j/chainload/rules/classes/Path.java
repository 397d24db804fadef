package io.github.netboot4j.chainload.rules.classes;

import java.util.Map;

/**
 * What is known of a request after some tests.
 *
 * @param arrival where it came in
 * @param values what its attributes may still be, those that were looked at
 * @param assumed how those tests came out of which it is not known whether they can
 */
public record Path(Arrival arrival, Map<Attribute, Values> values, Map<Object, Integer> assumed) {
  /** Copies the maps. */
  public Path {
    values = Map.copyOf(values);
    assumed = Map.copyOf(assumed);
  }

  /** Whether there is surely a request like that. */
  boolean isShown() {
    return assumed.isEmpty() && values.values().stream().allMatch(Values::isShown);
  }

  /** Nothing is known but where it came in. */
  static Path begin(Arrival arrival) {
    return new Path(arrival, Map.of(), Map.of());
  }
}
