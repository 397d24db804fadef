package io.github.netboot4j.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory that clients may write into. A file appears under its name when it is whole: until
 * then it has a name in the same directory that nobody can guess. A file that is there already
 * stays, unless told otherwise. Names lead to what {@link TftpName} allows, in directories that
 * exist, and no symbolic link is followed.
 */
final class TftpUploads {
  private static final String TEMPORARY = ".tftp-upload-";
  private static final Pattern TEMPORARY_NAME = Pattern.compile("\\.tftp-upload-[0-9a-f]{32}");
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final Path top;
  private final boolean overwrites;
  private final SecureRandom random = new SecureRandom();

  /** What is being written at this time. Guarded by itself. */
  private final Set<Path> taken = new HashSet<>();

  /**
   * Takes files into a directory. What a server before this one left unfinished is removed.
   *
   * @param directory if it is a link itself, what it leads to is meant
   * @param overwrites whether a file that is there may be replaced
   * @throws IOException if it does not exist
   */
  TftpUploads(Path directory, boolean overwrites) throws IOException {
    top = directory.toRealPath();
    this.overwrites = overwrites;
    removeRemains();
  }

  /**
   * A place for a file. Nothing is written before {@link Place#write}.
   *
   * @throws NoSuchFileException if its directory does not exist
   * @throws FileAlreadyExistsException if it is there, or is being written, and may not be replaced
   * @throws AccessDeniedException if the name is not allowed, or is that of something else than a
   *     regular file
   * @throws IOException if the directory cannot be used
   */
  Place place(String name) throws IOException {
    Path relative = TftpName.relative(name);
    Path file = relative.getFileName();
    if (file.toString().startsWith(TEMPORARY)) {
      throw new AccessDeniedException(name, null, "a name of the server's own");
    }
    OpenDirectory directory = OpenDirectory.open(top, relative);
    try {
      requireRoom(directory, file);
      synchronized (taken) {
        if (!taken.add(relative)) {
          throw new FileAlreadyExistsException(name, null, "being written");
        }
      }
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
    return new Place(relative, directory);
  }

  private void requireRoom(OpenDirectory directory, Path file) throws IOException {
    if (directory.has(file)) {
      if (!directory.require(file).isRegularFile()) {
        throw new AccessDeniedException(file.toString(), null, "not a regular file");
      }
      if (!overwrites) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
  }

  /** A file that is yet to come. Closing it removes what was not completed. */
  final class Place implements Closeable {
    private final Path relative;
    private final OpenDirectory directory;
    private final Path temporary;
    private @Nullable FileChannel channel;

    private Place(Path relative, OpenDirectory directory) {
      this.relative = relative;
      this.directory = directory;
      byte[] name = new byte[16];
      random.nextBytes(name);
      temporary = Path.of(TEMPORARY + HexFormat.of().formatHex(name));
    }

    /** Bytes that the file system has left for this program. */
    long usableSpace() throws IOException {
      return Files.getFileStore(parent()).getUsableSpace();
    }

    private Path parent() {
      return Objects.requireNonNull(top.resolve(relative).getParent());
    }

    /** Adds bytes. */
    void write(ByteBuffer octets) throws IOException {
      FileChannel open = open();
      while (octets.hasRemaining()) {
        open.write(octets);
      }
    }

    private FileChannel open() throws IOException {
      if (channel == null) {
        channel = directory.file(temporary, CREATE);
        lock(channel);
      }
      return channel;
    }

    /**
     * Gives the file its name, when its bytes are on stable storage.
     *
     * @throws FileAlreadyExistsException if the name was taken meanwhile
     */
    void complete() throws IOException {
      FileChannel open = open();
      open.force(true);
      Path file = relative.getFileName();
      requireRoom(directory, file);
      if (overwrites || !isLinked(file)) {
        directory.rename(temporary, file);
      }
      open.close();
      channel = null;
      forceDirectory();
    }

    /**
     * A second name for the file fails if someone else takes the name at this moment, which
     * renaming does not. Only in the top directory, as this goes by paths, and what is below may be
     * exchanged by others.
     */
    private boolean isLinked(Path file) throws IOException {
      if (relative.getNameCount() > 1) {
        return false;
      }
      try {
        Files.createLink(top.resolve(file), top.resolve(temporary));
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (UnsupportedOperationException | IOException e) {
        return false; // Not every file system knows second names.
      }
      directory.delete(temporary);
      return true;
    }

    private void forceDirectory() {
      try (FileChannel names = FileChannel.open(parent(), StandardOpenOption.READ)) {
        names.force(true);
      } catch (IOException e) {
        // Not every system can; the file itself is stored.
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (taken) {
        taken.remove(relative);
      }
      try (directory) {
        if (channel != null) {
          channel.close();
          channel = null;
          directory.delete(temporary);
        }
      }
    }
  }

  /** A lock tells other servers that this file is being written; whether it could be had. */
  private static boolean lock(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private void removeRemains() throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && TEMPORARY_NAME.matcher(file.getFileName().toString()).matches()) {
              removeIfLeft(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void removeIfLeft(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (lock(channel)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // It is of no use to anyone, and in nobody's way.
    }
  }
}
