package io.github.netboot4j.chainload.dialect;

/** A configuration that cannot be used, and where it says so. Nothing of it was taken. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;

  /** The file's name as the user gave it. */
  private final String source;

  /** From 1; 0 for the file as a whole. */
  private final int line;

  /** The message without file and line. */
  private final String reason;

  /** What sort of fault it is. */
  private final Finding.Kind finding;

  /**
   * A fault at a place.
   *
   * @param source the file's name as the user gave it
   * @param line from 1; 0 for the file as a whole
   * @param message what is wrong, and what to do
   */
  public ConfigurationException(String source, int line, String message) {
    this(source, line, message, Finding.Kind.UNREADABLE);
  }

  ConfigurationException(String source, int line, String message, Finding.Kind finding) {
    super(source + (line > 0 ? ":" + line : "") + ": " + message);
    this.source = source;
    this.line = line;
    this.reason = message;
    this.finding = finding;
  }

  /**
   * Which file.
   *
   * @return its name as the user gave it
   */
  public String source() {
    return source;
  }

  /**
   * Which line.
   *
   * @return from 1; 0 for the file as a whole
   */
  public int line() {
    return line;
  }

  /** The message without file and line. */
  String reason() {
    return reason;
  }

  /** What sort of fault it is. */
  Finding.Kind finding() {
    return finding;
  }
}
