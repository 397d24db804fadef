package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeasesCommandTest {
  private static final long LONG_FROM_NOW = 4_000_000_000L;

  @TempDir private Path directory;

  private Path stored() throws Exception {
    Path file = directory.resolve("leases.db");
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      store.load();
      store.commit(
          List.of(
              record("192.0.2.200", LeaseState.LEASED, 0x5254_0000_0001L, "node1", LONG_FROM_NOW),
              record("10.0.0.9", LeaseState.LEASED, 2, "", 1_000_000_000),
              record("10.0.0.10", LeaseState.LEASED, 3, "", LeaseRecord.NEVER),
              record("10.0.0.11", LeaseState.RELEASED, 4, "", 1_000_000_000),
              record("10.0.0.12", LeaseState.DECLINED, -1, "", LONG_FROM_NOW)));
    }
    return file;
  }

  private static LeaseRecord record(
      String address, LeaseState state, long mac, String host, long ends) {
    ClientKey client = mac < 0 ? ClientKey.NOBODY : TestRequests.key(mac);
    return new LeaseRecord(Ipv4.parse(address), state, client, mac, host, 900_000_000, ends, 1);
  }

  @Test
  void leasesAreListedInTheOrderOfTheirAddresses() throws Exception {
    CommandRun run = CommandRun.of("leases", "--leases", stored().toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        """
        10.0.0.9         expired   00:00:00:00:00:02  2001-09-09T01:46:40Z
        10.0.0.10        active    00:00:00:00:00:03  never
        10.0.0.11        released  00:00:00:00:00:04  2001-09-09T01:46:40Z
        10.0.0.12        declined  -                  2096-10-02T07:06:40Z
        192.0.2.200      active    52:54:00:00:00:01  2096-10-02T07:06:40Z  node1
        """,
        run.out().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void activeOnesAloneAndAsJson() throws Exception {
    CommandRun run = CommandRun.of("leases", "--active", "--json", "--leases", stored().toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(2, run.out().lines().count());
    assertEquals(
        "{\"address\":\"192.0.2.200\",\"state\":\"active\",\"mac\":\"52:54:00:00:00:01\","
            + "\"client\":\"01525400000001\",\"host\":\"node1\","
            + "\"starts\":\"1998-07-09T16:00:00Z\",\"ends\":\"2096-10-02T07:06:40Z\"}",
        run.out().lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void theyAreReadWhileAServerUsesThem() throws Exception {
    Path file = stored();
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      store.load();
      store.commit(List.of(record("10.0.0.13", LeaseState.LEASED, 5, "", LONG_FROM_NOW)));
      CommandRun run = CommandRun.of("leases", "--leases", file.toString());
      assertEquals(6, run.out().lines().count(), run.err());
    }
  }

  @Test
  void aFileThatIsNotThereOrSomethingElseIsTold() throws Exception {
    CommandRun none = CommandRun.of("leases", "--leases", directory.resolve("no.db").toString());
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("no.db is not there; say with --leases FILE"), none.err());
    Path text = Files.writeString(directory.resolve("text"), "x".repeat(100));
    CommandRun other = CommandRun.of("leases", "--leases", text.toString());
    assertEquals(2, other.exitCode());
    assertTrue(other.err().contains("holds no leases of this program"), other.err());
  }
}
