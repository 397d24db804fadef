package io.github.netboot4j.server;

/** Why a TFTP request is dropped without an answer; its client asks again. */
enum TftpDropped {
  /** Its address asked too often in a second. */
  TOO_FREQUENT,
  /** There are as many transfers as there may be, of all, of its address or of its kind. */
  TOO_MANY
}
