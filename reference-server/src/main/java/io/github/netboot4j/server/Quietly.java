package io.github.netboot4j.server;

import org.jspecify.annotations.Nullable;

/** Ends what is of no use any more, and of whose failure nobody needs to hear. */
final class Quietly {
  private Quietly() {}

  /** Closes what has nothing left to be written. */
  static void close(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      // It was read from, or sent to; and is no longer.
    }
  }
}
