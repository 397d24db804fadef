package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpErrorCode;
import java.io.IOException;

/**
 * A transfer did not come about. The four subclasses say on whose account.
 *
 * <p>{@link #getMessage()} is one line for a person. What the server sent stands in it without
 * control characters.
 */
public abstract sealed class TftpException extends IOException {
  private static final long serialVersionUID = 1L;

  private TftpException(String message) {
    super(message);
  }

  private TftpException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The server sent an ERROR packet. */
  public static final class Refused extends TftpException {
    private static final long serialVersionUID = 1L;

    /** As it came. */
    private final int errorCode;

    /** As it came. */
    private final String errorMessage;

    Refused(int errorCode, String errorMessage) {
      super(
          "the server answered error "
              + errorCode
              + " ("
              + TftpErrorCode.name(errorCode)
              + ")"
              + (errorMessage.isEmpty() ? "" : ": " + PlainText.of(errorMessage)));
      this.errorCode = errorCode;
      this.errorMessage = errorMessage;
    }

    /**
     * The code of the ERROR packet.
     *
     * @return 0 to 65535, see {@link TftpErrorCode}
     */
    public int errorCode() {
      return errorCode;
    }

    /**
     * The text of the ERROR packet as it came, control characters included: escape it before it
     * goes to a log.
     *
     * @return the text, possibly empty
     */
    public String errorMessage() {
      return errorMessage;
    }
  }

  /** The server did not answer, fell silent, or the whole transfer took too long. */
  public static final class TimedOut extends TftpException {
    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
      super(message);
    }
  }

  /**
   * The server broke the protocol: it agreed to what was not asked for, or sent another number of
   * bytes than it had said. It has been told.
   */
  public static final class Violation extends TftpException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
      super(message);
    }
  }

  /**
   * Something on this side failed or was not allowed: a file, a stream, the network interface, a
   * limit. The server has been told if it took part by then.
   */
  public static final class Local extends TftpException {
    private static final long serialVersionUID = 1L;

    Local(String message) {
      super(message);
    }

    Local(String message, IOException cause) {
      super(message, cause);
    }
  }
}
