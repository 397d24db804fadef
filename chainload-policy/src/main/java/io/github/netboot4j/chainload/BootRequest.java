package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.MachineIdentifier;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.ParameterRequestList;
import io.github.netboot4j.dhcp.RelayAgentInformation;
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

  static final String PXE_CLIENT = "PXEClient";
  static final String HTTP_CLIENT = "HTTPClient";
  private static final String ARCHITECTURE_LABEL = ":Arch:";
  private static final int ARCHITECTURE_DIGITS = 5;

  // What was read already; nothing is read before it is asked for.
  private static final int USER_CLASS = 1;
  private static final int VENDOR_CLASS = 1 << 1;
  private static final int MACHINE_ID = 1 << 2;
  private static final int ARCHITECTURE = 1 << 3;
  private static final int STAGE = 1 << 4;
  private static final int IPXE = 1 << 5;
  private static final int RELAY = 1 << 6;
  private static final int HOST_NAME = 1 << 7;
  private static final int REQUESTED = 1 << 8;

  private final UserClass userClass = new UserClass();
  private final OptionValue vendorClass = new OptionValue();
  private final OptionValue machineId = new OptionValue();
  private final MachineIdentifier machine = new MachineIdentifier();
  private final IpxeOptions ipxe = new IpxeOptions();
  private final RelayAgentInformation relay = new RelayAgentInformation();
  private final OptionValue circuitId = new OptionValue();
  private final OptionValue remoteId = new OptionValue();
  private final OptionValue subscriberId = new OptionValue();
  private final OptionValue hostName = new OptionValue();
  private final ParameterRequestList requested = new ParameterRequestList();
  private final OptionValue scratch = new OptionValue();
  private final StageReader stages = new StageReader();

  private int arrivalAddress;
  private int arrivalPort = SERVER_PORT;
  private int givenAddress;
  private String arrivalInterface = "";
  private int arrivalNetmask;

  private DhcpMessageView message = new DhcpMessageView();
  private int known;
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
    known = 0;
    return this;
  }

  /** Whether this is asked for the first time since {@link #wrap}. */
  private boolean isNew(int what) {
    if ((known & what) != 0) {
      return false;
    }
    known |= what;
    return true;
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
    readMachine();
    return machineId;
  }

  /**
   * The machine's own identifier as a UUID (option 97, RFC 4578 §2.3).
   *
   * @return absent when the option is; valid until the next {@link #wrap}
   */
  public MachineIdentifier machineIdentifier() {
    readMachine();
    return machine;
  }

  private void readMachine() {
    if (isNew(MACHINE_ID)) {
      machine.read(message);
      machine.readOctets(machineId);
    }
  }

  /**
   * The architecture that the client says it has.
   *
   * @return {@link ClientArchitecture#OTHER} for an unlisted code and when absent
   */
  public ClientArchitecture architecture() {
    return ClientArchitecture.of(architectureCode());
  }

  /**
   * The code of the architecture: the first of option 93 (RFC 4578 §2.1), or, without that option,
   * the decimal number in a vendor class {@code PXEClient:Arch:xxxxx} or {@code
   * HTTPClient:Arch:xxxxx}.
   *
   * @return 0 to 65,535, or -1 when neither is there
   */
  public int architectureCode() {
    if (isNew(ARCHITECTURE)) {
      architectureCode = readArchitecture();
    }
    return architectureCode;
  }

  /**
   * The user class (option 77, RFC 3004), in raw or in list form.
   *
   * @return valid until the next {@link #wrap}
   */
  public UserClass userClass() {
    if (isNew(USER_CLASS)) {
      userClass.read(message);
    }
    return userClass;
  }

  /**
   * The vendor class identifier (option 60, RFC 2132 §9.13).
   *
   * @return as sent, or no octets when absent; valid until the next {@link #wrap}
   */
  public OptionValue vendorClass() {
    if (isNew(VENDOR_CLASS)) {
      message.readOption(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass);
    }
    return vendorClass;
  }

  /**
   * What iPXE and gPXE say about themselves in option 175: features and version.
   *
   * @return absent when the option is; valid until the next {@link #wrap}
   */
  public IpxeOptions ipxe() {
    if (isNew(IPXE)) {
      ipxe.read(message);
    }
    return ipxe;
  }

  /**
   * Where a relay received the message: its address on the client's subnet; {@code giaddr} in RFC
   * 2131 §2.
   *
   * @return an IPv4 address; 0 when no relay was involved
   */
  public int relayAddress() {
    return message.relayAddress();
  }

  /**
   * An address of this side on the client's subnet: the relay's or, without a relay, the server's
   * own.
   *
   * @return an IPv4 address; 0 when unknown
   */
  public int subnetAddress() {
    int relayAddress = message.relayAddress();
    return relayAddress != Ipv4.ANY ? relayAddress : arrivalAddress;
  }

  /**
   * All that the relay said (option 82, RFC 3046).
   *
   * @return absent when the option is; valid until the next {@link #wrap}
   */
  public RelayAgentInformation relay() {
    if (isNew(RELAY)) {
      relay.read(message);
      relay.readSubOption(RelayAgentInformation.CIRCUIT_ID, circuitId);
      relay.readSubOption(RelayAgentInformation.REMOTE_ID, remoteId);
      relay.readSubOption(RelayAgentInformation.SUBSCRIBER_ID, subscriberId);
    }
    return relay;
  }

  /**
   * The relay's port or circuit that the client is on (82.1, RFC 3046 §3.1).
   *
   * @return as sent, or no octets when absent; valid until the next {@link #wrap}
   */
  public OptionValue circuitId() {
    relay();
    return circuitId;
  }

  /**
   * Who is at the other end of the circuit (82.2, RFC 3046 §3.2).
   *
   * @return as sent, or no octets when absent; valid until the next {@link #wrap}
   */
  public OptionValue remoteId() {
    relay();
    return remoteId;
  }

  /**
   * The subscriber, as the relay's owner names it (82.6, RFC 3993 §3).
   *
   * @return as sent, or no octets when absent; valid until the next {@link #wrap}
   */
  public OptionValue subscriberId() {
    relay();
    return subscriberId;
  }

  /**
   * The name that the client calls itself (option 12, RFC 2132 §3.14).
   *
   * @return as sent, or no octets when absent; valid until the next {@link #wrap}
   */
  public OptionValue hostName() {
    if (isNew(HOST_NAME)) {
      message.readOption(OptionCode.HOST_NAME, hostName);
    }
    return hostName;
  }

  /**
   * The options that the client asks for (option 55, RFC 2132 §9.8).
   *
   * @return empty when absent; valid until the next {@link #wrap}
   */
  public ParameterRequestList requestedOptions() {
    if (isNew(REQUESTED)) {
      requested.read(message);
    }
    return requested;
  }

  /**
   * Which program is asking.
   *
   * @return {@link BootStage#OTHER} when nothing in the message tells
   */
  public BootStage stage() {
    if (isNew(STAGE)) {
      stage = stages.of(this);
    }
    return stage;
  }

  /** To show an option in; free for whoever works with this request at the moment. */
  OptionValue scratch() {
    return scratch;
  }

  private int readArchitecture() {
    return message.readOption(OptionCode.CLIENT_ARCHITECTURE, scratch)
        ? scratch.unsigned16(0)
        : architectureOfVendorClass();
  }

  private int architectureOfVendorClass() {
    OptionValue text = vendorClass();
    int prefix =
        text.startsWith(PXE_CLIENT)
            ? PXE_CLIENT.length()
            : text.startsWith(HTTP_CLIENT) ? HTTP_CLIENT.length() : -1;
    int digits = prefix + ARCHITECTURE_LABEL.length();
    if (prefix < 0 || text.length() < digits + ARCHITECTURE_DIGITS) {
      return -1;
    }
    for (int index = 0; index < ARCHITECTURE_LABEL.length(); index++) {
      if (text.unsigned8(prefix + index) != ARCHITECTURE_LABEL.charAt(index)) {
        return -1;
      }
    }
    int code = 0;
    for (int index = 0; index < ARCHITECTURE_DIGITS; index++) {
      int digit = text.unsigned8(digits + index) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = code * 10 + digit;
    }
    return code <= 0xFFFF ? code : -1;
  }
}
