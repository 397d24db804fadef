package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed is read back, from a sound file as it was and from a damaged one in part. */
final class SqliteLeaseStoreTest {
  private static final int FIRST = Ipv4.parse("192.0.2.0");
  private static final long WALL = 1_795_000_000L;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("state/leases.db");
  }

  private static LeaseRecord record(int number, long change) {
    return new LeaseRecord(
        FIRST + number,
        LeaseState.LEASED,
        TestRequests.key(number),
        number,
        "node" + number,
        WALL,
        WALL + 3_600,
        change);
  }

  private static List<LeaseRecord> records(int count) {
    return Stream.iterate(0, number -> number + 1)
        .limit(count)
        .map(number -> record(number, number + 1))
        .toList();
  }

  private LeaseStore.Stored load() throws Exception {
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      return store.load();
    }
  }

  private void commit(List<LeaseRecord> records) throws Exception {
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      store.load();
      store.commit(records);
    }
  }

  @Test
  void whatIsCommittedIsThereAgainInEveryField() throws Exception {
    List<LeaseRecord> all =
        List.of(
            record(1, 1),
            new LeaseRecord(
                Ipv4.parse("255.1.2.3"),
                LeaseState.DECLINED,
                ClientKey.NOBODY,
                -1,
                "",
                WALL,
                LeaseRecord.NEVER,
                Long.MAX_VALUE),
            new LeaseRecord(
                Ipv4.parse("10.0.0.1"),
                LeaseState.RELEASED,
                ClientKey.of(new byte[255]),
                0xFFFF_FFFF_FFFFL,
                "é\\u0000",
                0,
                1,
                2));
    commit(all);
    assertEquals(Set.copyOf(all), Set.copyOf(load().sound()));
    assertEquals(List.of(), load().remarks());
  }

  @Test
  void theNewerRecordOfAnAddressReplacesTheOlder() throws Exception {
    commit(List.of(record(1, 1)));
    LeaseRecord newer = record(1, 2);
    commit(List.of(newer));
    assertEquals(List.of(newer), load().sound());
  }

  @Test
  void anOperatorCanAskWhileTheServerRuns() throws Exception {
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      store.load();
      LeaseRecord old = record(7, 1);
      store.commit(
          List.of(
              new LeaseRecord(
                  old.address(), old.state(), old.client(), 7, "node7", WALL, 4_000_000_000L, 1)));
      try (Connection operator = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = operator.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT address, state, mac, host, starts FROM leases")) {
        assertTrue(row.next());
        assertEquals("192.0.2.7", row.getString(1));
        assertEquals("active", row.getString(2));
        assertEquals("00:00:00:00:00:07", row.getString(3));
        assertEquals("node7", row.getString(4));
        assertEquals("2026-11-18 11:06:40", row.getString(5));
      }
      store.commit(List.of(record(8, 2)));
    }
    assertEquals(2, load().sound().size());
  }

  @Test
  void aSecondServerIsToldThatTheFileIsInUse() throws Exception {
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      store.load();
      StartupException refused =
          assertThrows(StartupException.class, () -> SqliteLeaseStore.open(file));
      assertTrue(refused.getMessage().contains("is in use by another server"));
    }
  }

  @Test
  void somebodyElsesFileIsLeftAlone() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "hello, ".repeat(1_000));
    StartupException refused =
        assertThrows(StartupException.class, () -> SqliteLeaseStore.open(file));
    assertTrue(refused.getMessage().contains("holds no leases"), refused.getMessage());
    Files.delete(file);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("CREATE TABLE lease (address)");
    }
    assertThrows(StartupException.class, () -> SqliteLeaseStore.open(file));
  }

  @Test
  void aDatabaseOfANewerReleaseIsRefused() throws Exception {
    commit(records(1));
    try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = newer.createStatement()) {
      statement.execute("PRAGMA user_version = 2");
    }
    IOException refused = assertThrows(IOException.class, this::load);
    assertTrue(refused.getMessage().contains("newer release"), refused.getMessage());
  }

  @Test
  void anEmptyFileIsANewDatabase() throws Exception {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertEquals(List.of(), load().sound());
  }

  @Test
  void aRecordThatSomebodyChangedIsNotBelieved() throws Exception {
    commit(records(3));
    try (Connection somebody = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = somebody.createStatement()) {
      statement.execute("UPDATE lease SET ends = 0 WHERE host = 'node1'");
    }
    LeaseStore.Stored stored = load();
    assertEquals(List.of(FIRST + 1), stored.unsound());
    assertEquals(2, stored.sound().size());
    assertTrue(stored.remarks().get(0).contains("1 addresses"), stored.remarks()::toString);
  }

  @Test
  void theScanFindsWhatSqliteWroteInTheFileAndInItsLog() throws Exception {
    List<LeaseRecord> all = records(500);
    try (SqliteLeaseStore store = SqliteLeaseStore.open(file)) {
      store.load();
      store.commit(all);
      TreeMap<Integer, LeaseRecord> inLog = new TreeMap<>();
      LeaseFileScan.scan(LeaseFiles.beside(file, LeaseFiles.LOG), inLog);
      assertEquals(all, List.copyOf(inLog.values()));
    }
    TreeMap<Integer, LeaseRecord> inFile = new TreeMap<>();
    LeaseFileScan.scan(file, inFile);
    assertEquals(all, List.copyOf(inFile.values()));
  }

  /** As after a crash: file and log as they are while the store is open. */
  private Path crashed(String name, List<List<LeaseRecord>> commits) throws Exception {
    Path original = directory.resolve(name + "-original/leases.db");
    Path copy = directory.resolve(name + "/leases.db");
    Files.createDirectories(copy.getParent());
    try (SqliteLeaseStore store = SqliteLeaseStore.open(original)) {
      store.load();
      for (List<LeaseRecord> commit : commits) {
        store.commit(commit);
      }
      for (String part : List.of("", LeaseFiles.LOG)) {
        Files.copy(LeaseFiles.beside(original, part), LeaseFiles.beside(copy, part));
      }
    }
    return copy;
  }

  @Test
  void aCrashLosesNothing() throws Exception {
    file = crashed("crash", List.of(records(300), List.of(record(3, 999))));
    assertEquals(300, load().sound().size());
    assertTrue(load().sound().contains(record(3, 999)));
  }

  @Test
  void aCrashBeforeTheFirstLeaseLeavesAFileOfLeases() throws Exception {
    file = crashed("first", List.of());
    assertEquals(List.of(), load().sound());
    assertEquals(List.of(), load().remarks());
  }

  @Test
  void aTornFileGivesUpWhatIsSoundAndIsKept() throws Exception {
    commit(records(1_000));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    LeaseStore.Stored stored = load();
    int rescued = stored.sound().size();
    assertTrue(rescued > 300 && rescued < 1_000, () -> rescued + " of 1000");
    assertTrue(records(1_000).containsAll(stored.sound()));
    assertTrue(stored.remarks().get(0).contains("is damaged"), stored.remarks()::toString);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertTrue(files.anyMatch(path -> path.toString().contains("leases.db.damaged-")));
    }
    assertEquals(Set.copyOf(stored.sound()), Set.copyOf(load().sound()));
    assertEquals(List.of(), load().remarks());
  }

  @Test
  void aLogWithItsFirstFrameFlippedStillGivesItsLeases() throws Exception {
    List<List<LeaseRecord>> commits = new ArrayList<>();
    records(40).forEach(record -> commits.add(List.of(record)));
    file = crashed("log", commits);
    Path log = LeaseFiles.beside(file, LeaseFiles.LOG);
    flip(log, 32 + 8, 1);
    LeaseStore.Stored stored = load();
    assertEquals(40, stored.sound().size());
    assertTrue(stored.remarks().get(0).contains("a part of the log"), stored.remarks()::toString);
    assertEquals(40, load().sound().size());
  }

  private static void flip(Path path, long offset, int mask) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer octet = ByteBuffer.allocate(1);
      channel.read(octet, offset);
      octet.put(0, (byte) (octet.get(0) ^ mask)).flip();
      channel.write(octet, offset);
    }
  }

  /** One bit of the file or its log is wrong: at most what stands in that page is lost. */
  @Test
  void aFlippedBitCostsAPageAtMostAndNothingFalseIsBelieved() throws Exception {
    List<LeaseRecord> first = records(400);
    List<LeaseRecord> second =
        first.stream().map(one -> record(one.address() - FIRST, one.change() + 400)).toList();
    Path crash = crashed("bits", List.of(first, second.subList(0, 200)));
    Set<LeaseRecord> all = new HashSet<>(first.subList(200, 400));
    all.addAll(second.subList(0, 200));
    Set<LeaseRecord> older = new HashSet<>(first);
    Random random = new Random(20_261_123);
    int worst = 0;
    for (int round = 0; round < 120; round++) {
      file = directory.resolve("round" + round + "/leases.db");
      Files.createDirectories(file.getParent());
      for (String part : List.of("", LeaseFiles.LOG)) {
        Files.copy(LeaseFiles.beside(crash, part), LeaseFiles.beside(file, part));
      }
      Path victim = LeaseFiles.beside(file, round % 3 == 0 ? "" : LeaseFiles.LOG);
      long offset = (long) (random.nextDouble() * Files.size(victim));
      flip(victim, offset, 1 << random.nextInt(8));
      Set<LeaseRecord> sound;
      try {
        sound = new HashSet<>(load().sound());
      } catch (StartupException | IOException e) {
        throw new AssertionError("offset " + offset + " of " + victim, e);
      }
      for (LeaseRecord record : sound) {
        assertTrue(all.contains(record) || older.contains(record), record::toString);
      }
      Set<LeaseRecord> lost = new HashSet<>(all);
      lost.removeAll(sound);
      worst = Math.max(worst, lost.size());
      assertTrue(lost.size() <= 90, () -> lost.size() + " lost by offset " + offset);
    }
    assertTrue(worst > 0, "no flip cost anything: is anything flipped?");
  }

  @Test
  void aMissingDirectoryThatCannotBeMadeIsTold() throws Exception {
    Files.writeString(directory.resolve("plain"), "");
    file = directory.resolve("plain/leases.db");
    StartupException refused =
        assertThrows(StartupException.class, () -> SqliteLeaseStore.open(file));
    assertTrue(refused.getMessage().contains("cannot be used"), refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"));
  }
}
