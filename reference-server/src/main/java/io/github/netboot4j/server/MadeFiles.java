package io.github.netboot4j.server;

import org.jspecify.annotations.Nullable;

/** Files that the server makes itself, served beside those of a directory and before them. */
@FunctionalInterface
interface MadeFiles {
  /** None at all. */
  MadeFiles NONE = path -> null;

  /**
   * What a file holds.
   *
   * @param path as a client asked for it, with or without a slash before it
   * @return null if no such file is made
   */
  byte @Nullable [] content(String path);
}
