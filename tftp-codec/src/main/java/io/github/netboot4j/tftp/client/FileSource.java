package io.github.netboot4j.tftp.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a file comes from that is being sent. */
@FunctionalInterface
interface FileSource {
  /**
   * Reads some bytes.
   *
   * @param target has room, and an array
   * @return how many, or -1 at the end of the file
   */
  int read(ByteBuffer target) throws IOException;
}
