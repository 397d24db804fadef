package io.github.netboot4j.bench;

import org.jspecify.annotations.Nullable;

/** The rules of {@link DhcpTurnaroundBenchmark} for codecs that have no policy of their own. */
final class PeerPolicy {
  /** What to run, in the forms that codecs ask for. */
  static final class Choice {
    private final String bootFile;
    private final byte[] bootFileOption;

    private Choice(String bootFile) {
      this.bootFile = bootFile;
      this.bootFileOption = Offer.text(bootFile + "\0");
    }

    String bootFile() {
      return bootFile;
    }

    byte[] bootFileOption() {
      return bootFileOption;
    }
  }

  private static final Choice IPXE = new Choice(DhcpTurnaroundBenchmark.SCRIPT);
  private static final Choice BIOS = new Choice(DhcpTurnaroundBenchmark.BIOS_LOADER);
  private static final Choice UEFI = new Choice(DhcpTurnaroundBenchmark.UEFI_LOADER);

  private PeerPolicy() {}

  /**
   * Decides.
   *
   * @param userClass option 77 in raw form
   * @param architecture option 93
   * @return null when no rule holds
   */
  static @Nullable Choice decide(byte @Nullable [] userClass, byte @Nullable [] architecture) {
    if (userClass != null
        && userClass.length == 4
        && (userClass[0] == 'i' || userClass[0] == 'g')
        && userClass[1] == 'P'
        && userClass[2] == 'X'
        && userClass[3] == 'E') {
      return IPXE;
    }
    if (architecture == null || architecture.length < 2) {
      return null;
    }
    return switch ((architecture[0] & 0xFF) << 8 | (architecture[1] & 0xFF)) {
      case 0, 20 -> BIOS;
      case 7, 9, 16, 17 -> UEFI;
      default -> null;
    };
  }
}
