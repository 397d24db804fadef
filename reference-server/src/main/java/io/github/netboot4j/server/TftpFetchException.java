package io.github.netboot4j.server;

import java.io.IOException;

/** A file could not be fetched, because the server said so or said nothing. */
final class TftpFetchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errorCode;

  TftpFetchException(int errorCode, String message) {
    super(message);
    this.errorCode = errorCode;
  }

  /**
   * The server's error code, see {@link io.github.netboot4j.tftp.TftpErrorCode}; 0 if it sent none.
   */
  int errorCode() {
    return errorCode;
  }
}
