package io.github.netboot4j.server;

/** How a TFTP request ended. */
enum TftpOutcome {
  /** The client acknowledged the last block. */
  COMPLETE,
  /** The client's file was received whole, and is in its place. */
  STORED,
  /** The client asked for the size and left, as UEFI firmware and iPXE do. */
  SIZE_PROBED,
  /** The client ended the transfer with an ERROR. */
  REFUSED_BY_CLIENT,
  /** The client fell silent. */
  TIMED_OUT,
  /** There is no such file, or no such directory to write into. */
  NOT_FOUND,
  /** The name leads out of the root, or to what is not a regular file that may be used. */
  ACCESS_DENIED,
  /** A write request, where nothing may be written. */
  WRITE_REFUSED,
  /** A write request for a file that is there already. */
  EXISTS,
  /** A write request for more than a limit or the file system allows. */
  NO_SPACE,
  /** Anything else; the detail says what. */
  FAILED
}
