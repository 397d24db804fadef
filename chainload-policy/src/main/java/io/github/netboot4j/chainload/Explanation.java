package io.github.netboot4j.chainload;

import java.util.List;

/**
 * A decision and how it came about.
 *
 * @param decision what is to be run
 * @param considered every rule that was weighed, in the order of precedence
 */
public record Explanation(BootDecision decision, List<Considered> considered) {
  /**
   * Copies the list.
   *
   * @param decision what is to be run
   * @param considered every rule that was weighed
   */
  public Explanation {
    considered = List.copyOf(considered);
  }

  /**
   * One rule, and what became of it.
   *
   * @param about what it would set, such as {@code "file"} or {@code "option 67"}
   * @param value what it would set that to
   * @param rule the rule and where it stands
   * @param won whether its value is in the reply
   * @param why such as {@code "user class is not gPXE"} or {@code "dhcpd.conf:9 goes before it"}
   */
  public record Considered(String about, String value, Reason rule, boolean won, String why) {}
}
