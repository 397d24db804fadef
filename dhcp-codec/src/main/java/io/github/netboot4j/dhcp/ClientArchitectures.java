package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of the client's system architectures (option 93, RFC 4578 §2.1): codes of the
 * IANA registry "Processor Architecture Types", the preferred one first.
 *
 * <pre>
 *    Code   Len   16-bit type         another ...
 *   +------+-----+---------+---------+---------+---------+--
 *   |  93  |  n  |       t1          |        t2         |
 *   +------+-----+---------+---------+---------+---------+--
 * </pre>
 *
 * <p>Most firmware sends one. The table in RFC 4578 gave 7 and 9 wrong names: both are UEFI on x64.
 * The number in option 60 ({@code PXEClient:Arch:00007}) is the same one in decimal. Nothing here
 * allocates.
 */
public final class ClientArchitectures {
  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public ClientArchitectures() {}

  /**
   * Takes a message's architectures into view.
   *
   * @param message the message to read option 93 of
   * @return whether it has one of a sound length, which is an even one above zero
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.CLIENT_ARCHITECTURE, value);
  }

  /**
   * Whether the message has architectures.
   *
   * @return false when option 93 is absent or of an unsound length
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * How many there are.
   *
   * @return 0 when absent
   */
  public int count() {
    return value.length() / 2;
  }

  /**
   * One of them.
   *
   * @param index from 0, the preferred one, to {@link #count()} - 1
   * @return 0 to 65,535; 0 is a PC with a BIOS
   * @throws IndexOutOfBoundsException for any other index
   */
  public int architecture(int index) {
    return value.unsigned16(2 * Objects.checkIndex(index, count()));
  }

  /**
   * Whether an architecture is among them.
   *
   * @param architecture 0 to 65,535
   * @return false also when absent
   */
  public boolean contains(int architecture) {
    for (int at = 0; at < value.length(); at += 2) {
      if (value.unsigned16(at) == architecture) {
        return true;
      }
    }
    return false;
  }
}
