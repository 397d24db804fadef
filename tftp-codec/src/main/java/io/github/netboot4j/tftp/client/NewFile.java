package io.github.netboot4j.tftp.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that nobody sees before it is whole: written under another name beside its place, and then
 * renamed. What was not completed is removed.
 */
final class NewFile implements FileSink, Closeable {
  private final Path place;
  private final boolean replace;
  private final Path temporary;
  private final FileChannel channel;
  private boolean placed;

  /**
   * Opens the file under its temporary name.
   *
   * @param target the place; if it is a link, the place is what it leads to
   * @param replace whether a file may be there already
   * @throws FileAlreadyExistsException if there is one and it may not
   */
  NewFile(Path target, boolean replace) throws IOException {
    this.replace = replace;
    if (Files.exists(target)) {
      place = target.toRealPath();
      if (!Files.isRegularFile(place)) {
        throw new FileSystemException(target.toString(), null, "it is no regular file");
      }
      if (!replace) {
        throw new FileAlreadyExistsException(target.toString());
      }
    } else {
      place = target.toAbsolutePath();
    }
    Path directory = place.getParent();
    if (directory == null || (Files.exists(directory) && !Files.isDirectory(directory))) {
      throw new NotDirectoryException(String.valueOf(directory));
    }
    temporary = directory.resolve(".tftp-%016x".formatted(ThreadLocalRandom.current().nextLong()));
    channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Puts the file in its place when its bytes are on stable storage. */
  @Override
  public void complete() throws IOException {
    channel.force(true);
    channel.close();
    if (replace) {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      placeAlone();
    }
    placed = true;
  }

  /** A second name fails if someone was faster, which renaming does not everywhere. */
  private void placeAlone() throws IOException {
    try {
      Files.createLink(place, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      Files.move(temporary, place); // Not every file system knows second names.
      return;
    }
    Files.delete(temporary);
  }

  /** Removes what was not completed. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!placed) {
      Files.deleteIfExists(temporary);
    }
  }
}
