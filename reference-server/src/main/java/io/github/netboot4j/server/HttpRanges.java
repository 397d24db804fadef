package io.github.netboot4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a file that a request asks for (RFC 9110 §14): some, none that the file has, or
 * simply all of it.
 *
 * @param parts in the order asked for; empty if the file has none of them, which is answered with
 *     416
 */
record HttpRanges(List<Part> parts) {
  /** Who asks for more parts gets the whole file. No boot loader asks for more than one. */
  static final int MOST_PARTS = 16;

  private static final Pattern UNIT = Pattern.compile("(?i)bytes=(.*)");
  private static final Pattern SPEC = Pattern.compile("(\\d*)-(\\d*)");

  /** Far beyond the size of any file, and far from what overflows. */
  private static final long BEYOND = Long.MAX_VALUE / 4;

  private static final int MOST_DIGITS = 18;

  /**
   * One part.
   *
   * @param first offset of its first octet, from 0
   * @param last offset of its last octet, in the file and not before the first
   */
  record Part(long first, long last) {
    long length() {
      return last - first + 1;
    }

    /** For {@code Content-Range}. */
    String of(long size) {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }

  /**
   * Reads the field's value.
   *
   * @param value of {@code Range}
   * @param size octets of the file
   * @return null if the field is to be ignored: it is of another unit or malformed, asks for very
   *     many parts, or for as much as the whole file or more
   */
  static @Nullable HttpRanges read(String value, long size) {
    Matcher unit = UNIT.matcher(value.strip());
    if (!unit.matches()) {
      return null;
    }
    List<Part> parts = new ArrayList<>();
    int count = 0;
    long octets = 0;
    for (String each : unit.group(1).split(",", MOST_PARTS * 2)) {
      if (each.isBlank()) {
        continue; // lists may have empty elements (RFC 9110 §5.6.1)
      }
      Matcher spec = SPEC.matcher(each.strip());
      if (++count > MOST_PARTS || !spec.matches()) {
        return null;
      }
      boolean suffix = spec.group(1).isEmpty();
      if (suffix && spec.group(2).isEmpty()) {
        return null;
      }
      long last = number(spec.group(2));
      long first = number(spec.group(1));
      if (!suffix && last < first) {
        return null;
      }
      Part part =
          suffix
              ? new Part(Math.max(0, size - last), size - 1)
              : new Part(first, Math.min(last, size - 1));
      if (suffix && last > 0 && size == 0) {
        return null; // satisfiable, and not to be said in a Content-Range
      }
      if (part.first() <= part.last()) {
        parts.add(part);
        octets += part.length();
      }
    }
    if (count == 0 || (parts.size() > 1 && octets >= size)) {
      return null;
    }
    return new HttpRanges(List.copyOf(parts));
  }

  /** An absent number is the end of the file. */
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=\\d)", "");
    return significant.isEmpty() || significant.length() > MOST_DIGITS
        ? BEYOND
        : Long.parseLong(significant);
  }
}
