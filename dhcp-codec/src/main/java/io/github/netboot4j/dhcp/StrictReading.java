package io.github.netboot4j.dhcp;

import org.jspecify.annotations.Nullable;

/**
 * Reads a message as strictly as the RFCs ask: for test tools, and for those who would rather drop
 * what is odd. Reading is the same either way, and just as safe; only what is reported differs.
 *
 * <pre>{@code
 * if (message.tryWrap(bytes, 0, length) && strict.accepts(message)) { … }
 * }</pre>
 *
 * <p>Reusable, allocates nothing. Not for use by several threads at once.
 */
public final class StrictReading {
  private final OptionCursor cursor = new OptionCursor();
  private @Nullable DhcpIrregularity irregularity;
  private int offset;

  /** Has not judged anything yet. */
  public StrictReading() {}

  /**
   * Judges a message.
   *
   * @param message a message whose framing holds
   * @return false if something is irregular: {@link #irregularity()} has the first thing found
   */
  public boolean accepts(DhcpMessageView message) {
    irregularity = null;
    offset = 0;
    if (message.statedHardwareAddressLength() > HeaderLayout.CHADDR_LENGTH) {
      return refuse(DhcpIrregularity.HARDWARE_ADDRESS_TOO_LONG, HeaderLayout.HLEN);
    }
    return !message.hasMagicCookie() || (optionsAreRegular(message) && areasAreRegular(message));
  }

  private boolean optionsAreRegular(DhcpMessageView message) {
    cursor.reset(message);
    while (cursor.next()) {
      int code = cursor.code();
      if (message.optionFault(code) != null) {
        return refuse(DhcpIrregularity.OPTION_LENGTH, cursor.position());
      }
      boolean inOptionsArea = cursor.position() >= HeaderLayout.OPTIONS;
      int areas = message.overload();
      if (code == OptionCode.OVERLOAD && (!inOptionsArea || areas < 1 || areas > 3)) {
        return refuse(DhcpIrregularity.OVERLOAD, cursor.position());
      }
    }
    return true;
  }

  private boolean areasAreRegular(DhcpMessageView message) {
    int areas = message.overload();
    return areaIsRegular(message, HeaderLayout.OPTIONS, message.length())
        && ((areas & HeaderLayout.OVERLOAD_FILE) == 0
            || areaIsRegular(message, HeaderLayout.FILE, HeaderLayout.FILE_END))
        && ((areas & HeaderLayout.OVERLOAD_SNAME) == 0
            || areaIsRegular(message, HeaderLayout.SNAME, HeaderLayout.SNAME_END));
  }

  private boolean areaIsRegular(DhcpMessageView message, int area, int areaEnd) {
    int end = message.areaEnd(area);
    if (end == areaEnd) {
      return refuse(DhcpIrregularity.NO_END, end);
    }
    for (int at = end + 1; at < areaEnd; at++) {
      if (message.codeAt(at) != OptionCode.PAD) {
        return refuse(DhcpIrregularity.OCTETS_AFTER_END, at);
      }
    }
    return true;
  }

  private boolean refuse(DhcpIrregularity what, int where) {
    irregularity = what;
    offset = where;
    return false;
  }

  /**
   * What was irregular in the message judged last.
   *
   * @return the first thing found, or null
   */
  public @Nullable DhcpIrregularity irregularity() {
    return irregularity;
  }

  /**
   * Where it was.
   *
   * @return in octets from the start of the message; 0 when there is nothing
   */
  public int offset() {
    return offset;
  }
}
