package io.github.netboot4j.dhcp;

import java.util.UUID;

/**
 * A reusable view of the client machine identifier (option 97, RFC 4578 §2.3): as a rule the UUID
 * that the firmware of the board has.
 *
 * <pre>
 *    Code   Len   Type   Machine identifier
 *   +------+-----+------+-------------------------------------------+
 *   |  97  | 17  |  0   | time-low (4) mid (2) high (2), 8 more     |
 *   +------+-----+------+-------------------------------------------+
 * </pre>
 *
 * <p>The first three fields of the UUID, eight octets, come with their lowest octet first, as
 * SMBIOS stores them, unlike all else in DHCP; the numbers here are in the order in which a UUID is
 * written. A reply has to repeat the option octet by octet: pass {@link #readOctets} to the writer.
 *
 * <p>Boards without a UUID, and many virtual machines, send all zeros or all ones: no identity.
 * Nothing here allocates but {@link #uuid()}.
 */
public final class MachineIdentifier {
  /** {@link #type()} of an identifier that is a UUID. */
  public static final int UUID_TYPE = 0;

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public MachineIdentifier() {}

  /**
   * Takes a message's machine identifier into view.
   *
   * @param message the message to read option 97 of
   * @return whether it has one, of 17 octets
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.CLIENT_MACHINE_IDENTIFIER, value);
  }

  /**
   * Whether the message has a machine identifier.
   *
   * @return false when option 97 is absent or not 17 octets long
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * What kind of identifier it is.
   *
   * @return 0 to 255, of which {@link #UUID_TYPE} alone is defined; -1 when absent
   */
  public int type() {
    return isPresent() ? value.unsigned8(0) : -1;
  }

  /**
   * The first half of the UUID, as {@link UUID#getMostSignificantBits()} has it.
   *
   * @return 64 bits; 0 when absent or not of {@link #UUID_TYPE}
   */
  public long mostSignificantBits() {
    if (type() != UUID_TYPE) {
      return 0;
    }
    long timeLow = Integer.toUnsignedLong(Integer.reverseBytes(value.int32(1)));
    return timeLow << 32 | (long) reversed16(5) << 16 | reversed16(7);
  }

  private int reversed16(int index) {
    return value.unsigned8(index + 1) << 8 | value.unsigned8(index);
  }

  /**
   * The second half of the UUID, as {@link UUID#getLeastSignificantBits()} has it.
   *
   * @return 64 bits; 0 when absent or not of {@link #UUID_TYPE}
   */
  public long leastSignificantBits() {
    if (type() != UUID_TYPE) {
      return 0;
    }
    return (long) value.int32(9) << 32 | Integer.toUnsignedLong(value.int32(13));
  }

  /**
   * The UUID. Makes an object.
   *
   * @return a new UUID, all zeros when absent or not of {@link #UUID_TYPE}
   */
  public UUID uuid() {
    return new UUID(mostSignificantBits(), leastSignificantBits());
  }

  /**
   * Reads the option as it is on the wire, type octet and all.
   *
   * @param into shows the 17 octets afterwards, or nothing when absent
   * @return whether the identifier is there
   */
  public boolean readOctets(OptionValue into) {
    value.slice(0, value.length(), into);
    return isPresent();
  }
}
