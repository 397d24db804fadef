package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.server.ChainLoop.Asker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a loop, and what only looks like one. */
final class ChainWatchTest {
  private static final Asker ROM = new Asker(BootStage.BIOS_PXE, "");
  private static final Asker IPXE = new Asker(BootStage.IPXE, "iPXE");
  private static final String LOADER = "undionly.kpxe";
  private static final String SCRIPT = "http://192.0.2.1/boot.ipxe";
  private static final Reason RULE = new Reason("filename \"undionly.kpxe\";", "dhcpd.conf", 2);
  private static final long MINUTE = 60_000;

  private final ChainWatch watch = new ChainWatch(3, Duration.ofMinutes(5));
  private long now = 1_000_000;

  /** One machine on the network. */
  private final class Machine {
    private final long mac;
    private final int address;

    Machine(int number) {
      mac = TestRequests.MAC + number;
      address = 0xC000_0264 + number;
    }

    void isTold(Asker asker, String file) {
      watch.answered(TestRequests.key(mac), mac, address, asker, file, RULE);
    }

    /** Fetches it; the loop that shows by it. */
    @Nullable ChainLoop fetches(String path) {
      now += 2_000;
      return watch.fetched(address, path, now);
    }

    @Nullable ChainLoop round(Asker asker, String file) {
      isTold(asker, file);
      return fetches(file);
    }

    @Nullable ChainLoop loop(Asker asker, String file) {
      return watch.loopOf(TestRequests.key(mac), asker, file, now);
    }
  }

  private final Machine machine = new Machine(0);

  private ChainLoop looped() {
    machine.round(ROM, LOADER);
    assertNull(machine.round(IPXE, LOADER));
    assertNull(machine.round(IPXE, LOADER));
    ChainLoop loop = machine.round(IPXE, LOADER);
    assertNotNull(loop);
    return loop;
  }

  @Test
  void theSameFileForTheSameProgramThreeTimesInARow() {
    assertFalse(watch.knowsLoops());
    ChainLoop loop = looped();
    assertEquals(IPXE, loop.asker());
    assertEquals(LOADER, loop.file());
    assertEquals(3, loop.times());
    assertEquals(RULE, loop.rule());
    assertEquals(TestRequests.MAC, loop.machine());
    assertEquals(
        List.of("BIOS PXE: undionly.kpxe", "iPXE, user class iPXE: undionly.kpxe"), loop.chain());
    assertTrue(watch.knowsLoops());
    assertSame(loop, machine.loop(IPXE, LOADER));
    assertSame(loop, watch.numbered(loop.number()));
  }

  @Test
  void itIsToldOnceHoweverOftenItGoesOn() {
    looped();
    for (int round = 0; round < 10; round++) {
      assertNull(machine.round(IPXE, LOADER));
    }
  }

  @Test
  void firmwareThatLoadsTheSameFileAgainAndAgainLoopsToo() {
    machine.round(ROM, "broken.efi");
    machine.round(ROM, "broken.efi");
    assertNotNull(machine.round(ROM, "broken.efi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/undionly.kpxe", "//undionly.kpxe", "tftp://192.0.2.1/undionly.kpxe"})
  void namesThatLeadToTheSameFileAreTheSame(String path) {
    for (int round = 1; round <= 3; round++) {
      machine.isTold(IPXE, LOADER);
      assertEquals(round == 3, machine.fetches(path) != null);
    }
  }

  @Test
  void aRequestThatIsRepeatedIsNoRound() {
    for (int repeated = 0; repeated < 10; repeated++) {
      machine.isTold(IPXE, LOADER);
    }
    assertNull(machine.fetches(LOADER));
    assertNull(machine.round(IPXE, LOADER));
    assertNotNull(machine.round(IPXE, LOADER));
  }

  @Test
  void aTransferThatIsBegunAgainIsNoRound() {
    // Those that failed are not told of; even whole ones count once for each answer.
    machine.isTold(IPXE, LOADER);
    for (int again = 0; again < 10; again++) {
      assertNull(machine.fetches(LOADER));
    }
    assertNull(machine.round(IPXE, LOADER));
    assertNotNull(machine.round(IPXE, LOADER));
  }

  @Test
  void twoMachinesBehindOneRelayAreTwo() {
    Machine other = new Machine(1);
    for (int round = 0; round < 2; round++) {
      assertNull(machine.round(IPXE, LOADER));
      assertNull(other.round(IPXE, LOADER));
    }
    assertFalse(watch.knowsLoops());
    assertNotNull(other.round(IPXE, LOADER));
    assertNotNull(other.loop(IPXE, LOADER));
    assertNull(machine.loop(IPXE, LOADER));
  }

  @Test
  void aPersonWhoRestartsAMachineOfTwoStages() {
    for (int restart = 0; restart < 10; restart++) {
      assertNull(machine.round(ROM, LOADER));
      assertNull(machine.round(IPXE, SCRIPT));
    }
  }

  @Test
  void aPersonWhoRestartsAMachineWhoseLoaderFetchesMore() {
    for (int restart = 0; restart < 10; restart++) {
      assertNull(machine.round(ROM, "pxelinux.0"));
      assertNull(machine.fetches("pxelinux.cfg/default"));
      assertNull(machine.fetches("vmlinuz"));
    }
  }

  @Test
  void aPersonWhoRestartsAMachineWhoseSystemAsksToo() {
    Asker system = new Asker(BootStage.OTHER, "");
    for (int restart = 0; restart < 10; restart++) {
      assertNull(machine.round(ROM, "pxelinux.0"));
      machine.isTold(system, "");
    }
  }

  @Test
  void aPersonWhoRestartsAMachineWithIpxeInItsRom() {
    for (int restart = 0; restart < 10; restart++) {
      assertNull(machine.round(IPXE, SCRIPT));
      assertNull(machine.round(IPXE, "http://192.0.2.1/menu.php?mac=52"));
    }
    for (int restart = 0; restart < 10; restart++) {
      assertNull(machine.round(IPXE, SCRIPT));
    }
  }

  @Test
  void aSlowRestartIsOutsideOfTheWindow() {
    for (int restart = 0; restart < 10; restart++) {
      assertNull(machine.round(ROM, LOADER));
      now += 3 * MINUTE;
    }
  }

  @Test
  void anotherUserClassOrFileIsAnotherStage() {
    for (int round = 0; round < 6; round++) {
      assertNull(machine.round(new Asker(BootStage.IPXE, "own " + round % 2), LOADER));
    }
    for (int round = 0; round < 6; round++) {
      assertNull(machine.round(IPXE, round % 2 + LOADER));
    }
  }

  @Test
  void aLoopIsOverWhenThePolicyHasAnotherFile() {
    looped();
    assertNull(machine.loop(IPXE, SCRIPT));
    assertFalse(watch.knowsLoops());
    assertNull(machine.loop(IPXE, LOADER));
  }

  @Test
  void aLoopIsOverAfterTheWindow() {
    ChainLoop loop = looped();
    now += 5 * MINUTE;
    assertSame(loop, machine.loop(IPXE, LOADER));
    now += 1;
    assertNull(machine.loop(IPXE, LOADER));
    assertNull(watch.numbered(loop.number()));
    assertFalse(watch.knowsLoops());
  }

  @Test
  void otherProgramsOnTheMachineAreNotPartOfIt() {
    ChainLoop loop = looped();
    assertNull(machine.loop(ROM, LOADER));
    assertSame(loop, machine.loop(IPXE, LOADER));
  }

  @Test
  void anAddressThatWasGivenToAnotherMachineIsThatOnes() {
    Machine other = new Machine(1);
    machine.round(IPXE, LOADER);
    machine.round(IPXE, LOADER);
    watch.answered(TestRequests.key(other.mac), other.mac, machine.address, IPXE, LOADER, RULE);
    assertNull(machine.fetches(LOADER));
    assertFalse(watch.knowsLoops());
  }

  @Test
  void onlySoManyMachinesAreFollowed() {
    looped();
    for (int other = 1; other <= 2 * ChainWatch.MOST_MACHINES; other++) {
      assertNull(new Machine(other).round(IPXE, LOADER));
    }
    assertEquals(ChainWatch.MOST_MACHINES, watch.size());
    assertFalse(watch.knowsLoops());
    assertNull(machine.loop(IPXE, LOADER));
    Machine last = new Machine(2 * ChainWatch.MOST_MACHINES);
    last.round(IPXE, LOADER);
    assertNotNull(last.round(IPXE, LOADER));
  }

  @Test
  void whoeverBootsNothingIsNotFollowed() {
    machine.isTold(IPXE, "");
    assertEquals(0, watch.size());
    machine.isTold(IPXE, LOADER);
    machine.isTold(IPXE, "");
    assertEquals(1, watch.size());
  }

  @Test
  void whoeverWasNeverAnsweredIsNotFollowed() {
    assertNull(machine.fetches(LOADER));
    assertEquals(0, watch.size());
  }
}
