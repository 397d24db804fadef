package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;

/**
 * The directory whose files are served. A requested name leads to a regular file beneath it or
 * nowhere: symbolic links are followed as long as they stay beneath, and the file that is opened is
 * the one that was checked.
 *
 * <p>Both {@code /} and {@code \} separate, as Windows and UEFI loaders ask with the latter.
 */
final class TftpRoot {
  private static final Set<OpenOption> READ_NO_LINK =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path root;

  /**
   * Serves what is beneath a directory.
   *
   * @throws IOException if it does not exist
   */
  TftpRoot(Path directory) throws IOException {
    root = directory.toRealPath();
  }

  /**
   * Opens the file that a client asked for.
   *
   * @throws NoSuchFileException if there is none
   * @throws AccessDeniedException if the name leads out of the root or to something other than a
   *     readable regular file
   * @throws IOException if it cannot be read
   */
  TftpFile open(String name) throws IOException {
    Path real = resolve(name, clean(name));
    if (!real.startsWith(root)) {
      throw new AccessDeniedException(name, null, "leads out of the root");
    }
    BasicFileAttributes before = attributes(real);
    if (!before.isRegularFile()) {
      throw new AccessDeniedException(name, null, "not a regular file");
    }
    FileChannel channel = openBeneath(root.relativize(real));
    try {
      BasicFileAttributes after = attributes(real);
      if (!Objects.equals(before.fileKey(), after.fileKey()) || !after.isRegularFile()) {
        throw new AccessDeniedException(name, null, "replaced while it was opened");
      }
      return new TftpFile(real, channel, after);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The name as a relative path with {@code /} between names, without {@code .}, {@code ..} and
   * empty names.
   */
  private static String clean(String name) throws AccessDeniedException {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || c == '\ufffd') {
        throw new AccessDeniedException(name, null, "control character or not UTF-8");
      }
    }
    Deque<String> names = new ArrayDeque<>();
    for (String part : name.replace('\\', '/').split("/", -1)) {
      if (part.equals("..")) {
        if (names.pollLast() == null) {
          throw new AccessDeniedException(name, null, "leads out of the root");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        names.addLast(part);
      }
    }
    String first = names.peekFirst();
    if (first == null) {
      throw new AccessDeniedException(name, null, "names the root itself");
    }
    if (first.length() > 1 && first.charAt(1) == ':' && Character.isLetter(first.charAt(0))) {
      throw new AccessDeniedException(name, null, "drive letter");
    }
    return String.join("/", names);
  }

  private Path resolve(String name, String relative) throws IOException {
    try {
      return root.resolve(relative).toRealPath();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException | InvalidPathException e) {
      // Too long, a file where a directory should be, a circle of links: there is no such file.
      NoSuchFileException none = new NoSuchFileException(name);
      none.initCause(e);
      throw none;
    }
  }

  /** Follows no link at any step, so that a link put there after the check leads nowhere. */
  private FileChannel openBeneath(Path relative) throws IOException {
    try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
      if (top instanceof SecureDirectoryStream<Path> directory) {
        return openBeneath(directory, relative, 0);
      }
    }
    return FileChannel.open(root.resolve(relative), READ_NO_LINK);
  }

  private static FileChannel openBeneath(
      SecureDirectoryStream<Path> directory, Path relative, int depth) throws IOException {
    Path name = relative.getName(depth);
    if (depth + 1 < relative.getNameCount()) {
      try (SecureDirectoryStream<Path> next =
          directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return openBeneath(next, relative, depth + 1);
      }
    }
    SeekableByteChannel channel = directory.newByteChannel(name, READ_NO_LINK);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("the file system has no file channels");
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
