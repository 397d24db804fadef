package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.server.LinkWatch.Look;
import io.github.netboot4j.server.LinkWatch.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When sockets are made anew. What is said is a matter of {@code LinkFaultsIT}. */
final class LinkWatchTest {
  private static final LocalInterface ETH =
      new LocalInterface("eth1", Ipv4.parse("192.0.2.1"), Ipv4.mask(24));

  private final List<String> done = new ArrayList<>();
  private @Nullable Look look = new Look(3, Trouble.NONE);
  private boolean fails;
  private final LinkWatch watch = new LinkWatch(on -> look);

  private LinkWatchTest() {
    watch.add(
        ETH,
        new LinkWatch.Served() {
          @Override
          public void hearAgain() throws IOException {
            done.add("hear");
            if (fails) {
              throw new IOException("no such device");
            }
          }

          @Override
          public void lookAround() {
            done.add("look");
          }
        });
  }

  private List<String> seen(@Nullable Look next) {
    look = next;
    done.clear();
    watch.look();
    return List.copyOf(done);
  }

  @Test
  void anInterfaceThatStaysKeepsItsSocket() {
    for (Trouble trouble : Trouble.values()) {
      assertEquals(List.of("look"), seen(new Look(3, trouble)));
    }
    assertEquals(List.of("look"), seen(null));
    assertEquals(List.of("look"), seen(new Look(3, Trouble.NONE)));
  }

  @Test
  void oneThatWasMadeAnewGetsAnother() {
    assertEquals(List.of("look"), seen(new Look(0, Trouble.GONE)));
    assertEquals(List.of("hear", "look"), seen(new Look(4, Trouble.WITHOUT_ADDRESS)));
    assertEquals(List.of("look"), seen(new Look(4, Trouble.NONE)));
  }

  @Test
  void whatFailsIsTriedAgain() {
    fails = true;
    assertEquals(List.of("hear", "look"), seen(new Look(4, Trouble.NONE)));
    assertEquals(List.of("hear", "look"), seen(new Look(4, Trouble.NONE)));
    fails = false;
    assertEquals(List.of("hear", "look"), seen(new Look(4, Trouble.NONE)));
    assertEquals(List.of("look"), seen(new Look(4, Trouble.NONE)));
  }
}
