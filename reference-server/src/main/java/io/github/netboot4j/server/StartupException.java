package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.ConfigurationException;

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

  /** What is wrong with a configuration. */
  StartupException(ConfigurationException refusal) {
    super(Printable.whole(String.valueOf(refusal.getMessage())), refusal);
  }
}
