package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class AddressMapTest {
  /** Neighbours, addresses that share their place in the table, and any others. */
  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> addresses =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0xC000_0201, 0xC000_0230),
            Arbitraries.integers().between(1, 40).map(number -> number << 27),
            Arbitraries.integers().filter(number -> number != 0));
    return Combinators.combine(addresses, Arbitraries.integers().between(0, 5))
        .as(Step::new)
        .list()
        .ofMaxSize(300);
  }

  /**
   * A change.
   *
   * @param address of which
   * @param value the new one; 0 and 1 remove it
   */
  record Step(int address, int value) {}

  @Property(tries = 300)
  void itIsAMap(@ForAll("steps") List<Step> steps) {
    AddressMap<Integer> map = new AddressMap<>();
    Map<Integer, Integer> model = new HashMap<>();
    for (Step step : steps) {
      if (step.value() < 2) {
        map.remove(step.address());
        model.remove(step.address());
      } else {
        map.put(step.address(), step.value());
        model.put(step.address(), step.value());
      }
      assertEquals(model.size(), map.size());
      assertEquals(model.get(step.address()), map.get(step.address()));
    }
    model.forEach((address, value) -> assertEquals(value, map.get(address)));
    int[] all = map.addresses();
    Arrays.sort(all);
    assertEquals(model.keySet().stream().sorted().toList(), Arrays.stream(all).boxed().toList());
  }

  @Test
  void noAddressHasNoValue() {
    AddressMap<String> map = new AddressMap<>();
    assertNull(map.get(0));
    map.remove(0);
    map.put(1, "one");
    assertNull(map.get(0));
    assertEquals(1, map.size());
  }
}
