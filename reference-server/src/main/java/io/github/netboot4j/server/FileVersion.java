package io.github.netboot4j.server;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What tells one content of a file from another: the file itself, its size, and when it was
 * changed.
 *
 * @param tag an entity tag (RFC 9110 §8.8.3), a weak one if the version is not settled
 * @param modified when the content was changed
 * @param isSettled whether any other content would show. A file that was changed just now may
 *     change again within what its file system knows of time
 */
record FileVersion(String tag, Instant modified, boolean isSettled) {
  /** The coarsest clock of a file system in use, FAT's. */
  private static final Duration COARSEST = Duration.ofSeconds(2);

  /**
   * The version of a file.
   *
   * @param attributes of the open file
   * @param now when they were read
   */
  static FileVersion of(BasicFileAttributes attributes, Instant now) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    boolean settled = modified.plus(COARSEST).isBefore(now);
    long nanos = modified.getEpochSecond() * 1_000_000_000L + modified.getNano();
    String tag =
        "%s\"%x-%x-%x\""
            .formatted(
                settled ? "" : "W/",
                nanos,
                attributes.size(),
                Objects.hashCode(attributes.fileKey()));
    return new FileVersion(tag, modified, settled);
  }
}
