package io.github.netboot4j.server;

/** The server cannot start; the message is one line that tells a person what to change. */
public final class StartupException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A fault in the settings or the machine.
   *
   * @param message one line for a person
   */
  public StartupException(String message) {
    super(message);
  }
}
