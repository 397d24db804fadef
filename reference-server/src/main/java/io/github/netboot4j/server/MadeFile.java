package io.github.netboot4j.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Octets that the server has made for a request. */
final class MadeFile extends ServedFile {
  private final byte[] content;

  /** Octets that nobody changes any more. */
  MadeFile(byte[] content) {
    this.content = content;
  }

  @Override
  long size() {
    return content.length;
  }

  @Override
  long read(ByteBuffer[] targets, int count, long offset) {
    int at = (int) Math.min(offset, content.length);
    long first = at;
    for (int i = 0; i < count; i++) {
      int octets = Math.min(targets[i].remaining(), content.length - at);
      targets[i].put(content, at, octets);
      at += octets;
    }
    return at - first;
  }

  @Override
  void requireUnchanged() {
    // Nobody can change it.
  }

  @Override
  @Nullable FileVersion version() {
    return null;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
