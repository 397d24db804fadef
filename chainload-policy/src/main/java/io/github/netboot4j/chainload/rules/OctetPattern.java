package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.dhcp.OptionValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What is looked for in octets.
 *
 * @param how where it is looked for
 * @param octets what is looked for, one character an octet (ISO 8859-1)
 * @param wildcards the octets that may be any, for {@link How#START}: bit 0 stands for the last
 */
public record OctetPattern(How how, String octets, long wildcards) {
  /** Where a pattern is looked for. */
  public enum How {
    /** The octets are these and no others. */
    EXACT,
    /** These come first. */
    START,
    /** These are somewhere among them. */
    ANYWHERE,
    /** The octets are a list of elements as long as these, and one of the elements is these. */
    ELEMENT
  }

  /** A pattern without wildcards. */
  public OctetPattern(How how, String octets) {
    this(how, octets, 0);
  }

  /** Whether the octets of a value, from one index to before another, are as wanted. */
  public boolean matches(OptionValue value, int from, int to) {
    int length = to - from;
    int wanted = octets.length();
    if (wanted > length) {
      return false;
    }
    return switch (how) {
      case EXACT -> wanted == length && at(value, from);
      case START -> at(value, from);
      case ANYWHERE -> search(value, from, to, 1);
      case ELEMENT -> search(value, from, to, Math.max(1, wanted));
    };
  }

  private boolean search(OptionValue value, int from, int to, int step) {
    for (int start = from; start + octets.length() <= to; start += step) {
      if (at(value, start)) {
        return true;
      }
    }
    return false;
  }

  private boolean at(OptionValue value, int start) {
    int count = octets.length();
    for (int index = 0; index < count; index++) {
      if (octets.charAt(index) != value.unsigned8(start + index) && !isWild(index)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the octet at an index may be any. */
  public boolean isWild(int index) {
    int bit = octets.length() - 1 - index;
    return bit < Long.SIZE && (wildcards >>> bit & 1) != 0;
  }

  /** Such as {@code contains "iPXE"}. */
  @Override
  public String toString() {
    if (octets.isEmpty() && how != How.EXACT) {
      return "is there";
    }
    return switch (how) {
      case EXACT -> "is " + value();
      case START -> "starts with " + value();
      case ANYWHERE -> "contains " + value();
      case ELEMENT -> "lists " + value();
    };
  }

  private String value() {
    if (wildcards != 0 || how == How.ELEMENT || how == How.START) {
      return hexadecimal(octets, wildcards);
    }
    return Data.of(octets).toString();
  }

  /** Octets in hexadecimal with colons between them, {@code *} for those that may be any. */
  static String hexadecimal(String octets, long wildcards) {
    OctetPattern pattern = new OctetPattern(How.EXACT, octets, wildcards);
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < bytes.length; index++) {
      text.append(index == 0 ? "" : ":")
          .append(pattern.isWild(index) ? "*" : HexFormat.of().toHexDigits(bytes[index]));
    }
    return text.toString();
  }
}
