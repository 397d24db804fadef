package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.ClientArchitecture;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file that a machine fetches to run it.
 *
 * @param name as it was asked for
 * @param kind what it is
 * @param runsOn the machines that it is for; empty if nothing tells
 * @param exact whether it is for no others; a UEFI program whose name says no architecture is one
 *     for x64 that may be for another
 * @param known how that is known
 */
public record BootImage(
    String name, Kind kind, Set<ClientArchitecture> runsOn, boolean exact, Knowledge known) {
  /** What a file is. */
  public enum Kind {
    /** iPXE, which asks again and says {@code iPXE}. */
    IPXE("ipxe", "iPXE"),

    /** iPXE with a script built in, which decides what happens. */
    IPXE_WITH_SCRIPT("ipxe-with-script", "iPXE with a script of its own"),

    /** gPXE, which asks again and says {@code gPXE}. */
    GPXE("gpxe", "gPXE"),

    /** gPXE of before February 2009, which asks again without a user class. */
    EARLY_GPXE("gpxe-early", "gPXE without user class"),

    /** A script for iPXE or gPXE. */
    SCRIPT("script", "a script"),

    /** What a web server answers at a URI; nothing in its name says what that is. */
    WEB("web", "what the web server answers"),

    /** PXELINUX, which goes on with what the program before it was told. */
    PXELINUX("pxelinux", "PXELINUX"),

    /** SYSLINUX for UEFI, which does the same. */
    SYSLINUX("syslinux", "SYSLINUX for UEFI"),

    /** GRUB, which reads its own configuration. */
    GRUB("grub", "GRUB"),

    /** shim, which loads GRUB from where it came from. */
    SHIM("shim", "shim"),

    /** A loader of Windows. */
    WINDOWS("windows", "a Windows loader"),

    /** A kernel, or a program that loads one without asking again. */
    KERNEL("kernel", "a kernel"),

    /** An image of a disk. */
    DISK("disk", "a disk image"),

    /** Nothing that is known; but the root has it, or it was not looked for. */
    UNKNOWN("unknown", "an unknown program"),

    /** A file that the root does not have. */
    MISSING("missing", "a file that is not there");

    private final String word;
    private final String label;

    Kind(String word, String label) {
      this.word = word;
      this.label = label;
    }

    /**
     * The word in commands and files.
     *
     * @return such as {@code "gpxe"}
     */
    public String word() {
      return word;
    }

    /**
     * The words for people.
     *
     * @return such as {@code "iPXE with a script of its own"}
     */
    public String label() {
      return label;
    }

    /**
     * A kind by its word.
     *
     * @param word such as {@code "gpxe"}
     * @return empty if there is none
     */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  /** How something is known about a file. */
  public enum Knowledge {
    /** Someone said so. */
    DECLARED("as declared"),

    /** By what is in it. */
    CONTENT("by its content"),

    /** By its name; a name means what it means today. */
    NAME("by its name");

    private final String label;

    Knowledge(String label) {
      this.label = label;
    }

    /**
     * The words for people.
     *
     * @return such as {@code "by its name"}
     */
    public String label() {
      return label;
    }
  }

  /**
   * Copies the set.
   *
   * @param name as it was asked for
   * @param kind what it is
   * @param runsOn the machines that it is for
   * @param exact whether it is for no others
   * @param known how that is known
   */
  public BootImage {
    runsOn = Set.copyOf(runsOn);
  }

  /**
   * What it is, for people.
   *
   * @return such as {@code "iPXE (by its name)"}
   */
  public String label() {
    return kind.label + " (" + known.label + ")";
  }

  /** Whether it is for a machine. */
  Fit fit(ClientArchitecture machine) {
    if (runsOn.contains(machine)) {
      return Fit.YES;
    }
    boolean may = runsOn.isEmpty() || (!exact && machine.isUefi());
    return !may ? Fit.NO : known == Knowledge.DECLARED ? Fit.YES : Fit.UNSAID;
  }

  /** Whether a file is for a machine. */
  enum Fit {
    YES,
    NO,
    UNSAID
  }

  /** The architectures in words. */
  String architectures() {
    return runsOn.stream().map(BootImage::words).sorted().collect(Collectors.joining(" or "));
  }

  static String words(ClientArchitecture architecture) {
    return architecture.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
