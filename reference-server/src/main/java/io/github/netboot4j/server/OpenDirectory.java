package io.github.netboot4j.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * An open directory, and what is done in it by names without slashes. No symbolic link is ever
 * followed.
 *
 * <p>Where the system can open files relative to an open directory, as Linux can, what is reached
 * lies beneath the top whatever is renamed meanwhile. Elsewhere it is checked before and after.
 */
abstract class OpenDirectory implements Closeable {
  /**
   * Opens the directory of a file beneath a top, step by step.
   *
   * @param top a real path, which is trusted
   * @param file the file, seen from there
   * @throws NoSuchFileException if there is no such directory
   * @throws AccessDeniedException if there is a link on the way
   */
  @SuppressWarnings("StreamResourceLeak") // closes with the directory
  static OpenDirectory open(Path top, Path file) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(top);
    OpenDirectory directory;
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      directory = new Secure(secure);
    } else {
      stream.close();
      directory = new Plain(top);
    }
    return descend(directory, file);
  }

  /** For tests of what is done on other systems. */
  static OpenDirectory openPlain(Path top, Path file) throws IOException {
    return descend(new Plain(top), file);
  }

  private static OpenDirectory descend(OpenDirectory top, Path file) throws IOException {
    OpenDirectory directory = top;
    try {
      for (int i = 0; i < file.getNameCount() - 1; i++) {
        Path name = file.getName(i);
        if (!directory.require(name).isDirectory()) {
          throw new NoSuchFileException(name.toString(), null, "not a directory");
        }
        OpenDirectory next = directory.child(name);
        directory.close();
        directory = next;
      }
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** The attributes of what is there and is no link. */
  final BasicFileAttributes require(Path name) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = attributes(name);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Too long, or the directory is gone: there is no such file.
      NoSuchFileException none = new NoSuchFileException(name.toString());
      none.initCause(e);
      throw none;
    }
    if (attributes.isSymbolicLink()) {
      throw new AccessDeniedException(name.toString(), null, "symbolic link");
    }
    return attributes;
  }

  /** Whether there is anything of this name, be it a link. */
  final boolean has(Path name) throws IOException {
    try {
      attributes(name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Attributes, of a link itself if it is one. */
  abstract BasicFileAttributes attributes(Path name) throws IOException;

  /** Opens a file, which is no link. */
  abstract FileChannel file(Path name, Set<? extends OpenOption> options) throws IOException;

  /** Renames at once; what had the new name is gone. */
  abstract void rename(Path from, Path to) throws IOException;

  abstract void delete(Path name) throws IOException;

  abstract OpenDirectory child(Path name) throws IOException;

  private static Set<OpenOption> noLink(Set<? extends OpenOption> options) {
    Set<OpenOption> all = new HashSet<>(options);
    all.add(LinkOption.NOFOLLOW_LINKS);
    return all;
  }

  private static final class Secure extends OpenDirectory {
    private final SecureDirectoryStream<Path> stream;

    Secure(SecureDirectoryStream<Path> stream) {
      this.stream = stream;
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
      return stream
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    }

    @Override
    FileChannel file(Path name, Set<? extends OpenOption> options) throws IOException {
      SeekableByteChannel channel = stream.newByteChannel(name, noLink(options));
      if (channel instanceof FileChannel file) {
        return file;
      }
      channel.close();
      throw new IOException("the file system has no file channels");
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      stream.move(from, stream, to);
    }

    @Override
    void delete(Path name) throws IOException {
      stream.deleteFile(name);
    }

    @Override
    OpenDirectory child(Path name) throws IOException {
      return new Secure(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private static final class Plain extends OpenDirectory {
    private final Path path;

    Plain(Path path) {
      this.path = path;
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
      return Files.readAttributes(
          path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    FileChannel file(Path name, Set<? extends OpenOption> options) throws IOException {
      requireReal();
      FileChannel channel = FileChannel.open(path.resolve(name), noLink(options));
      try {
        requireReal();
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      requireReal();
      Files.move(
          path.resolve(from),
          path.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    void delete(Path name) throws IOException {
      requireReal();
      Files.delete(path.resolve(name));
    }

    @Override
    OpenDirectory child(Path name) {
      return new Plain(path.resolve(name));
    }

    private void requireReal() throws IOException {
      if (!path.toRealPath().equals(path)) {
        throw new AccessDeniedException(path.toString(), null, "replaced by a link");
      }
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
