package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory whose files are served. A requested name leads to a regular file beneath it or
 * nowhere, and the file that is opened is the one that was checked.
 */
final class FileRoot {
  private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

  private final Path root;
  private final boolean followsLinks;
  private final MadeFiles made;
  private final @Nullable ScriptTemplates templates;

  /**
   * Serves what is beneath a directory.
   *
   * @param directory if it is a link itself, what it leads to is served
   * @param followsLinks whether symbolic links that lead to something beneath it are followed
   * @throws IOException if it does not exist
   */
  FileRoot(Path directory, boolean followsLinks) throws IOException {
    this(directory, followsLinks, MadeFiles.NONE, null);
  }

  /**
   * Serves what is beneath a directory, files that are made, and templates filled in.
   *
   * @param directory as in {@link #FileRoot(Path, boolean)}
   * @param followsLinks as there
   * @param made goes before what is in the directory
   * @param templates fills them in; null for nothing like that
   * @throws IOException if the directory does not exist
   */
  FileRoot(
      Path directory, boolean followsLinks, MadeFiles made, @Nullable ScriptTemplates templates)
      throws IOException {
    root = directory.toRealPath();
    this.followsLinks = followsLinks;
    this.made = made;
    this.templates = templates;
  }

  /**
   * Opens the file that a client asked for, or fills in its template.
   *
   * @throws TemplateException if the template cannot be filled in
   * @throws IOException as the other method
   */
  ServedFile open(String name, FileAsker asker) throws IOException {
    return templates == null ? open(name) : templates.open(this, name, asker);
  }

  /**
   * Opens the file that a client asked for.
   *
   * @throws NoSuchFileException if there is none
   * @throws AccessDeniedException if the name leads out of the root or to something other than a
   *     readable regular file
   * @throws IOException if it cannot be read
   */
  ServedFile open(String name) throws IOException {
    byte[] content = made.content(name);
    if (content != null) {
      return new MadeFile(content);
    }
    Path relative = TftpName.relative(name);
    if (followsLinks) {
      relative = withoutLinks(name, relative);
    }
    Path file = relative.getFileName();
    try (OpenDirectory directory = OpenDirectory.open(root, relative)) {
      BasicFileAttributes before = directory.require(file);
      if (!before.isRegularFile()) {
        throw new AccessDeniedException(name, null, "not a regular file");
      }
      FileChannel channel = directory.file(file, READ);
      try {
        BasicFileAttributes after = directory.require(file);
        if (!Objects.equals(before.fileKey(), after.fileKey())) {
          throw new AccessDeniedException(name, null, "replaced while it was opened");
        }
        return new DiskFile(root.resolve(relative), channel, after);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** Where the links lead to. That none is followed from there on is seen to when it is opened. */
  private Path withoutLinks(String name, Path relative) throws IOException {
    Path real;
    try {
      real = root.resolve(relative).toRealPath();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Too long, a file where a directory should be, a circle of links: there is no such file.
      NoSuchFileException none = new NoSuchFileException(name);
      none.initCause(e);
      throw none;
    }
    if (!real.startsWith(root) || real.equals(root)) {
      throw new AccessDeniedException(name, null, "leads out of the root");
    }
    return root.relativize(real);
  }
}
