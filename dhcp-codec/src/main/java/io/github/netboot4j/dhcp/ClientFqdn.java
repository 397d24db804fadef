package io.github.netboot4j.dhcp;

/**
 * A reusable view of the client's fully qualified domain name (option 81, RFC 4702 §2): the name
 * that it has or wants, and who of client and server is to update the DNS.
 *
 * <pre>
 *    code   len   flags  RCODE1 RCODE2   domain name
 *   +------+-----+------+------+------+------+------+----
 *   |  81  |  n  |      |      |      |      |      | ...
 *   +------+-----+------+------+------+------+------+----
 *
 *    0 1 2 3 4 5 6 7
 *   +-+-+-+-+-+-+-+-+
 *   |  MBZ  |N|E|O|S|    flags
 *   +-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>With flag E the name is in wire form (RFC 1035 §3.1), never compressed; without the 0 at its
 * end it is a partial name. Without flag E it is ASCII (RFC 4702 §2.3.1), as Windows sends it.
 * Nothing here allocates but {@link #name()}.
 */
public final class ClientFqdn {
  private static final int NAME = 3;
  private static final int FLAG_S = 0x01;
  private static final int FLAG_O = 0x02;
  private static final int FLAG_E = 0x04;
  private static final int FLAG_N = 0x08;

  private final OptionValue value = new OptionValue();

  /** Where the sound labels of a name in wire form end: at its 0, or behind the last label. */
  private int labelsEnd;

  private boolean wellFormed = true;
  private boolean fullyQualified;

  /** A view of nothing. */
  public ClientFqdn() {}

  /**
   * Takes a message's client FQDN into view.
   *
   * @param message the message to read option 81 of
   * @return whether it is there with at least three octets
   */
  public boolean read(DhcpMessageView message) {
    boolean present = message.readOption(OptionCode.CLIENT_FQDN, value);
    labelsEnd = NAME;
    wellFormed = true;
    fullyQualified = false;
    if (isWireForm()) {
      readLabels();
    } else if (present) {
      int end = textEnd();
      fullyQualified = end > NAME && value.unsigned8(end - 1) == '.';
    }
    return present;
  }

  private void readLabels() {
    int length = value.length();
    int at = NAME;
    while (at < length) {
      int label = value.unsigned8(at);
      int next = at + 1 + label;
      if (label == 0) {
        fullyQualified = at > NAME;
        wellFormed = next == length;
        break;
      }
      boolean tooLong = label > DomainNames.LONGEST_LABEL || next > length;
      if (tooLong || next - NAME >= DomainNames.LONGEST_NAME) {
        wellFormed = false;
        break;
      }
      at = next;
    }
    labelsEnd = at;
  }

  /** The index behind the text, without the NULs that some clients add. */
  private int textEnd() {
    int end = NAME;
    for (int at = NAME; at < value.length(); at++) { // Forwards: cheap in many pieces too.
      if (value.unsigned8(at) != 0) {
        end = at + 1;
      }
    }
    return end;
  }

  /**
   * Whether the message has the option.
   *
   * @return false also when it is shorter than three octets
   */
  public boolean isPresent() {
    return value.length() >= NAME;
  }

  /**
   * All flags at once.
   *
   * @return one octet, of which RFC 4702 §2.1 gives the lower four bits a meaning; 0 when absent
   */
  public int flags() {
    return isPresent() ? value.unsigned8(0) : 0;
  }

  /**
   * Flag S: the server is to update the client's address record, or in a reply does so.
   *
   * @return false when absent
   */
  public boolean isServerUpdate() {
    return (flags() & FLAG_S) != 0;
  }

  /**
   * Flag O: the server has overridden the client's wish in flag S. Only in replies.
   *
   * @return false when absent
   */
  public boolean isOverridden() {
    return (flags() & FLAG_O) != 0;
  }

  /**
   * Flag E: the name is in wire form, not ASCII.
   *
   * @return false when absent
   */
  public boolean isWireForm() {
    return (flags() & FLAG_E) != 0;
  }

  /**
   * Flag N: the server is to make no DNS update, or in a reply makes none.
   *
   * @return false when absent
   */
  public boolean isNoUpdate() {
    return (flags() & FLAG_N) != 0;
  }

  /**
   * Once the result of a DNS update; RCODE1 in RFC 4702 §2.2, to be ignored.
   *
   * @return 0 to 255, 255 from today's servers; -1 when absent
   */
  public int rcode1() {
    return isPresent() ? value.unsigned8(1) : -1;
  }

  /**
   * Once the result of a DNS update; RCODE2 in RFC 4702 §2.2, to be ignored.
   *
   * @return 0 to 255, 255 from today's servers; -1 when absent
   */
  public int rcode2() {
    return isPresent() ? value.unsigned8(2) : -1;
  }

  /**
   * Whether the name is sound: in wire form, labels of at most 63 octets that the value holds
   * whole, not more than 255 octets in all, and nothing behind the end. ASCII always is.
   *
   * @return false if {@link #name()} lacks what is malformed; true when absent
   */
  public boolean isWellFormed() {
    return wellFormed;
  }

  /**
   * Whether the name says that it is complete: in wire form that a 0 ends it, in ASCII that a dot
   * does.
   *
   * @return false for a partial name, an empty one, and when absent
   */
  public boolean isFullyQualified() {
    return fullyQualified;
  }

  /**
   * The name. Makes a string of printable ASCII.
   *
   * @return labels with dots between them, none at the end, whichever form it was sent in; what is
   *     not printable, backslashes, and dots within labels of the wire form are {@code \DDD}, three
   *     decimal digits (RFC 1035 §5.1). Empty when absent, and when the client leaves the name to
   *     the server
   */
  public String name() {
    StringBuilder name = new StringBuilder();
    if (isWireForm()) {
      for (int at = NAME; at < labelsEnd; at += 1 + value.unsigned8(at)) {
        name.append(name.isEmpty() ? "" : ".");
        DomainNames.appendLabel(value, at, name);
      }
    } else if (isPresent()) {
      int end = textEnd() - (fullyQualified ? 1 : 0);
      for (int at = NAME; at < end; at++) {
        DomainNames.appendOctet(value.unsigned8(at), name);
      }
    }
    return name.toString();
  }
}
