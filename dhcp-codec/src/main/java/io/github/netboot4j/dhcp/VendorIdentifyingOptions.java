package io.github.netboot4j.dhcp;

/**
 * A reusable view of vendor-identifying vendor-specific information (option 125, RFC 3925 §4):
 * sub-options of several vendors side by side.
 *
 * <pre>
 *    Code   Len
 *   +------+-----+-----------------------+----------+------------------+--
 *   | 125  |  n  | enterprise-number (4) | data-len | option-data  ... | more entries
 *   +------+-----+-----------------------+----------+------------------+--
 *
 *   option-data, a sub-option after another:
 *   +--------------+------------+-------------------+--
 *   | subopt-code  | subopt-len |  sub-option  ...  |
 *   +--------------+------------+-------------------+--
 * </pre>
 *
 * <p>The vendor gives the codes their meaning, 0 and 255 among them: there is no padding. An
 * enterprise number should stand in the option once; of several entries, and of several sub-options
 * with one code, the first counts. What stands behind a malformed entry, or within an entry behind
 * a malformed sub-option, does not show. Nothing here allocates.
 */
public final class VendorIdentifyingOptions {
  private final OptionValue value = new OptionValue();
  private final OptionValue data = new OptionValue();
  private final EnterpriseCursor cursor = new EnterpriseCursor();

  /** A view of nothing. */
  public VendorIdentifyingOptions() {}

  /**
   * Takes a message's vendor-identifying options into view.
   *
   * @param message the message to read option 125 of
   * @return whether it has one of five octets or more
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.VENDOR_IDENTIFYING_OPTIONS, value);
  }

  /**
   * Whether the message has vendor-identifying options.
   *
   * @return false when option 125 is absent or too short
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether all of the option is entries, and all of their data sub-options.
   *
   * @return false if an entry or a sub-option reaches beyond its end; true when absent
   */
  public boolean isWellFormed() {
    int at = EnterpriseCursor.entryAt(value, 0);
    while (at >= 0) {
      int end = EnterpriseCursor.after(value, at);
      if (!SubOptions.areWellFormed(value, EnterpriseCursor.dataAt(at), end, false)) {
        return false;
      }
      at = EnterpriseCursor.entryAt(value, end);
    }
    return at == SubOptions.AT_END;
  }

  /**
   * Puts a cursor before the first entry. A {@link SubOptionCursor} reset to an entry's data walks
   * over its sub-options.
   *
   * @param over walks over the entries of this view afterwards
   */
  public void walk(EnterpriseCursor over) {
    over.reset(value);
  }

  /**
   * Reads an enterprise's data, for a {@link SubOptionCursor} or a reader of its own.
   *
   * @param enterpriseNumber all 32 bits
   * @param into shows 0 to 255 octets afterwards, nothing if the enterprise has no entry
   * @return whether it has one
   */
  public boolean readData(int enterpriseNumber, OptionValue into) {
    return cursor.find(value, enterpriseNumber, into);
  }

  /**
   * Reads a sub-option of an enterprise.
   *
   * @param enterpriseNumber all 32 bits
   * @param code 0 to 255
   * @param into shows 0 to 253 octets afterwards, nothing if there is no such sub-option
   * @return whether there is one
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean readSubOption(int enterpriseNumber, int code, OptionValue into) {
    readData(enterpriseNumber, data);
    return SubOptions.find(data, code, into);
  }
}
