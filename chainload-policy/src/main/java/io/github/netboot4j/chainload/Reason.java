package io.github.netboot4j.chainload;

import org.jspecify.annotations.Nullable;

/**
 * Why a decision was made: the rule, and where it stands if it was read from a file.
 *
 * @param rule the rule in words, such as {@code "user class iPXE or gPXE"}
 * @param source the file the rule was read from, or null for a rule made in code
 * @param line the rule's line in that file from 1, or 0 when there is no file
 */
public record Reason(String rule, @Nullable String source, int line) {
  /**
   * A rule made in code.
   *
   * @param rule the rule in words
   */
  public Reason(String rule) {
    this(rule, null, 0);
  }

  /**
   * The reason in one line.
   *
   * @return such as {@code "dhcpd.conf:14: user-class = iPXE"}
   */
  @Override
  public String toString() {
    return source == null ? rule : source + ":" + line + ": " + rule;
  }
}
