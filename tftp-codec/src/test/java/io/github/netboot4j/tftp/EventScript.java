package io.github.netboot4j.tftp;

/** Bytes as a row of small numbers; when they are used up, there is nothing more to do. */
final class EventScript {
  private final byte[] bytes;
  private int at;

  EventScript(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  int unsigned8() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  int signed8() {
    return (byte) unsigned8();
  }

  int unsigned16() {
    return unsigned8() << 8 | unsigned8();
  }
}
