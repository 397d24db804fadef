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
    items = countItems();
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
    return isPresent() && (value.contentEquals(name) || (isList() && hasItem(name)));
  }

  private boolean hasItem(CharSequence name) {
    int octets = name.length();
    for (int at = 0; at < value.length(); at += 1 + value.unsigned8(at)) {
      if (value.unsigned8(at) == octets && textAt(at + 1, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean textAt(int from, CharSequence text) {
    for (int index = 0; index < text.length(); index++) {
      if (value.unsigned8(from + index) != text.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  private int countItems() {
    int count = 0;
    int at = 0;
    while (at < value.length()) {
      int octets = value.unsigned8(at);
      if (octets == 0) {
        return 0;
      }
      at += 1 + octets;
      count++;
    }
    return at == value.length() ? count : 0;
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
    for (int at = 0; at < value.length(); at += 1 + value.unsigned8(at)) {
      names.append(names.isEmpty() ? "" : ",");
      for (int index = 1; index <= value.unsigned8(at); index++) {
        names.append((char) value.unsigned8(at + index));
      }
    }
    return names.toString();
  }
}
