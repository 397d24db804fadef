package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open file of a directory, read as it was when it was opened: bytes that are added later do not
 * count, and a file that was changed in place is an error and never a mixture. A file that was
 * replaced by another of its name stays what it was.
 */
final class DiskFile extends ServedFile {
  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final @Nullable Object key;
  private final FileTime modified;
  private final BasicFileAttributes attributes;
  private final Instant opened = Instant.now();

  DiskFile(Path path, FileChannel channel, BasicFileAttributes attributes) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    this.key = attributes.fileKey();
    this.modified = attributes.lastModifiedTime();
    this.attributes = attributes;
  }

  @Override
  long size() {
    return size;
  }

  @Override
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

  @Override
  FileVersion version() {
    return FileVersion.of(attributes, opened);
  }

  @Override
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
