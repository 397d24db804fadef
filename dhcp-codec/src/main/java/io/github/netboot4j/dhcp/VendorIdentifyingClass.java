package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of the vendor-identifying vendor class (option 124, RFC 3925 §3): what a client
 * is, as each of several vendors or consortia names it.
 *
 * <pre>
 *    Code   Len
 *   +------+-----+-----------------------+----------+------------------------+--
 *   | 124  |  n  | enterprise-number (4) | data-len | vendor-class-data  ... | more entries
 *   +------+-----+-----------------------+----------+------------------------+--
 *
 *   vendor-class-data, an item after another:
 *   +----------+--------------------+--
 *   | data-len |  opaque-data  ...  |
 *   +----------+--------------------+--
 * </pre>
 *
 * <p>Many clients leave the items' lengths out and send a bare string. The data is taken as a list
 * when its length octets consume it exactly and none is zero, else as a raw string, like {@link
 * UserClass}; {@link #matches} is right for both.
 *
 * <p>An enterprise number should stand in the option once; of several entries the first counts.
 * Entries behind a malformed one do not show. Nothing here allocates.
 */
public final class VendorIdentifyingClass {
  private final OptionValue value = new OptionValue();
  private final OptionValue data = new OptionValue();
  private final EnterpriseCursor cursor = new EnterpriseCursor();

  /** A view of nothing. */
  public VendorIdentifyingClass() {}

  /**
   * Takes a message's vendor-identifying vendor class into view.
   *
   * @param message the message to read option 124 of
   * @return whether it has one of five octets or more
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.VENDOR_IDENTIFYING_CLASS, value);
  }

  /**
   * Whether the message has a vendor-identifying vendor class.
   *
   * @return false when option 124 is absent or too short
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether all of the option is entries; what their data holds is not looked at.
   *
   * @return false if the last entry reaches beyond the end; true when absent
   */
  public boolean isWellFormed() {
    cursor.reset(value);
    return cursor.isWellFormed();
  }

  /**
   * Puts a cursor before the first entry.
   *
   * @param over walks over the entries of this view afterwards
   */
  public void walk(EnterpriseCursor over) {
    over.reset(value);
  }

  /**
   * Reads an enterprise's data, whatever it is.
   *
   * @param enterpriseNumber all 32 bits
   * @param into shows 0 to 255 octets afterwards, nothing if the enterprise has no entry
   * @return whether it has one
   */
  public boolean readData(int enterpriseNumber, OptionValue into) {
    return cursor.find(value, enterpriseNumber, into);
  }

  /**
   * How many items an enterprise's data is a list of.
   *
   * @param enterpriseNumber all 32 bits
   * @return 0 if the data is a raw string or empty, or the enterprise has no entry
   */
  public int itemCount(int enterpriseNumber) {
    readData(enterpriseNumber, data);
    return SubOptions.countItems(data);
  }

  /**
   * Reads an item of an enterprise's data.
   *
   * @param enterpriseNumber all 32 bits
   * @param index from 0 to {@link #itemCount} - 1
   * @param into shows 1 to 254 octets afterwards
   * @throws IndexOutOfBoundsException for any other index
   */
  public void readItem(int enterpriseNumber, int index, OptionValue into) {
    Objects.checkIndex(index, itemCount(enterpriseNumber));
    int at = SubOptions.locateItem(data, index);
    data.slice(at + 1, data.unsigned8(at), into);
  }

  /**
   * Whether the client says it belongs to a vendor's class: the raw data, or an item of the list,
   * is exactly this text.
   *
   * @param enterpriseNumber all 32 bits
   * @param name compared octet by octet, case matters
   * @return false if the enterprise has no entry, or an empty one
   */
  public boolean matches(int enterpriseNumber, CharSequence name) {
    boolean isList = itemCount(enterpriseNumber) > 0;
    return data.length() > 0
        && (data.contentEquals(name) || (isList && SubOptions.hasItem(data, name)));
  }
}
