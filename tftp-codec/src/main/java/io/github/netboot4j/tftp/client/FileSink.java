package io.github.netboot4j.tftp.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a file goes that is being received: its bytes in order, then its end. */
interface FileSink {
  /** Takes all that remains in the buffer, which has an array. */
  void write(ByteBuffer bytes) throws IOException;

  /** The file is whole. */
  default void complete() throws IOException {}
}
