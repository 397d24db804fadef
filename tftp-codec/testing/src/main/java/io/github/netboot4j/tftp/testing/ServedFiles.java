package io.github.netboot4j.tftp.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The files that {@link TftpServerContract} asks a server for. They are the same each time. */
public final class ServedFiles {
  /** Its blocks of eight octets are more than there are block numbers. */
  static final String WRAPS = "contract-wraps";

  /** CR and LF in every order, and at the ends of blocks of 512 octets. */
  static final String TEXT = "contract-text";

  /** 196 blocks of 512 octets, the last of them not full. */
  static final String LONG = "contract-100000";

  /** Two blocks. */
  static final String SHORT = "contract-513";

  private static final int[] SIZES = {0, 1, 511, 512, 513, 1024, 100_000};
  private static final String LINES = "a\nb\r\nc\r\rd\n\ne\0f\r\0g";

  private static final Map<String, byte[]> FILES = files();

  private ServedFiles() {}

  /**
   * Writes them.
   *
   * @param root the directory that the server serves; readable for everyone afterwards
   * @throws IOException if that is not possible
   */
  public static void write(Path root) throws IOException {
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      Files.write(root.resolve(file.getKey()), file.getValue());
    }
  }

  static byte[] content(String name) {
    byte[] content = FILES.get(name);
    if (content == null) {
      throw new IllegalArgumentException(name);
    }
    return content;
  }

  /** The names of files of every size that could be special. */
  static Iterable<String> ofEverySize() {
    return FILES.keySet().stream().filter(name -> name.matches(".*\\d")).toList();
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int size : SIZES) {
      files.put("contract-" + size, random(size));
    }
    files.put(TEXT, LINES.repeat(100).getBytes(StandardCharsets.US_ASCII));
    files.put(WRAPS, random(65_537 * 8 + 3));
    return files;
  }

  private static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }
}
