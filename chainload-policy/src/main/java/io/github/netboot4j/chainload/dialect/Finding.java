package io.github.netboot4j.chainload.dialect;

import java.util.Locale;

/**
 * Something about a configuration that keeps machines from booting, or is likely to be a slip.
 * {@code docs/findings.md} explains each kind.
 *
 * @param kind what sort of thing
 * @param source the file's name as the user gave it
 * @param line from 1; 0 for the file as a whole
 * @param text what is wrong, for a person
 */
public record Finding(Kind kind, String source, int line, String text) {
  /** How bad it is. */
  public enum Severity {
    /** Some machine does not boot. */
    ERROR,
    /** It is likely to be a slip, or right only for some machines. */
    WARNING
  }

  /** The sorts of findings. */
  public enum Kind {
    /** A client is told again to run what it runs already, and never ends. */
    LOOP(Severity.ERROR),
    /** A client waits for what never comes, or gives up. */
    STUCK(Severity.ERROR),
    /** A file is handed out that is not there. */
    MISSING_FILE(Severity.ERROR),
    /** A client is to fetch a file, and no server is named. */
    NO_NEXT_SERVER(Severity.WARNING),
    /** A client is handed a program that it cannot run. */
    WRONG_ARCHITECTURE(Severity.WARNING),
    /** A client gets no offer that it takes. */
    NOT_SERVED(Severity.WARNING),
    /** What a file becomes when it runs is not known. */
    UNKNOWN_IMAGE(Severity.WARNING),
    /** A test that no client passes. */
    RULE_NEVER_HOLDS(Severity.WARNING),
    /** An architecture written in the wrong base or length. */
    ARCHITECTURE_SLIP(Severity.WARNING),
    /** A line asks for a tag that no line sets. */
    UNSET_TAG(Severity.WARNING),
    /** A name where an address belongs, or the reverse. */
    NAME_FOR_ADDRESS(Severity.WARNING),
    /** An option is used that was not declared: the server does not start. */
    UNDECLARED_OPTION(Severity.ERROR),
    /** Options of a space that no option carries are never on the wire. */
    SPACE_NOT_ENCAPSULATED(Severity.WARNING),
    /** What is said for a host beats what is said for each program that runs on it. */
    HOST_OVERRIDES_CLASS(Severity.WARNING),
    /** A boot file's name of more than 127 octets. */
    LONG_FILE_NAME(Severity.WARNING),
    /** A rule that another always beats. */
    UNREACHABLE_RULE(Severity.WARNING),
    /** A statement was left out that could change what a machine boots. */
    NOT_UNDERSTOOD(Severity.WARNING),
    /** The configuration cannot be read, or its server would refuse it. */
    UNREADABLE(Severity.ERROR);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }

    /**
     * How bad it is.
     *
     * @return the same for all findings of a kind
     */
    public Severity severity() {
      return severity;
    }

    /**
     * Its name as people and programs see it.
     *
     * @return such as {@code "unset-tag"}
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Why a configuration could not be read.
   *
   * @param refusal what reading it led to
   * @return at the refusal's place
   */
  public static Finding of(ConfigurationException refusal) {
    return new Finding(refusal.finding(), refusal.source(), refusal.line(), refusal.reason());
  }

  /**
   * The finding in one line, as compilers write them.
   *
   * @return such as {@code "dhcpd.conf:14: warning: ... [unset-tag]"}
   */
  @Override
  public String toString() {
    return source
        + (line > 0 ? ":" + line : "")
        + ": "
        + kind.severity().name().toLowerCase(Locale.ROOT)
        + ": "
        + text
        + " ["
        + kind.label()
        + "]";
  }
}
