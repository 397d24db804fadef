package io.github.netboot4j.server.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Files to transfer, of random bytes, and all different from the start. */
final class PeerFiles {
  /** Blocks of 512 bytes: one more than there are block numbers but 0. */
  static final int MORE_THAN_BLOCK_NUMBERS = 65_535 * 512 + 1;

  /** 78,125 whole blocks of 512 bytes, so that the last is empty. */
  static final int FORTY_MEGABYTES = 40_000_000;

  /** The edges of blocks, a middling size, and the two above. */
  static final List<Integer> SIZES =
      List.of(0, 1, 511, 512, 513, 1_000_000, MORE_THAN_BLOCK_NUMBERS, FORTY_MEGABYTES);

  private PeerFiles() {}

  /** Writes files of these sizes into a directory. */
  static void write(Path directory, List<Integer> sizes) throws IOException {
    for (int size : sizes) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      Files.write(directory.resolve(name(size)), bytes);
    }
  }

  /** The name of the file of this size. */
  static String name(int size) {
    return "f" + size;
  }

  /** Fails unless two files are the same, byte by byte. */
  static void requireSame(Path expected, Path actual) throws IOException {
    assertEquals(
        -1,
        Files.mismatch(expected, actual),
        () -> "the first byte that differs, of " + expected + " and " + actual);
  }
}
