package io.github.netboot4j.server;

import io.github.netboot4j.chainload.simulate.BootImage;
import io.github.netboot4j.chainload.simulate.BootImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of commands that need to know what a boot file is. */
final class ImageFlags {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "What TFTP and HTTP serve: files are known by their content. Default: by name.")
  private @Nullable Path root;

  @Option(
      names = "--image",
      paramLabel = "NAME=KIND",
      description = {
        "What a file is: ipxe, ipxe-with-script, gpxe, gpxe-early, script, pxelinux, syslinux,",
        "grub, shim, windows, kernel or disk. Can be given more than once."
      })
  private Map<String, String> images = new TreeMap<>();

  /** What is known of files. */
  BootImages images() throws StartupException {
    BootImages known = BootImages.byName();
    for (Map.Entry<String, String> image : images.entrySet()) {
      BootImage.Kind kind =
          BootImage.Kind.of(image.getValue())
              .orElseThrow(
                  () ->
                      new StartupException(
                          "--image "
                              + Printable.text(image.getKey() + "=" + image.getValue())
                              + ": a file is one of "
                              + Arrays.stream(BootImage.Kind.values())
                                  .map(BootImage.Kind::word)
                                  .collect(Collectors.joining(", "))));
      known = known.declaring(image.getKey(), kind);
    }
    if (root == null) {
      return known;
    }
    if (!Files.isDirectory(root)) {
      throw new StartupException("--root " + root + " is no directory");
    }
    return known.under(root);
  }
}
