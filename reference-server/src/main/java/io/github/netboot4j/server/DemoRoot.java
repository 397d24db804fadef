package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A sample root for the demo, made in a temporary directory and removed again. Its loaders stand in
 * for the real ones: of their size, and marked with what they become when a machine runs them.
 */
record DemoRoot(Path directory) implements AutoCloseable {
  static final String BIOS_LOADER = "undionly.kpxe";
  static final String UEFI_LOADER = "snponly.efi";
  static final String SCRIPT = "boot.ipxe";

  private static final String BECOMES_IPXE = "netboot4j sample loader: becomes iPXE\n";
  private static final String SCRIPT_START = "#!ipxe\n";

  static DemoRoot create() throws IOException {
    DemoRoot root = new DemoRoot(Files.createTempDirectory("netboot4j-demo"));
    Files.createDirectories(root.tftp());
    Files.createDirectories(root.http());
    Files.write(root.tftp().resolve(BIOS_LOADER), loader(69_120));
    Files.write(root.tftp().resolve(UEFI_LOADER), loader(266_240));
    Files.write(root.http().resolve(UEFI_LOADER), loader(266_240));
    Files.writeString(
        root.http().resolve(SCRIPT),
        SCRIPT_START + "echo Booted ${net0/mac} from ${next-server}\nshell\n");
    return root;
  }

  Path tftp() {
    return directory.resolve("tftp");
  }

  Path http() {
    return directory.resolve("http");
  }

  /** Whether a machine that runs this image goes on as iPXE. */
  static boolean becomesIpxe(byte[] image) {
    return startsWith(image, BECOMES_IPXE);
  }

  static boolean isScript(byte[] image) {
    return startsWith(image, SCRIPT_START);
  }

  private static boolean startsWith(byte[] image, String mark) {
    byte[] octets = mark.getBytes(StandardCharsets.US_ASCII);
    return image.length >= octets.length
        && java.util.Arrays.equals(image, 0, octets.length, octets, 0, octets.length);
  }

  private static byte[] loader(int size) {
    byte[] image = new byte[size];
    new Random(size).nextBytes(image);
    byte[] mark = BECOMES_IPXE.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mark, 0, image, 0, mark.length);
    return image;
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
