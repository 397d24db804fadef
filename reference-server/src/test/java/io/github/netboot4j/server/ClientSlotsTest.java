package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClientSlotsTest {
  private static final int CLIENTS = 3;
  private static final int SLOTS = 6;

  /** Whatever is done, in whatever order: the lists are those of plain lists. */
  @Property
  void eachClientHasItsSlotsAndNoOthers(
      @ForAll @Size(max = 40) List<@IntRange(max = 3 * CLIENTS * SLOTS - 1) Integer> steps) {
    ClientSlots slots = new ClientSlots();
    List<LeaseSlot> all = new ArrayList<>();
    for (int index = 0; index < SLOTS; index++) {
      all.add(new LeaseSlot(index));
      all.get(index).since = index;
    }
    List<List<LeaseSlot>> expected = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      expected.add(new ArrayList<>());
    }
    for (int step : steps) {
      LeaseSlot slot = all.get(step % SLOTS);
      int client = step / SLOTS % CLIENTS;
      expected.forEach(list -> list.remove(slot));
      List<LeaseSlot> list = expected.get(client);
      switch (step / SLOTS / CLIENTS) {
        case 0 -> {
          slots.putFirst(slot, TestRequests.key(client));
          list.add(0, slot);
        }
        case 1 -> {
          slots.add(slot, TestRequests.key(client));
          int at = 0;
          while (at < list.size() && list.get(at).since > slot.since) {
            at++;
          }
          list.add(at, slot);
        }
        default -> slots.remove(slot);
      }
      for (int each = 0; each < CLIENTS; each++) {
        assertEquals(expected.get(each), listed(slots, TestRequests.key(each)));
      }
      assertEquals(
          expected.stream().mapToInt(List::size).sum(),
          all.stream().filter(each -> each.key != null).count());
    }
  }

  private static List<LeaseSlot> listed(ClientSlots slots, ClientKey client) {
    List<LeaseSlot> list = new ArrayList<>();
    for (LeaseSlot slot = slots.first(client); slot != null; slot = slot.nextOfClient) {
      list.add(slot);
      assertEquals(client, slot.key);
      assertTrue(list.size() <= SLOTS, "a circle");
    }
    return list;
  }
}
