package io.github.netboot4j.server;

import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The names that clients may ask for, for reading and for writing alike. */
final class TftpName {
  private TftpName() {}

  /**
   * A name as a relative path without {@code .}, {@code ..} and empty names. Both {@code /} and
   * {@code \} separate, as Windows and UEFI loaders ask with the latter.
   *
   * @throws AccessDeniedException if it cannot be the name of something beneath a directory
   * @throws NoSuchFileException if this system has no such names
   */
  static Path relative(String name) throws AccessDeniedException, NoSuchFileException {
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
    try {
      return Path.of(String.join("/", names));
    } catch (InvalidPathException e) {
      NoSuchFileException none = new NoSuchFileException(name);
      none.initCause(e);
      throw none;
    }
  }
}
