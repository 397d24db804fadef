package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of vendor-specific information (option 43, RFC 2132 §8.4) as the Preboot
 * Execution Environment specification 2.1 (Intel, 1999) fills it: where and how PXE firmware finds
 * boot servers. It means this only in messages whose option 60 begins with {@code PXEClient}; this
 * view does not look at that.
 *
 * <pre>
 *    Code   Len   Sub-options
 *   +------+-----+------+-----+------+--+------+-----+------+--+-----+
 *   |  43  |  N  |  c1  |  n  |  s1  |..|  c2  |  m  |  s1  |..| 255 |
 *   +------+-----+------+-----+------+--+------+-----+------+--+-----+
 * </pre>
 *
 * <p>0 is a single octet of padding and 255 ends the sub-options; it may be left out. Of a repeated
 * sub-option the first counts; sub-options behind a malformed one do not show, and one of a wrong
 * length reads as absent.
 *
 * <p>Boot servers and menu items are walked over; {@link #read} and {@link #rewind} put the walks
 * at their start:
 *
 * <pre>{@code
 * while (options.nextMenuItem()) {
 *   options.readMenuItemText(text);
 *   System.out.println(options.menuItemType() + ": " + text.toText());
 * }
 * }</pre>
 *
 * <p>Nothing here allocates.
 */
public final class PxeVendorOptions {
  /** Multicast address of the boot file: {@link #mtftpAddress()}. */
  public static final int MTFTP_ADDRESS = 1;

  /** {@link #mtftpClientPort()}. */
  public static final int MTFTP_CLIENT_PORT = 2;

  /** {@link #mtftpServerPort()}. */
  public static final int MTFTP_SERVER_PORT = 3;

  /** {@link #mtftpTimeout()}. */
  public static final int MTFTP_TIMEOUT = 4;

  /** {@link #mtftpDelay()}. */
  public static final int MTFTP_DELAY = 5;

  /** {@link #discoveryControl()}. */
  public static final int DISCOVERY_CONTROL = 6;

  /** {@link #discoveryMulticastAddress()}. */
  public static final int DISCOVERY_MULTICAST_ADDRESS = 7;

  /** {@link #nextBootServer()}. */
  public static final int BOOT_SERVERS = 8;

  /** {@link #nextMenuItem()}. */
  public static final int BOOT_MENU = 9;

  /** {@link #promptTimeout()} and {@link #readPromptText}. */
  public static final int MENU_PROMPT = 10;

  /**
   * Multicast addresses for boot servers to allot: {@link #multicastAllocationAddress()}, then two
   * numbers of two octets, of addresses a server takes and of addresses there are. Implementations
   * differ in their byte order; {@link #readSubOption} shows them as they are.
   */
  public static final int MULTICAST_ALLOCATION = 11;

  /** {@link #credentialType}. */
  public static final int CREDENTIAL_TYPES = 12;

  /** {@link #bootItemType()} and {@link #bootItemLayer()}. */
  public static final int BOOT_ITEM = 71;

  /** Bit of {@link #discoveryControl()}: no discovery of boot servers by broadcast. */
  public static final int NO_BROADCAST_DISCOVERY = 1;

  /** Bit of {@link #discoveryControl()}: no discovery of boot servers by multicast. */
  public static final int NO_MULTICAST_DISCOVERY = 2;

  /** Bit of {@link #discoveryControl()}: only the boot servers of {@link #BOOT_SERVERS}. */
  public static final int ONLY_LISTED_SERVERS = 4;

  /**
   * Bit of {@link #discoveryControl()}: no discovery, prompt and menu at all if the message has the
   * name of a boot file.
   */
  public static final int SKIP_DISCOVERY = 8;

  /** Bit of {@link #bootItemLayer()}: the boot file's credentials are meant, not the file. */
  public static final int CREDENTIALS_LAYER = 0x8000;

  private static final boolean PADDED = true;
  private static final int ABSENT = -1;
  private static final int ADDRESS_LENGTH = 4;
  private static final int CREDENTIAL_TYPE_LENGTH = 4;
  private static final int MULTICAST_ALLOCATION_LENGTH = 8;
  private static final int BOOT_ITEM_LENGTH = 4;

  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();
  private final PxeEntries bootServers = new PxeEntries(ADDRESS_LENGTH);
  private final PxeEntries menu = new PxeEntries(1);

  /** A view of nothing. */
  public PxeVendorOptions() {}

  /**
   * Takes a message's PXE options into view.
   *
   * @param message the message to read option 43 of
   * @return whether it has one that is not empty
   */
  public boolean read(DhcpMessageView message) {
    boolean present = message.readOption(OptionCode.VENDOR_SPECIFIC_INFORMATION, value);
    readSubOption(BOOT_SERVERS, bootServers.list);
    readSubOption(BOOT_MENU, menu.list);
    rewind();
    return present;
  }

  /**
   * Whether the message has vendor-specific information.
   *
   * @return false when option 43 is absent or empty
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether all of the option, up to its end, is sub-options, and the boot servers and the menu are
   * entries.
   *
   * @return false if a sub-option or an entry reaches beyond its end; true when absent
   */
  public boolean isWellFormed() {
    return SubOptions.areWellFormed(value, PADDED)
        && bootServers.areWellFormed()
        && menu.areWellFormed();
  }

  /**
   * Whether a sub-option is there, whatever its length.
   *
   * @param code 0 to 255; 0 and 255 never are
   * @return false also when option 43 is absent
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean hasSubOption(int code) {
    return SubOptions.locate(value, code, PADDED) >= 0;
  }

  /**
   * Reads a sub-option's value, whatever it is.
   *
   * @param code 0 to 255; 0 and 255 never are there
   * @param into shows 0 to 255 octets afterwards, nothing if the sub-option is absent
   * @return whether it is there
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean readSubOption(int code, OptionValue into) {
    return SubOptions.find(value, code, PADDED, into);
  }

  /**
   * Puts a cursor before the first sub-option.
   *
   * @param over walks over the sub-options of this view afterwards
   */
  public void walk(SubOptionCursor over) {
    over.resetPadded(value);
  }

  // Multicast TFTP

  /**
   * Where the boot file is sent by multicast ({@link #MTFTP_ADDRESS}).
   *
   * @return an IPv4 address, 0 when absent
   */
  public int mtftpAddress() {
    return address(MTFTP_ADDRESS);
  }

  /**
   * The UDP port that the client listens on for the boot file ({@link #MTFTP_CLIENT_PORT}). On the
   * wire its lower octet stands first, unlike all else in the option.
   *
   * @return 0 to 65,535; -1 when absent
   */
  public int mtftpClientPort() {
    return reversed16(MTFTP_CLIENT_PORT);
  }

  /**
   * The UDP port that the client asks for the boot file ({@link #MTFTP_SERVER_PORT}). On the wire
   * its lower octet stands first, unlike all else in the option.
   *
   * @return 0 to 65,535; -1 when absent
   */
  public int mtftpServerPort() {
    return reversed16(MTFTP_SERVER_PORT);
  }

  /**
   * How long the client listens before it asks for the boot file ({@link #MTFTP_TIMEOUT}).
   *
   * @return in seconds, 0 to 255; -1 when absent
   */
  public int mtftpTimeout() {
    return SubOptions.unsigned8(value, MTFTP_TIMEOUT, PADDED, ABSENT);
  }

  /**
   * How long the client waits before it asks again ({@link #MTFTP_DELAY}).
   *
   * @return in seconds, 0 to 255; -1 when absent
   */
  public int mtftpDelay() {
    return SubOptions.unsigned8(value, MTFTP_DELAY, PADDED, ABSENT);
  }

  // Discovery of boot servers

  /**
   * How the client finds boot servers ({@link #DISCOVERY_CONTROL}).
   *
   * @return 8 bits: {@link #NO_BROADCAST_DISCOVERY}, {@link #NO_MULTICAST_DISCOVERY}, {@link
   *     #ONLY_LISTED_SERVERS}, {@link #SKIP_DISCOVERY}; 0, as the specification has it, when absent
   */
  public int discoveryControl() {
    return SubOptions.unsigned8(value, DISCOVERY_CONTROL, PADDED, 0);
  }

  /**
   * Where boot servers listen for discovery ({@link #DISCOVERY_MULTICAST_ADDRESS}).
   *
   * @return an IPv4 address, 0 when absent
   */
  public int discoveryMulticastAddress() {
    return address(DISCOVERY_MULTICAST_ADDRESS);
  }

  /** Goes back to before the first boot server and before the first menu item. */
  public void rewind() {
    bootServers.rewind();
    menu.rewind();
  }

  /**
   * Steps to the next kind of boot server ({@link #BOOT_SERVERS}): a type, and the addresses of the
   * servers of this type.
   *
   * @return false at the end or before a malformed one, and until {@link #rewind}
   */
  public boolean nextBootServer() {
    return bootServers.next();
  }

  /**
   * The type of the boot servers here.
   *
   * @return 0 to 65,535, as in {@link #menuItemType()}
   * @throws IllegalStateException before the first and after the last boot server
   */
  public int bootServerType() {
    return bootServers.type();
  }

  /**
   * How many servers of the type here are listed.
   *
   * @return 0 to 62; none listed means that any server of the type will do
   * @throws IllegalStateException before the first and after the last boot server
   */
  public int bootServerAddressCount() {
    return bootServers.length() / ADDRESS_LENGTH;
  }

  /**
   * The address of a server of the type here.
   *
   * @param index from 0 to {@link #bootServerAddressCount()} - 1
   * @return an IPv4 address
   * @throws IndexOutOfBoundsException for any other index
   * @throws IllegalStateException before the first and after the last boot server
   */
  public int bootServerAddress(int index) {
    Objects.checkIndex(index, bootServerAddressCount());
    return bootServers.list.int32(bootServers.contentAt() + index * ADDRESS_LENGTH);
  }

  // Menu

  /**
   * Steps to the next item of the boot menu ({@link #BOOT_MENU}).
   *
   * @return false at the end or before a malformed one, and until {@link #rewind}
   */
  public boolean nextMenuItem() {
    return menu.next();
  }

  /**
   * The type of boot server that the item here asks for.
   *
   * @return 0 to 65,535; 0 boots from the local disk
   * @throws IllegalStateException before the first and after the last menu item
   */
  public int menuItemType() {
    return menu.type();
  }

  /**
   * Reads the text of the item here.
   *
   * @param into shows 0 to 252 octets afterwards
   * @throws IllegalStateException before the first and after the last menu item
   */
  public void readMenuItemText(OptionValue into) {
    menu.list.slice(menu.contentAt(), menu.length(), into);
  }

  /**
   * How long the client shows the prompt ({@link #MENU_PROMPT}).
   *
   * @return in seconds, 0 to 255; 0 takes the first item at once, 255 shows the menu and waits; -1
   *     when absent or empty
   */
  public int promptTimeout() {
    return readSubOption(MENU_PROMPT, part) && part.length() > 0 ? part.unsigned8(0) : ABSENT;
  }

  /**
   * Reads the text of the prompt ({@link #MENU_PROMPT}).
   *
   * @param into shows 0 to 254 octets afterwards, nothing when absent
   * @return whether the prompt is there and not empty
   */
  public boolean readPromptText(OptionValue into) {
    if (promptTimeout() == ABSENT) {
      into.clear();
      return false;
    }
    part.slice(1, part.length() - 1, into);
    return true;
  }

  // The rest

  /**
   * The first of the multicast addresses that boot servers may allot ({@link
   * #MULTICAST_ALLOCATION}).
   *
   * @return an IPv4 address, 0 when absent or not eight octets long
   */
  public int multicastAllocationAddress() {
    int at =
        SubOptions.locateValue(value, MULTICAST_ALLOCATION, PADDED, MULTICAST_ALLOCATION_LENGTH);
    return at >= 0 ? value.int32(at) : Ipv4.ANY;
  }

  /**
   * How many types of credentials the client takes ({@link #CREDENTIAL_TYPES}).
   *
   * @return 0 to 63; 0 also when absent or not a multiple of four octets long
   */
  public int credentialTypeCount() {
    boolean sound =
        readSubOption(CREDENTIAL_TYPES, part) && part.length() % CREDENTIAL_TYPE_LENGTH == 0;
    return sound ? part.length() / CREDENTIAL_TYPE_LENGTH : 0;
  }

  /**
   * A type of credentials ({@link #CREDENTIAL_TYPES}).
   *
   * @param index from 0 to {@link #credentialTypeCount()} - 1
   * @return all 32 bits
   * @throws IndexOutOfBoundsException for any other index
   */
  public int credentialType(int index) {
    Objects.checkIndex(index, credentialTypeCount());
    return part.int32(index * CREDENTIAL_TYPE_LENGTH);
  }

  /**
   * The type of boot server that is asked for or that answers ({@link #BOOT_ITEM}).
   *
   * @return 0 to 65,535, as in {@link #menuItemType()}; -1 when absent or not four octets long
   */
  public int bootItemType() {
    int at = SubOptions.locateValue(value, BOOT_ITEM, PADDED, BOOT_ITEM_LENGTH);
    return at >= 0 ? value.unsigned16(at) : ABSENT;
  }

  /**
   * Which of the boot server's files is meant ({@link #BOOT_ITEM}): 0 the first, and so on.
   *
   * @return 16 bits, the highest of which is {@link #CREDENTIALS_LAYER}; -1 when absent or not four
   *     octets long
   */
  public int bootItemLayer() {
    int at = SubOptions.locateValue(value, BOOT_ITEM, PADDED, BOOT_ITEM_LENGTH);
    return at >= 0 ? value.unsigned16(at + 2) : ABSENT;
  }

  private int address(int code) {
    return SubOptions.int32(value, code, PADDED, Ipv4.ANY);
  }

  private int reversed16(int code) {
    int at = SubOptions.locateValue(value, code, PADDED, 2);
    return at >= 0 ? value.unsigned8(at + 1) << 8 | value.unsigned8(at) : ABSENT;
  }
}
