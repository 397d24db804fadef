package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AddressSearchTest {
  private static final int FIRST = Ipv4.parse("10.0.0.1");
  private static final int SIZE = 10_000;
  private static final long FREE_FROM = 1_000;

  private final Set<Integer> taken = new HashSet<>();
  private final Places places =
      new Places(0, List.of(new AddressPlan.Range(FIRST, FIRST + SIZE - 1)), address -> false);
  private long looked;
  private final AddressSearch search =
      new AddressSearch(
          new AddressSearch.Known() {
            @Override
            public boolean isFresh(int address) {
              looked++;
              return !taken.contains(address);
            }

            @Override
            public long freeFrom(int address) {
              looked++;
              return taken.contains(address) ? FREE_FROM : 0;
            }
          });

  private int take(long now) {
    int address = search.find(places, now);
    taken.add(address);
    return address;
  }

  private void giveBack(int address) {
    taken.remove(address);
    search.roomAgain(address);
  }

  @Test
  void whatIsGivenBackInAFullRangeIsFoundAndNothingElseIsLookedAt() {
    for (int index = 0; index < SIZE; index++) {
      assertEquals(FIRST + index, take(0));
    }
    assertEquals(0, search.find(places, 0));
    looked = 0;
    for (int round = 0; round < 100; round++) {
      giveBack(FIRST + 77);
      giveBack(FIRST + 77);
      assertEquals(FIRST + 77, take(0));
      assertEquals(0, search.find(places, 0));
    }
    assertTrue(looked < 1_000, () -> looked + " looks");
  }

  @Test
  void allAreLookedAtWhenTheirTimeIsOver() {
    for (int index = 0; index < SIZE; index++) {
      take(0);
    }
    assertEquals(0, search.find(places, FREE_FROM - 1));
    assertEquals(FIRST, search.find(places, FREE_FROM));
    search.beginAnew();
    assertEquals(0, search.find(places, 0));
    search.roomAt(FIRST + 5, 10);
    taken.remove(FIRST + 5);
    assertEquals(0, search.find(places, 9));
    assertEquals(FIRST + 5, search.find(places, 10));
  }

  @Test
  void anAddressOfAnotherRangeIsNone() {
    for (int index = 0; index < SIZE; index++) {
      take(0);
    }
    assertEquals(0, search.find(places, 0));
    search.roomAgain(FIRST - 1);
    search.roomAgain(FIRST + SIZE);
    assertEquals(0, search.find(places, 0));
  }
}
