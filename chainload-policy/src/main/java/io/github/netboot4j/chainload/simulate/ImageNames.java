package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import io.github.netboot4j.chainload.simulate.BootImage.Knowledge;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the names of files say about them: a table, the first row that fits counts. */
final class ImageNames {
  private static final Set<ClientArchitecture> BIOS = EnumSet.of(ClientArchitecture.X86_BIOS);

  /** A UEFI program; which one for, its name may say. */
  private static final Set<ClientArchitecture> UEFI = EnumSet.noneOf(ClientArchitecture.class);

  private static final Set<ClientArchitecture> ANY = EnumSet.allOf(ClientArchitecture.class);

  private record Row(Pattern name, Kind kind, Set<ClientArchitecture> runsOn) {}

  private static Row row(String name, Kind kind, Set<ClientArchitecture> runsOn) {
    return new Row(Pattern.compile(name), kind, runsOn);
  }

  private static final List<Row> ROWS =
      List.of(
          row("gpxelinux\\.0", Kind.PXELINUX, BIOS),
          row("l?pxelinux[^/]*\\.0", Kind.PXELINUX, BIOS),
          row(".*gpxe.*\\.(k?kpxe|pxe|zpxe|0)", Kind.GPXE, BIOS),
          row(".*gpxe.*\\.efi", Kind.GPXE, UEFI),
          row(".*\\.(k?kpxe|pxe|kkkpxe)", Kind.IPXE, BIOS),
          row("(ipxe|undionly)[^/]*\\.(0|lkrn|bin)", Kind.IPXE, BIOS),
          row("(ipxe|snponly|snp)[^/]*\\.efi", Kind.IPXE, UEFI),
          row("(grub|core)[^/]*\\.0|.*\\.i386-pc\\.0", Kind.GRUB, BIOS),
          row("(grub|core|grubnet)[^/]*\\.efi", Kind.GRUB, UEFI),
          row("shim[^/]*\\.efi(\\.signed)?", Kind.SHIM, UEFI),
          row("(sys|l?pxe)linux[^/]*\\.efi", Kind.SYSLINUX, UEFI),
          row("bootmgfw[^/]*\\.efi|wdsmgfw\\.efi|bootmgr\\.efi", Kind.WINDOWS, UEFI),
          row(
              "wdsnbp\\.com|pxeboot\\.(n12|com)|startrom\\.(n12|com)|bootmgr\\.exe|abortpxe\\.com",
              Kind.WINDOWS,
              BIOS),
          row(".*\\.(ipxe|gpxe)", Kind.SCRIPT, ANY),
          row(".*\\.(iso|img|vhd|ima|dsk)(\\.gz)?", Kind.DISK, ANY),
          row(
              "(vmlinuz|bzimage|linux|kernel|image|zimage|uimage|memtest|memdisk)[^/]*|.*\\.(itb|fit|scr|uimg|lkrn)",
              Kind.KERNEL,
              ANY));

  private record ArchitectureMark(Pattern in, ClientArchitecture architecture) {}

  /** Looked for in the whole path, since iPXE builds into {@code bin-arm64-efi}. */
  private static final List<ArchitectureMark> MARKS =
      List.of(
          new ArchitectureMark(
              Pattern.compile("aa64|aarch64|arm64"), ClientArchitecture.ARM64_UEFI),
          new ArchitectureMark(
              Pattern.compile("x86_64|x86-64|x64|amd64"), ClientArchitecture.X64_UEFI),
          new ArchitectureMark(Pattern.compile("riscv64"), ClientArchitecture.RISCV64_UEFI),
          new ArchitectureMark(Pattern.compile("loong"), ClientArchitecture.LOONGARCH64_UEFI),
          new ArchitectureMark(
              Pattern.compile("arm32|bootarm\\b|grubarm\\b"), ClientArchitecture.ARM32_UEFI),
          new ArchitectureMark(Pattern.compile("ia32|i386|i686|x86"), ClientArchitecture.X86_UEFI));

  private ImageNames() {}

  /** What a file of this name is. */
  static BootImage of(String name) {
    String path = path(name).toLowerCase(Locale.ROOT);
    String last = path.substring(path.lastIndexOf('/') + 1);
    for (Row row : ROWS) {
      if (row.name.matcher(last).matches()) {
        return row.runsOn.equals(UEFI)
            ? uefi(name, path, row.kind)
            : new BootImage(name, row.kind, row.runsOn, true, Knowledge.NAME);
      }
    }
    if (last.endsWith(".efi")) {
      return uefi(name, path, Kind.UNKNOWN);
    }
    Kind kind = isWeb(name) ? Kind.WEB : Kind.UNKNOWN;
    return new BootImage(name, kind, Set.of(), false, Knowledge.NAME);
  }

  static boolean isWeb(String name) {
    return name.regionMatches(true, 0, "http://", 0, 7)
        || name.regionMatches(true, 0, "https://", 0, 8);
  }

  /** For the architecture that the path names, or else for x64, though that is not sure. */
  private static BootImage uefi(String name, String path, Kind kind) {
    for (ArchitectureMark mark : MARKS) {
      if (mark.in.matcher(path).find()) {
        return new BootImage(name, kind, Set.of(mark.architecture), true, Knowledge.NAME);
      }
    }
    Set<ClientArchitecture> usual = Set.of(ClientArchitecture.X64_UEFI);
    return new BootImage(name, kind, usual, false, Knowledge.NAME);
  }

  /** The path of a URI, without what is asked of it; other names have their separators turned. */
  static String path(String name) {
    if (!isWeb(name) && !name.contains("://")) {
      return name.replace('\\', '/');
    }
    String path = name.substring(name.indexOf("://") + 3);
    path = path.contains("/") ? path.substring(path.indexOf('/')) : "";
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
