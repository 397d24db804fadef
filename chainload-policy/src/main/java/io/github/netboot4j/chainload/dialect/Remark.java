package io.github.netboot4j.chainload.dialect;

import org.jspecify.annotations.Nullable;

/**
 * Something about a configuration that its owner should know, though it can be used.
 *
 * @param kind what sort of thing
 * @param source the file's name as the user gave it
 * @param line from 1
 * @param text the statement, and why it is remarked upon
 * @param finding what sort of slip it is likely to be; null for none
 */
public record Remark(
    Kind kind, String source, int line, String text, Finding.@Nullable Kind finding) {
  Remark(Kind kind, String source, int line, String text) {
    this(kind, source, line, text, null);
  }

  /** The sorts of remark. */
  public enum Kind {
    /**
     * A statement that was not understood and could touch a boot decision: read only on request.
     */
    NOT_UNDERSTOOD,
    /** A statement that was understood or is known, and has nothing to do with booting. */
    WITHOUT_EFFECT,
    /** A statement that the configured server takes and that does nothing there. */
    INERT
  }

  /**
   * The remark in one line.
   *
   * @return such as {@code "dhcpd.conf:14: ..."}
   */
  @Override
  public String toString() {
    return source + ":" + line + ": " + text;
  }
}
