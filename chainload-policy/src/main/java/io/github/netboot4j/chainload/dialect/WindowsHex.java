package io.github.netboot4j.chainload.dialect;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Octets as exports write them, kept as text of one character an octet. */
final class WindowsHex {
  private WindowsHex() {}

  /** What {@code 0x69505845} stands for; null if it is anything else. */
  static @Nullable String digits(String written) {
    return written.startsWith("0x") ? pairs(written.substring(2)) : null;
  }

  /** What {@code 00-11-22}, {@code 001122} or {@code 0x001122} stands for; null for other text. */
  static @Nullable String dashed(String written) {
    return pairs((written.startsWith("0x") ? written.substring(2) : written).replace("-", ""));
  }

  private static @Nullable String pairs(String digits) {
    if (digits.length() % 2 != 0) {
      return null;
    }
    try {
      byte[] octets = HexFormat.of().parseHex(digits);
      return new String(octets, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
