package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import io.github.netboot4j.chainload.simulate.BootImage.Knowledge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What files are by what is in them. Loaders that are packed, as iPXE's for BIOS are, show nothing:
 * then the name speaks.
 */
final class ImageFiles {
  /** More of a file is not looked at: loaders are smaller. */
  private static final int MOST = 8 << 20;

  private static final int LINUX_MAGIC = 0x202;
  private static final int LINUX_EFI_MAGIC = 0x38;

  /** The machine types of PE images (Microsoft PE format, "Machine Types"). */
  private static final Map<Integer, ClientArchitecture> MACHINES =
      Map.of(
          0x014C, ClientArchitecture.X86_UEFI,
          0x8664, ClientArchitecture.X64_UEFI,
          0x01C0, ClientArchitecture.ARM32_UEFI,
          0x01C2, ClientArchitecture.ARM32_UEFI,
          0xAA64, ClientArchitecture.ARM64_UEFI,
          0x5064, ClientArchitecture.RISCV64_UEFI,
          0x6264, ClientArchitecture.LOONGARCH64_UEFI);

  private record Mark(String text, Kind kind) {}

  /**
   * What tells programs, the surest first. A line feed behind the magic of a script is that of a
   * script: in the loader itself a NUL stands there.
   */
  private static final List<Mark> MARKS =
      List.of(
          new Mark("#!ipxe\n", Kind.IPXE_WITH_SCRIPT),
          new Mark("#!ipxe\r\n", Kind.IPXE_WITH_SCRIPT),
          new Mark("#!gpxe\n", Kind.IPXE_WITH_SCRIPT),
          new Mark("http://ipxe.org", Kind.IPXE),
          new Mark("https://ipxe.org", Kind.IPXE),
          new Mark("iPXE", Kind.IPXE),
          new Mark("gPXE", Kind.GPXE),
          new Mark("PXELINUX", Kind.PXELINUX),
          new Mark("SYSLINUX", Kind.SYSLINUX),
          new Mark("UEFI SHIM", Kind.SHIM),
          new Mark("GNU GRUB", Kind.GRUB),
          new Mark("grub_", Kind.GRUB),
          new Mark("B\0o\0o\0t\0m\0g\0r\0", Kind.WINDOWS),
          new Mark("b\0o\0o\0t\0m\0g\0r\0", Kind.WINDOWS),
          new Mark("WDSNBP", Kind.WINDOWS));

  private ImageFiles() {}

  /** What a file is, if it is there and shows it; else what its name says. */
  static BootImage look(Path root, BootImage byName) {
    Path file = file(root, byName.name());
    if (file == null) {
      return ImageNames.isWeb(byName.name())
          ? byName
          : new BootImage(byName.name(), Kind.MISSING, Set.of(), false, Knowledge.CONTENT);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(MOST), byName);
    } catch (IOException e) {
      return byName;
    }
  }

  /** The file below the root; null if there is none. */
  static @Nullable Path file(Path root, String name) {
    String path = ImageNames.path(name);
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    try {
      Path below = root.toAbsolutePath().normalize();
      Path file = below.resolve(path.substring(start)).normalize();
      return file.startsWith(below) && Files.isRegularFile(file) ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static BootImage of(byte[] octets, BootImage byName) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    if (text.startsWith("#!ipxe") || text.startsWith("#!gpxe")) {
      return new BootImage(byName.name(), Kind.SCRIPT, Set.of(), false, Knowledge.CONTENT);
    }
    ClientArchitecture machine = machine(octets);
    Set<ClientArchitecture> runsOn = machine == null ? byName.runsOn() : Set.of(machine);
    boolean exact = machine != null || byName.exact();
    if (text.startsWith("HdrS", LINUX_MAGIC) || text.startsWith("ARMd", LINUX_EFI_MAGIC)) {
      return new BootImage(byName.name(), Kind.KERNEL, runsOn, exact, Knowledge.CONTENT);
    }
    for (Mark mark : MARKS) {
      if (text.contains(mark.text)) {
        return new BootImage(byName.name(), mark.kind, runsOn, exact, Knowledge.CONTENT);
      }
    }
    Knowledge known = machine == null ? byName.known() : Knowledge.CONTENT;
    return new BootImage(byName.name(), byName.kind(), runsOn, exact, known);
  }

  private static @Nullable ClientArchitecture machine(byte[] octets) {
    ByteBuffer image = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    if (octets.length < 0x40 || octets[0] != 'M' || octets[1] != 'Z') {
      return null;
    }
    int header = image.getInt(0x3C);
    if (header < 0 || header > octets.length - 6 || image.getInt(header) != 0x4550) {
      return null;
    }
    return MACHINES.get(image.getShort(header + 4) & 0xFFFF);
  }
}
