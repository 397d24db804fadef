package io.github.netboot4j.chainload.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What a configuration says about serving files by TFTP.
 *
 * @param enabled whether this server is to serve them
 * @param root the directory as written in the file; null if none is named
 * @param singlePort whether transfers stay on the server's port
 * @param blockSize whether a client may choose its block size
 */
public record TftpSettings(
    boolean enabled, @Nullable String root, boolean singlePort, boolean blockSize) {
  /** No TFTP. */
  public static final TftpSettings NONE = new TftpSettings(false, null, false, true);
}
