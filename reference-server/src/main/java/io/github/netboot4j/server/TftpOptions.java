package io.github.netboot4j.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What TFTP does on demand only.
 *
 * @param followsLinks whether symbolic links that stay beneath the root are followed
 * @param uploads the directory that clients may write into, or null for none
 * @param overwrites whether an upload may replace a file
 * @param ports from which ports files are sent
 */
record TftpOptions(
    boolean followsLinks, @Nullable Path uploads, boolean overwrites, TftpPorts ports) {
  static final TftpOptions NONE = new TftpOptions(false, null, false, TftpPorts.ANY);
}
