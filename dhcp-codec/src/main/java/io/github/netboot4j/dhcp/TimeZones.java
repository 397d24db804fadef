package io.github.netboot4j.dhcp;

/**
 * A reusable view of the client's time zone (RFC 4833 §2) in its two forms: the rules themselves as
 * POSIX writes them into {@code TZ} (option 100), and the zone's name in the time zone database
 * (option 101). A client that knows the database prefers the name.
 *
 * <pre>
 *    code   len   POSIX rules, such as EST5EDT4,M3.2.0/02:00,M11.1.0/02:00
 *   +------+-----+----+----+----
 *   | 100  |  n  |   ASCII ...
 *   +------+-----+----+----+----
 *
 *    code   len   name, such as Europe/Zurich
 *   +------+-----+----+----+----
 *   | 101  |  n  |   ASCII ...
 *   +------+-----+----+----+----
 * </pre>
 *
 * <p>Nothing here allocates but {@link #posix()} and {@link #database()}.
 */
public final class TimeZones {
  private final OptionValue posix = new OptionValue();
  private final OptionValue database = new OptionValue();

  /** A view of nothing. */
  public TimeZones() {}

  /**
   * Takes a message's time zone into view.
   *
   * @param message the message to read options 100 and 101 of
   * @return whether it has one of them
   */
  public boolean read(DhcpMessageView message) {
    boolean hasPosix = message.readOption(OptionCode.TIME_ZONE_POSIX, posix);
    boolean hasDatabase = message.readOption(OptionCode.TIME_ZONE_DATABASE, database);
    return hasPosix || hasDatabase;
  }

  /**
   * Whether the message has the rules (option 100).
   *
   * @return false also when they are empty
   */
  public boolean hasPosix() {
    return posix.length() > 0;
  }

  /**
   * The rules (option 100; PCode in RFC 4833 §2). Makes a string; escape what is not printable
   * before showing it.
   *
   * @return one character an octet, trailing NULs left out; empty when absent
   */
  public String posix() {
    return posix.toText();
  }

  /**
   * Whether the message names a zone of the database (option 101).
   *
   * @return false also when the name is empty
   */
  public boolean hasDatabase() {
    return database.length() > 0;
  }

  /**
   * The zone's name (option 101; TCode in RFC 4833 §2). Makes a string; escape what is not
   * printable before showing it, and never take it for the name of a file.
   *
   * @return one character an octet, trailing NULs left out; empty when absent
   */
  public String database() {
    return database.toText();
  }

  /**
   * Whether the zone has this name (option 101).
   *
   * @param name such as {@code "Europe/Zurich"}; compared octet by octet, case matters
   * @return false when absent
   */
  public boolean isDatabase(CharSequence name) {
    return hasDatabase() && database.contentEquals(name);
  }
}
