package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * Leases in a file of SQLite, with a write-ahead log that is synced at each commit. Every record
 * has a checksum, and the number of its change: from a damaged file what is sound is found again,
 * and of two records of an address the newer is known.
 *
 * <p>Records are replaced, never deleted; so one that is only in the log is always newer.
 */
final class SqliteLeaseStore implements LeaseStore {
  private static final String INSERT =
      "INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Path file;
  private final FileChannel lock;
  private @Nullable SQLiteConnection connection;
  private @Nullable PreparedStatement insert;

  private SqliteLeaseStore(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Takes a file into use; makes it and its directory if they are not there.
   *
   * @throws StartupException if another process uses it, or it is no file of leases
   */
  static SqliteLeaseStore open(Path file) throws StartupException {
    Path whole = file.toAbsolutePath().normalize();
    try {
      Path directory = whole.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      if (Files.isDirectory(whole)) {
        throw new StartupException("--leases " + file + " is a directory; name a file in it");
      }
      Path lockFile = LeaseFiles.beside(whole, LeaseFiles.LOCK);
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(lock)) {
        lock.close();
        throw new StartupException(
            "--leases " + file + " is in use by another server; stop that, or name another file");
      }
      LeaseFiles.checkOurs(whole, file.toString());
      return new SqliteLeaseStore(whole, lock);
    } catch (IOException e) {
      throw new StartupException("--leases " + file + " cannot be used: " + LeaseFiles.why(e));
    }
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public Stored load() throws IOException {
    List<String> remarks = new ArrayList<>();
    // Before SQLite opens the file: it forgets the log from the first damaged place on, and closing
    // another descriptor of the file would take its locks away.
    Map<Integer, LeaseRecord> inLog = new TreeMap<>();
    LeaseFileScan.scan(LeaseFiles.beside(file, LeaseFiles.LOG), inLog);
    Stored stored;
    try {
      stored = readSound(remarks);
    } catch (SQLException e) {
      closeQuietly();
      if (!LeaseDatabase.isDamage(e)) {
        throw new IOException(LeaseFiles.why(e), e);
      }
      return salvage(LeaseFiles.why(e), inLog, remarks);
    }
    List<LeaseRecord> lost = newerThan(stored.sound(), inLog);
    if (lost.isEmpty()) {
      return stored;
    }
    // What SQLite did not take from the log has been seen to be sound. It may be of a commit that
    // did not end, and so never acknowledged; then its address is rather kept too long.
    remarks.add(
        file + ": " + lost.size() + " leases were in a part of the log that SQLite did not read");
    commit(lost);
    Map<Integer, LeaseRecord> all = new TreeMap<>();
    stored.sound().forEach(record -> all.put(record.address(), record));
    lost.forEach(record -> all.put(record.address(), record));
    return new Stored(List.copyOf(all.values()), stored.unsound(), remarks);
  }

  private static List<LeaseRecord> newerThan(
      List<LeaseRecord> stored, Map<Integer, LeaseRecord> found) {
    Map<Integer, LeaseRecord> lost = new TreeMap<>(found);
    for (LeaseRecord record : stored) {
      lost.computeIfPresent(
          record.address(), (address, other) -> other.change() > record.change() ? other : null);
    }
    return List.copyOf(lost.values());
  }

  private Stored readSound(List<String> remarks) throws SQLException {
    SQLiteConnection open = connect();
    LeaseDatabase.check(open);
    List<LeaseRecord> sound = new ArrayList<>();
    List<Integer> unsound = new ArrayList<>();
    try (Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery(LeaseDatabase.SELECT)) {
      while (rows.next()) {
        LeaseRecord record = LeaseDatabase.record(rows);
        if (record != null) {
          sound.add(record);
        } else {
          unsound.add(rows.getInt(1));
        }
      }
    }
    if (!unsound.isEmpty()) {
      remarks.add(
          file
              + ": the records of "
              + unsound.size()
              + " addresses are damaged, which are kept"
              + " from everybody until the last of the other leases ends");
    }
    return new Stored(sound, unsound, remarks);
  }

  /** Sets a damaged file aside, and begins a new one with all that is sound in the old. */
  private Stored salvage(String damage, Map<Integer, LeaseRecord> found, List<String> remarks)
      throws IOException {
    LeaseFileScan.scan(file, found);
    Path copy = LeaseFiles.setAside(file);
    List<LeaseRecord> sound = List.copyOf(found.values());
    remarks.add(
        file
            + " is damaged ("
            + damage
            + "): "
            + sound.size()
            + " sound records were read from it;"
            + " it is kept as "
            + copy);
    if (!sound.isEmpty()) {
      commit(sound);
    }
    return new Stored(sound, List.of(), remarks);
  }

  @Override
  public void commit(Collection<LeaseRecord> changes) throws IOException {
    try {
      SQLiteConnection open = connect();
      PreparedStatement statement = insert;
      if (statement == null) {
        statement = open.prepareStatement(INSERT);
        insert = statement;
      }
      for (LeaseRecord change : changes) {
        fill(statement, change);
        statement.addBatch();
      }
      statement.executeBatch();
      open.commit();
    } catch (SQLException e) {
      // After a failed sync nobody knows what is on the disk. Closing writes the log into the file
      // and syncs that; the next commit begins a new log.
      closeQuietly();
      throw new IOException(LeaseFiles.why(e), e);
    }
  }

  private static void fill(PreparedStatement statement, LeaseRecord change) throws SQLException {
    statement.setLong(1, Integer.toUnsignedLong(change.address()));
    statement.setInt(2, change.state().code());
    statement.setBytes(3, change.client().toByteArray());
    if (change.macAddress() < 0) {
      statement.setNull(4, Types.INTEGER);
    } else {
      statement.setLong(4, change.macAddress());
    }
    statement.setString(5, change.hostName());
    statement.setLong(6, change.starts());
    if (change.ends() == LeaseRecord.NEVER) {
      statement.setNull(7, Types.INTEGER);
    } else {
      statement.setLong(7, change.ends());
    }
    statement.setLong(8, change.change());
    statement.setLong(9, change.checksum());
  }

  private SQLiteConnection connect() throws SQLException {
    SQLiteConnection open = connection;
    if (open == null) {
      open = LeaseDatabase.open(file);
      connection = open;
    }
    return open;
  }

  private void closeQuietly() {
    SQLiteConnection open = connection;
    connection = null;
    insert = null;
    Quietly.close(open);
  }

  @Override
  public void close() {
    closeQuietly();
    try {
      lock.close();
    } catch (IOException e) {
      // The end of the process unlocks it.
    }
  }
}
