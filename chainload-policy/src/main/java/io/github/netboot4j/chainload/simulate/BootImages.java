package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import io.github.netboot4j.chainload.simulate.BootImage.Knowledge;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what the files are that machines fetch: as was declared, by their content where they are at
 * hand, or else by their names. Immutable but for what it remembers; safe for use by threads.
 */
public final class BootImages {
  private static final BootImages BY_NAME = new BootImages(Map.of(), null);

  private final Map<String, Kind> declared;
  private final @Nullable Path root;
  private final Map<String, BootImage> known = new ConcurrentHashMap<>();

  private BootImages(Map<String, Kind> declared, @Nullable Path root) {
    this.declared = declared;
    this.root = root;
  }

  /**
   * Knows files by their names alone. A name means today's build: {@code undionly.kpxe} is iPXE.
   *
   * @return what nothing was declared to
   */
  public static BootImages byName() {
    return BY_NAME;
  }

  /**
   * The same, knowing better about one file.
   *
   * @param name the whole name as configured, or its last part
   * @param kind what it is
   * @return a new object
   */
  public BootImages declaring(String name, Kind kind) {
    Map<String, Kind> more = new LinkedHashMap<>(declared);
    more.put(name, kind);
    return new BootImages(new TreeMap<>(more), root);
  }

  /**
   * The same, looking into the files below a directory: what TFTP and HTTP serve.
   *
   * @param directory the root that names are relative to
   * @return a new object
   */
  public BootImages under(Path directory) {
    return new BootImages(declared, directory);
  }

  /**
   * What a file is.
   *
   * @param name as configured: a name for TFTP, or a URI
   * @return never null; of kind {@link Kind#UNKNOWN} if nothing tells
   */
  public BootImage find(String name) {
    return known.computeIfAbsent(name, this::look);
  }

  private BootImage look(String name) {
    String path = ImageNames.path(name);
    BootImage byName = ImageNames.of(name);
    Kind kind =
        declared.getOrDefault(name, declared.get(path.substring(path.lastIndexOf('/') + 1)));
    if (kind != null) {
      return new BootImage(name, kind, byName.runsOn(), byName.exact(), Knowledge.DECLARED);
    }
    return root == null ? byName : ImageFiles.look(root, byName);
  }

  /**
   * The file itself, where it is at hand.
   *
   * @return null if there is no root, or no such file below it
   */
  @Nullable Path file(String name) {
    return root == null ? null : ImageFiles.file(root, name);
  }
}
