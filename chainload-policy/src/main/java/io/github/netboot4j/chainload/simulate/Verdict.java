package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How a chain ends.
 *
 * @param kind in one word
 * @param why in one sentence
 * @param rule the rule to blame; null where no rule is, or none is known
 * @param remedy the smallest change that would help; empty if none is needed or known
 * @param closesAt for a loop, the index of the step that comes again after the last; else -1
 */
public record Verdict(Kind kind, String why, @Nullable Reason rule, String remedy, int closesAt) {
  /** The ways in which a chain ends. */
  public enum Kind {
    /** Something runs that DHCP decides nothing more about. */
    BOOTS("boots"),

    /** The same program asks the same again and gets the same file. */
    LOOPS("loops"),

    /** The machine waits, or gives up, with an answer that it cannot use. */
    STUCK("stuck"),

    /** The file is not for this machine. */
    CANNOT_RUN("cannot run"),

    /** No offer that this client takes. */
    NOT_SERVED("not served"),

    /** A file was fetched of which nothing is known; never to be taken for fine. */
    UNKNOWN("unknown");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /**
     * The word for people.
     *
     * @return such as {@code "cannot run"}
     */
    public String label() {
      return label;
    }

    /**
     * Whether the machine is in trouble: it loops or is stuck.
     *
     * @return false for the other ways to end
     */
    public boolean isTrouble() {
      return this == LOOPS || this == STUCK;
    }
  }

  /** The verdict in one line. */
  @Override
  public String toString() {
    return kind.label + ": " + why + (rule == null ? "" : " (" + rule + ")");
  }
}
