package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/** How the database of leases is opened, and what is in it. */
final class LeaseDatabase {
  /** {@code PRAGMA user_version}: what the tables are like. */
  static final int SCHEMA_VERSION = 1;

  /** The bits of an error's code that say what kind it is of. */
  private static final int PRIMARY = 0xFF;

  private static final String TABLE =
      """
      CREATE TABLE lease (
        address INTEGER PRIMARY KEY, -- IPv4, as a number
        state INTEGER NOT NULL,      -- 1 leased, 2 released, 3 declined: in use by somebody unknown
        client BLOB NOT NULL,        -- client identifier, else hardware type and address
        mac INTEGER,                 -- hardware address, as a number
        host TEXT NOT NULL,          -- what the client calls itself
        starts INTEGER NOT NULL,     -- since when, in seconds since 1970 (UTC)
        ends INTEGER,                -- until when; NULL for ever
        change INTEGER NOT NULL,     -- counts the changes of all leases
        checksum INTEGER NOT NULL    -- CRC-32C of the record
      )""";

  /** For people; in words that SQLite has known for long. */
  private static final String VIEW =
      """
      CREATE VIEW leases AS
      SELECT
        (address >> 24) || '.' || (address >> 16 & 255) || '.' || (address >> 8 & 255) || '.' ||
          (address & 255) AS address,
        CASE
          WHEN state = 2 THEN 'released'
          WHEN ends <= CAST(strftime('%s', 'now') AS INTEGER) THEN 'expired'
          WHEN state = 1 THEN 'active'
          ELSE 'declined' END AS state,
        printf('%02x:%02x:%02x:%02x:%02x:%02x', mac >> 40, mac >> 32 & 255, mac >> 24 & 255,
          mac >> 16 & 255, mac >> 8 & 255, mac & 255) AS mac,
        host,
        datetime(starts, 'unixepoch') AS starts,
        coalesce(datetime(ends, 'unixepoch'), 'never') AS ends,
        hex(client) AS client
      FROM lease""";

  /** All rows, as {@link #record} takes them. */
  static final String SELECT =
      "SELECT address, state, client, mac, host, starts, ends, change, checksum FROM lease"
          + " ORDER BY address";

  private LeaseDatabase() {}

  /** What is sound in a file that a server may be using. */
  static List<LeaseRecord> read(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    SqliteLibrary.load();
    List<LeaseRecord> records = new ArrayList<>();
    try (Connection connection =
            new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), config.toProperties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SELECT)) {
      while (rows.next()) {
        LeaseRecord record = record(rows);
        if (record != null) {
          records.add(record);
        }
      }
    }
    return records;
  }

  /** Opens the file; makes the tables if there are none. */
  static SQLiteConnection open(Path file) throws SQLException {
    try {
      return open(file, false);
    } catch (SQLException e) {
      int primary = e.getErrorCode() & PRIMARY;
      if (primary != SQLiteErrorCode.SQLITE_IOERR.code
          && primary != SQLiteErrorCode.SQLITE_FULL.code) {
        throw e;
      }
      // The log needs a file of 32 KiB for memory that readers share; alone it does not.
      deleteQuietly(LeaseFiles.beside(file, LeaseFiles.SHARED_MEMORY));
      return open(file, true);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What follows will say why.
    }
  }

  private static SQLiteConnection open(Path file, boolean alone) throws SQLException {
    SqliteLibrary.load();
    Properties properties = new SQLiteConfig().toProperties();
    SQLiteConnection connection =
        new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 2000");
      statement.execute("PRAGMA cell_size_check = ON");
      if (alone) {
        statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      }
      statement.execute("PRAGMA synchronous = FULL");
      long version = number(statement, "PRAGMA user_version");
      if (version > SCHEMA_VERSION) {
        throw new SQLiteException(
            "it is of a newer release of this program", SQLiteErrorCode.SQLITE_MISMATCH);
      }
      if (version == 0 && number(statement, "SELECT count(*) FROM sqlite_schema") == 0) {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("PRAGMA application_id = " + LeaseFiles.APPLICATION_ID);
        statement.execute(TABLE);
        statement.execute(VIEW);
        statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
        statement.execute("COMMIT");
      }
      // Not before there are tables: they would be in the log alone at first, and a file without
      // them is taken for somebody else's if this process is killed then.
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
        mode.next(); // the change is made when the row has been read
      }
      number(statement, "PRAGMA user_version"); // opens the log, or fails
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      Quietly.close(connection);
      throw e;
    }
  }

  /** Fails, with what {@link #isDamage} takes for damage, if the file is not sound. */
  static void check(SQLiteConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = rows.next() ? rows.getString(1) : "no answer";
      if (!"ok".equals(verdict)) {
        throw new SQLiteException(verdict, SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  /** Whether a failure says that what is stored is not sound. */
  static boolean isDamage(SQLException failure) {
    int primary = failure.getErrorCode() & PRIMARY;
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code
        || primary == SQLiteErrorCode.SQLITE_ERROR.code; // such as: no such table
  }

  /** The record of a row; null if it is not sound. */
  static @Nullable LeaseRecord record(ResultSet row) throws SQLException {
    try {
      byte[] client = row.getBytes(3);
      String host = row.getString(5);
      long mac = row.getLong(4);
      mac = row.wasNull() ? -1 : mac;
      long ends = row.getLong(7);
      ends = row.wasNull() ? LeaseRecord.NEVER : ends;
      LeaseRecord record =
          new LeaseRecord(
              (int) row.getLong(1),
              LeaseState.of(row.getInt(2)),
              ClientKey.of(client == null ? new byte[0] : client),
              mac,
              host == null ? "" : host,
              row.getLong(6),
              ends,
              row.getLong(8));
      return record.checksum() == row.getLong(9) ? record : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
