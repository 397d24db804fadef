package io.github.netboot4j.server;

/** How a TFTP request ended. */
enum TftpOutcome {
  /** The client acknowledged the last block. */
  COMPLETE,
  /** The client asked for the size and left, as UEFI firmware and iPXE do. */
  SIZE_PROBED,
  /** The client ended the transfer with an ERROR. */
  REFUSED_BY_CLIENT,
  /** The client fell silent. */
  TIMED_OUT,
  /** There is no such file. */
  NOT_FOUND,
  /** The name leads out of the root, or to what is not a readable regular file. */
  ACCESS_DENIED,
  /** A write request. */
  WRITE_REFUSED,
  /** Anything else; the detail says what. */
  FAILED
}
