package io.github.netboot4j.dhcp;

/**
 * A reusable view of the user class (option 77), the value that tells a boot loader from the
 * firmware that loaded it.
 *
 * <p>RFC 3004 §4 makes it a list, each item behind an octet with its length. Boot loaders send a
 * bare string instead: gPXE the four octets {@code gPXE}, iPXE {@code iPXE}. The value is taken as
 * a list when its length octets consume it exactly and none is zero, else as a raw string; {@link
 * #matches} is right for both. Nothing here allocates but {@link #toString()}.
 */
public final class UserClass {
  private final OptionValue value = new OptionValue();
  private int items;

  /** A view of nothing. */
  public UserClass() {}

  /**
   * Takes a message's user class into view.
   *
   * @param message the message to read option 77 of
   * @return whether it has one
   */
  public boolean read(DhcpMessageView message) {
    boolean present = message.readOption(OptionCode.USER_CLASS, value);
    items = SubOptions.countItems(value);
    return present;
  }

  /**
   * Whether the message has a user class.
   *
   * @return false when option 77 is absent or empty
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether the value is a list as RFC 3004 has it.
   *
   * @return false for a raw string and when absent
   */
  public boolean isList() {
    return items > 0;
  }

  /**
   * Whether the client says it belongs to this class: the raw value, or an item of the list, is
   * exactly this text.
   *
   * @param name such as {@code "iPXE"}; compared octet by octet, case matters
   * @return false when absent
   */
  public boolean matches(CharSequence name) {
    return isPresent()
        && (value.contentEquals(name) || (isList() && SubOptions.hasItem(value, name)));
  }

  /**
   * The user class for people. Makes a string; escape what is not printable before showing it.
   *
   * @return the raw value, or the items with commas between them; empty when absent
   */
  @Override
  public String toString() {
    String text = value.toText();
    if (!isList()) {
      return text;
    }
    StringBuilder names = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      int end = at + 1 + value.unsigned8(at);
      names.append(names.isEmpty() ? "" : ",");
      for (at++; at < end; at++) {
        names.append((char) value.unsigned8(at));
      }
    }
    return names.toString();
  }
}
