package io.github.netboot4j.chainload.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a configuration's files, those that it includes among them, within bounds: a loop of
 * includes and files without end are told to the user, not followed.
 */
final class SourceFiles {
  private static final int LARGEST = 64 << 20;
  private static final int MOST_FILES = 10_000;
  private static final int DEEPEST = 32;

  private final Deque<Path> open = new ArrayDeque<>();
  private long octets;
  private int files;

  /**
   * Reads a file; {@link #close} is to follow when all of it, and what it includes, was taken.
   *
   * @param path the file
   * @param from where it was named, for errors
   * @param line the line it was named in; 0 when the user named it
   * @return its text, one character an octet
   */
  String open(Path path, String from, int line) throws ConfigurationException {
    Path real;
    try {
      real = path.toRealPath();
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(from, line, "no such file" + named(path, line));
    } catch (IOException | SecurityException e) {
      throw new ConfigurationException(
          from, line, "cannot be read" + named(path, line) + ": " + e.getMessage());
    }
    if (open.contains(real)) {
      throw new ConfigurationException(from, line, "includes itself: " + path);
    }
    if (open.size() == DEEPEST) {
      throw new ConfigurationException(
          from, line, "files include one another more than " + DEEPEST + " deep");
    }
    if (++files > MOST_FILES) {
      throw new ConfigurationException(from, line, "more than " + MOST_FILES + " files");
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(real)) {
      content = in.readNBytes((int) (LARGEST - octets + 1));
    } catch (IOException e) {
      throw new ConfigurationException(
          from,
          line,
          Files.isDirectory(real)
              ? "is a directory" + named(path, line)
              : "cannot be read" + named(path, line) + ": " + e.getMessage());
    }
    octets += content.length;
    if (octets > LARGEST) {
      throw new ConfigurationException(
          from, line, "the configuration is larger than " + (LARGEST >> 20) + " MiB");
    }
    open.push(real);
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /** Ends the file opened last. */
  void close() {
    open.pop();
  }

  /** One that the user named is named by the place of the fault already. */
  private static String named(Path path, int line) {
    return line == 0 ? "" : ": " + path;
  }
}
