package io.github.netboot4j.tftp.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for messages of one line. */
final class PlainText {
  private static final int LONGEST = 200;
  private static final char IN_PLACE = '\uFFFD';

  private PlainText() {}

  /** The text without anything that moves the cursor or turns the direction of writing. */
  static String of(String untrusted) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < untrusted.length(); i++) {
      if (i == LONGEST) {
        return plain.append("...").toString();
      }
      char c = untrusted.charAt(i);
      plain.append(isPlain(c) ? c : IN_PLACE);
    }
    return plain.toString();
  }

  /** Half of a surrogate pair is not plain either: what it stands for may be anything. */
  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Why something failed, without the path that the message of a file system starts with. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        failure instanceof FileSystemException inFileSystem
            ? inFileSystem.getReason()
            : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
