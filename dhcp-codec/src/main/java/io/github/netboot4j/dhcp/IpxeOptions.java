package io.github.netboot4j.dhcp;

/**
 * A reusable view of what iPXE and gPXE encapsulate in option 175: what the client can do, or how a
 * server wants it to behave. IANA has not assigned the option; the reference is {@code
 * src/include/ipxe/dhcp.h} and {@code features.h} of iPXE.
 *
 * <pre>
 *    Code   Len   Sub-options
 *   +------+-----+------+-----+------+--+------+-----+------+--
 *   | 175  |  N  |  c1  |  n  |  s1  |..|  c2  |  m  |  s1  | ...
 *   +------+-----+------+-----+------+--+------+-----+------+--
 * </pre>
 *
 * <p>iPXE reads the option like the options of a message, so it is read like that here: 0 is a
 * single octet of padding, and 255 ends the sub-options. Of a repeated sub-option the first counts;
 * sub-options behind a malformed one do not show, and one of a wrong length reads as absent.
 *
 * <p>A client without the option is no iPXE; one with it may be a vendor's build under another name
 * and may lack what another has: go by the features. Values without a form of their own, such as
 * {@link #SCRIPTLET}, are read with {@link #readSubOption}. Nothing here allocates.
 */
public final class IpxeOptions {
  /** {@link #priority()}. */
  public static final int PRIORITY = 1;

  /** {@link #keepSan()}. */
  public static final int KEEP_SAN = 8;

  /** {@link #skipSanBoot()}. */
  public static final int SKIP_SAN_BOOT = 9;

  /** Feature: the PXE services that a boot file calls (PXE extensions). */
  public static final int FEATURE_PXE_EXTENSIONS = 16;

  /** Feature: iSCSI. */
  public static final int FEATURE_ISCSI = 17;

  /** Feature: ATA over Ethernet. */
  public static final int FEATURE_AOE = 18;

  /** Feature: HTTP. */
  public static final int FEATURE_HTTP = 19;

  /** Feature: HTTPS. */
  public static final int FEATURE_HTTPS = 20;

  /** Feature: TFTP. */
  public static final int FEATURE_TFTP = 21;

  /** Feature: FTP. */
  public static final int FEATURE_FTP = 22;

  /** Feature: names of servers, looked up by DNS. */
  public static final int FEATURE_DNS = 23;

  /** Feature: Linux kernels. */
  public static final int FEATURE_BZIMAGE = 24;

  /** Feature: multiboot images. */
  public static final int FEATURE_MULTIBOOT = 25;

  /** Feature: SCSI over RDMA. */
  public static final int FEATURE_SRP = 27;

  /** Feature: images of the Etherboot tools (NBI). */
  public static final int FEATURE_NBI = 32;

  /** Feature: PXE network bootstrap programs. */
  public static final int FEATURE_PXE = 33;

  /** Feature: ELF images. */
  public static final int FEATURE_ELF = 34;

  /** Feature: COMBOOT images of SYSLINUX. */
  public static final int FEATURE_COMBOOT = 35;

  /** Feature: EFI images. */
  public static final int FEATURE_EFI = 36;

  /** Feature: Fibre Channel over Ethernet. */
  public static final int FEATURE_FCOE = 37;

  /** Feature: VLANs. */
  public static final int FEATURE_VLAN = 38;

  /** Feature: menus in scripts. */
  public static final int FEATURE_MENU = 39;

  /** Feature: NFS. */
  public static final int FEATURE_NFS = 41;

  /** Script text to run in place of the usual boot. */
  public static final int SCRIPTLET = 81;

  /** Name of a server for encrypted logs. */
  public static final int SYSLOGS = 85;

  /** Fingerprints of the root certificates to trust, one SHA-256 after another. */
  public static final int TRUST = 90;

  /** The client's certificate. */
  public static final int CERTIFICATE = 91;

  /** The client's private key. */
  public static final int PRIVATE_KEY = 92;

  /** URI of a place for cross-signed certificates. */
  public static final int CROSS_CERTIFICATE = 93;

  /** {@link #noPxeDhcp()}. */
  public static final int NO_PXE_DHCP = 176;

  /** {@link #busType()}, {@link #busVendor()} and {@link #busDevice()}. */
  public static final int BUS_ID = 177;

  /** User name for servers that ask for one. */
  public static final int USER_NAME = 190;

  /** Password for servers that ask for one. */
  public static final int PASSWORD = 191;

  /** {@link #majorVersion()}, {@link #minorVersion()} and {@link #patchVersion()}. */
  public static final int VERSION = 235;

  /** {@link #busType()} of a PCI device. */
  public static final int PCI = 1;

  private static final boolean PADDED = true;
  private static final int ABSENT = -1;
  private static final int VERSION_LENGTH = 3;
  private static final int BUS_ID_LENGTH = 5;

  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();

  /** A view of nothing. */
  public IpxeOptions() {}

  /**
   * Takes a message's iPXE options into view.
   *
   * @param message the message to read option 175 of
   * @return whether it has one that is not empty
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.ETHERBOOT, value);
  }

  /**
   * Whether the message has iPXE options.
   *
   * @return false when option 175 is absent or empty
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether all of the option, up to its end, is sub-options; what they hold is not looked at.
   *
   * @return false if the last sub-option reaches beyond the end; true when absent
   */
  public boolean isWellFormed() {
    return SubOptions.areWellFormed(value, PADDED);
  }

  /**
   * Whether a sub-option is there, whatever its length.
   *
   * @param code 0 to 255; 0 and 255 never are
   * @return false also when option 175 is absent
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

  // What a client says

  /**
   * Whether the client has a feature: it sends the feature's sub-option, as a rule with a 1 in it,
   * which is not looked at.
   *
   * @param code such as {@link #FEATURE_HTTP}, or a newer one from 16 to 79
   * @return false also when option 175 is absent
   * @throws IndexOutOfBoundsException for a code that is not 0 to 255
   */
  public boolean hasFeature(int code) {
    return hasSubOption(code);
  }

  /**
   * The first number of the client's version ({@link #VERSION}). A build of 2019 says 1.0.0.
   *
   * @return 0 to 255; -1 when absent
   */
  public int majorVersion() {
    return octet(VERSION, VERSION_LENGTH, 0);
  }

  /**
   * The second number of the client's version ({@link #VERSION}).
   *
   * @return 0 to 255; -1 when absent
   */
  public int minorVersion() {
    return octet(VERSION, VERSION_LENGTH, 1);
  }

  /**
   * The third number of the client's version ({@link #VERSION}).
   *
   * @return 0 to 255; -1 when absent
   */
  public int patchVersion() {
    return octet(VERSION, VERSION_LENGTH, 2);
  }

  /**
   * The kind of bus that the client's network card is on ({@link #BUS_ID}).
   *
   * @return 0 to 255, {@link #PCI} most often; -1 when absent
   */
  public int busType() {
    return octet(BUS_ID, BUS_ID_LENGTH, 0);
  }

  /**
   * Who made the client's network card ({@link #BUS_ID}): on PCI, the vendor ID.
   *
   * @return 0 to 65,535; -1 when absent
   */
  public int busVendor() {
    int at = SubOptions.locateValue(value, BUS_ID, PADDED, BUS_ID_LENGTH);
    return at >= 0 ? value.unsigned16(at + 1) : ABSENT;
  }

  /**
   * Which network card the client has ({@link #BUS_ID}): on PCI, the device ID.
   *
   * @return 0 to 65,535; -1 when absent
   */
  public int busDevice() {
    int at = SubOptions.locateValue(value, BUS_ID, PADDED, BUS_ID_LENGTH);
    return at >= 0 ? value.unsigned16(at + 3) : ABSENT;
  }

  // What a server says

  /**
   * How much an offer is to be preferred ({@link #PRIORITY}): the client takes the offer with the
   * highest, and of equal ones the last.
   *
   * @return -128 to 127; 0, as iPXE has it, when absent or not one octet long
   */
  public int priority() {
    return (byte) SubOptions.unsigned8(value, PRIORITY, PADDED, 0);
  }

  /**
   * Whether the client shall leave a SAN disk attached that it could not boot from ({@link
   * #KEEP_SAN}).
   *
   * @return whether the sub-option holds another number than zero; false when absent
   */
  public boolean keepSan() {
    return isNonZero(KEEP_SAN);
  }

  /**
   * Whether the client shall not boot from a SAN disk that it attached ({@link #SKIP_SAN_BOOT}).
   *
   * @return whether the sub-option holds another number than zero; false when absent
   */
  public boolean skipSanBoot() {
    return isNonZero(SKIP_SAN_BOOT);
  }

  /**
   * Whether the client shall neither wait for a ProxyDHCP server nor heed PXE options ({@link
   * #NO_PXE_DHCP}).
   *
   * @return whether the sub-option holds another number than zero; false when absent
   */
  public boolean noPxeDhcp() {
    return isNonZero(NO_PXE_DHCP);
  }

  private boolean isNonZero(int code) {
    readSubOption(code, part);
    for (int index = 0; index < part.length(); index++) {
      if (part.unsigned8(index) != 0) {
        return true;
      }
    }
    return false;
  }

  private int octet(int code, int length, int index) {
    int at = SubOptions.locateValue(value, code, PADDED, length);
    return at >= 0 ? value.unsigned8(at + index) : ABSENT;
  }
}
