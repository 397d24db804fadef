package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.UserClass;

/**
 * What a DHCP message says about its sender: a reusable flyweight over the message's view, which
 * must stay wrapped for as long as this is in use. Nothing here allocates or throws for any content
 * of the message. Not for use by several threads at once.
 */
public final class BootRequest {
  /** The port that DHCP servers hear on (RFC 2131 §4.1). */
  public static final int SERVER_PORT = 67;

  /** The port that PXE boot servers hear on. */
  public static final int BOOT_SERVER_PORT = 4011;

  private static final String PXE_PREFIX = "PXEClient:Arch:";
  private static final String HTTP_PREFIX = "HTTPClient:Arch:";
  private static final int ARCHITECTURE_DIGITS = 5;

  private final UserClass userClass = new UserClass();
  private final OptionValue vendorClass = new OptionValue();
  private final OptionValue machineId = new OptionValue();
  private final OptionValue scratch = new OptionValue();

  private int arrivalAddress;
  private int arrivalPort = SERVER_PORT;
  private int givenAddress;
  private String arrivalInterface = "";
  private int arrivalNetmask;

  private DhcpMessageView message = new DhcpMessageView();
  private int architectureCode = -1;
  private BootStage stage = BootStage.OTHER;

  /** A request of nobody. */
  public BootRequest() {}

  /**
   * Takes a message into view.
   *
   * @param request a wrapped message
   * @return this request
   */
  public BootRequest wrap(DhcpMessageView request) {
    message = request;
    givenAddress = Ipv4.ANY;
    userClass.read(request);
    request.readOption(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass);
    request.readOption(OptionCode.CLIENT_MACHINE_IDENTIFIER, machineId);
    architectureCode = readArchitecture();
    stage = readStage();
    return this;
  }

  /**
   * Says where the message arrived; kept until the next call.
   *
   * @param ownAddress the server's own IPv4 address on the interface that the message came in on; 0
   *     when unknown
   * @param port {@link #SERVER_PORT} or {@link #BOOT_SERVER_PORT}
   * @return this request
   */
  public BootRequest arrivedAt(int ownAddress, int port) {
    arrivalAddress = ownAddress;
    arrivalPort = port;
    return this;
  }

  /**
   * The server's own address on the interface that the message came in on.
   *
   * @return an IPv4 address; 0 when unknown
   */
  public int arrivalAddress() {
    return arrivalAddress;
  }

  /**
   * The port that the message came in on.
   *
   * @return {@link #SERVER_PORT} unless {@link #arrivedAt} said otherwise
   */
  public int arrivalPort() {
    return arrivalPort;
  }

  /**
   * Says which interface the message arrived on, for policies in which that matters; kept until the
   * next call.
   *
   * @param name such as {@code "eth0"}; empty when unknown
   * @param netmask the mask that belongs to the server's own address there; 0 when unknown
   * @return this request
   */
  public BootRequest arrivedOn(String name, int netmask) {
    arrivalInterface = name;
    arrivalNetmask = netmask;
    return this;
  }

  /**
   * The interface that the message came in on.
   *
   * @return its name; empty when unknown
   */
  public String arrivalInterface() {
    return arrivalInterface;
  }

  /**
   * The mask that belongs to {@link #arrivalAddress()}.
   *
   * @return 0 when unknown
   */
  public int arrivalNetmask() {
    return arrivalNetmask;
  }

  /**
   * Says which address the client is given, for policies in which that matters; forgotten by {@link
   * #wrap}.
   *
   * @param address an IPv4 address; 0 when none is given or none was chosen yet
   * @return this request
   */
  public BootRequest given(int address) {
    givenAddress = address;
    return this;
  }

  /**
   * The address that the client is given.
   *
   * @return an IPv4 address; 0 when none is given or none was chosen yet
   */
  public int givenAddress() {
    return givenAddress;
  }

  /**
   * The message itself, for whatever has no accessor here.
   *
   * @return the wrapped view
   */
  public DhcpMessageView message() {
    return message;
  }

  /**
   * The hardware address of a client on an Ethernet; {@code chaddr} in RFC 2131 §2.
   *
   * @return 48 bits, the first octet the highest; -1 when the address is not six octets long
   */
  public long macAddress() {
    return message.macAddress();
  }

  /**
   * The machine's own identifier (option 97, RFC 4578 §2.3): a type octet, 0, and a UUID whose
   * first three fields are little-endian.
   *
   * @return 17 octets as sent, or none when absent; valid until the next {@link #wrap}
   */
  public OptionValue machineId() {
    return machineId;
  }

  /**
   * The architecture that the client says it has.
   *
   * @return {@link ClientArchitecture#OTHER} for an unlisted code and when absent
   */
  public ClientArchitecture architecture() {
    return ClientArchitecture.of(architectureCode);
  }

  /**
   * The code of the architecture: the first of option 93 (RFC 4578 §2.1), or, without that option,
   * the decimal number in a vendor class {@code PXEClient:Arch:xxxxx} or {@code
   * HTTPClient:Arch:xxxxx}.
   *
   * @return 0 to 65,535, or -1 when neither is there
   */
  public int architectureCode() {
    return architectureCode;
  }

  /**
   * The user class (option 77, RFC 3004), in raw or in list form.
   *
   * @return valid until the next {@link #wrap}
   */
  public UserClass userClass() {
    return userClass;
  }

  /**
   * The vendor class identifier (option 60, RFC 2132 §9.13).
   *
   * @return as sent, or no octets when absent; valid until the next {@link #wrap}
   */
  public OptionValue vendorClass() {
    return vendorClass;
  }

  /**
   * Which program is asking.
   *
   * @return {@link BootStage#OTHER} when nothing in the message tells
   */
  public BootStage stage() {
    return stage;
  }

  /** To show an option in; free for whoever works with this request at the moment. */
  OptionValue scratch() {
    return scratch;
  }

  private int readArchitecture() {
    if (message.readOption(OptionCode.CLIENT_ARCHITECTURE, scratch)) {
      return scratch.unsigned16(0);
    }
    int digits =
        vendorClass.startsWith(PXE_PREFIX)
            ? PXE_PREFIX.length()
            : vendorClass.startsWith(HTTP_PREFIX) ? HTTP_PREFIX.length() : -1;
    if (digits < 0 || vendorClass.length() < digits + ARCHITECTURE_DIGITS) {
      return -1;
    }
    int code = 0;
    for (int index = 0; index < ARCHITECTURE_DIGITS; index++) {
      int digit = vendorClass.unsigned8(digits + index) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = code * 10 + digit;
    }
    return code <= 0xFFFF ? code : -1;
  }

  private BootStage readStage() {
    if (userClass.matches("iPXE")) {
      return BootStage.IPXE;
    }
    if (userClass.matches("gPXE")) {
      return BootStage.GPXE;
    }
    if (vendorClass.startsWith("HTTPClient")) {
      return BootStage.UEFI_HTTP;
    }
    if (vendorClass.startsWith("PXEClient")) {
      ClientArchitecture architecture = architecture();
      if (architecture == ClientArchitecture.X86_BIOS || architectureCode < 0) {
        return BootStage.BIOS_PXE;
      }
      return architecture.isUefi() ? BootStage.UEFI_PXE : BootStage.OTHER;
    }
    return BootStage.OTHER;
  }
}
