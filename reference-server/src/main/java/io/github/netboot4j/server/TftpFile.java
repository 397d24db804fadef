package io.github.netboot4j.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open file, read as it was when it was opened: bytes that are added later do not count, and a
 * file that was changed in place is an error and never a mixture. A file that was replaced by
 * another of its name stays what it was.
 */
final class TftpFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final @Nullable Object key;
  private final FileTime modified;
  private final ByteBuffer[] one = new ByteBuffer[1];

  TftpFile(Path path, FileChannel channel, BasicFileAttributes attributes) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    this.key = attributes.fileKey();
    this.modified = attributes.lastModifiedTime();
  }

  /** Bytes in the file when it was opened. */
  long size() {
    return size;
  }

  /**
   * Reads at an offset until the targets are full or the file ends.
   *
   * @param count how many of the targets to fill, from the first
   * @return bytes read
   * @throws IOException if it cannot be read or has become shorter
   */
  long read(ByteBuffer[] targets, int count, long offset) throws IOException {
    long wanted = 0;
    for (int i = 0; i < count; i++) {
      wanted += targets[i].remaining();
    }
    long end = Math.min(size, offset + wanted);
    long at = offset;
    channel.position(offset);
    while (at < end) {
      long read = channel.read(targets, 0, count);
      if (read < 0) {
        throw new IOException("the file became shorter while it was sent");
      }
      at += read;
    }
    return end - offset; // what was added to the file since does not count
  }

  /** Reads at an offset into one target; see the other method. */
  long read(ByteBuffer target, long offset) throws IOException {
    one[0] = target;
    return read(one, 1, offset);
  }

  /**
   * To be called when the last byte has been read.
   *
   * @throws IOException if the file was changed since it was opened
   */
  void requireUnchanged() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // removed: what is open is the old file, whole
    }
    boolean same = Objects.equals(key, now.fileKey());
    if (same && (now.size() != size || !now.lastModifiedTime().equals(modified))) {
      throw new IOException("the file changed while it was sent");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
