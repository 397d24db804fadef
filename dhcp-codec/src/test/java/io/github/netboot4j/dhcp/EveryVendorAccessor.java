package io.github.netboot4j.dhcp;

/**
 * Calls whatever can be asked of the views of the options in which clients, vendors and relay
 * agents say who they are. Allocates nothing itself, but for {@link #texts}.
 */
final class EveryVendorAccessor {
  private final ClientArchitectures architectures = new ClientArchitectures();
  private final MachineIdentifier machine = new MachineIdentifier();
  private final NetworkInterfaceIdentifier network = new NetworkInterfaceIdentifier();
  private final ParameterRequestList parameters = new ParameterRequestList();
  private final RelayAgentInformation relay = new RelayAgentInformation();
  private final VendorIdentifyingClass vendorClass = new VendorIdentifyingClass();
  private final VendorIdentifyingOptions vendorOptions = new VendorIdentifyingOptions();
  private final PxeVendorOptions pxe = new PxeVendorOptions();
  private final IpxeOptions ipxe = new IpxeOptions();

  private final SubOptionCursor subOptions = new SubOptionCursor();
  private final EnterpriseCursor enterprises = new EnterpriseCursor();
  private final OptionValue value = new OptionValue();
  private final OptionValue inner = new OptionValue();

  /** A number made of all answers: equal for equal options, however they are cut in pieces. */
  long sum(DhcpMessageView message) {
    long sum = architectures(message);
    sum = sum * 31 + machine(message);
    sum = sum * 31 + network(message);
    sum = sum * 31 + parameters(message);
    sum = sum * 31 + relay(message);
    sum = sum * 31 + vendorClass(message);
    sum = sum * 31 + vendorOptions(message);
    sum = sum * 31 + pxe(message);
    return sum * 31 + ipxe(message);
  }

  private long architectures(DhcpMessageView message) {
    long sum = bit(architectures.read(message)) + 2 * bit(architectures.isPresent());
    for (int index = 0; index < architectures.count(); index++) {
      sum = sum * 31 + architectures.architecture(index);
    }
    return sum * 31 + bit(architectures.contains(7));
  }

  private long machine(DhcpMessageView message) {
    long sum = bit(machine.read(message)) + 2 * bit(machine.isPresent()) + machine.type();
    sum = sum * 31 + machine.mostSignificantBits();
    sum = sum * 31 + machine.leastSignificantBits();
    return sum * 31 + bit(machine.readOctets(value)) + content(value);
  }

  private long network(DhcpMessageView message) {
    long sum = bit(network.read(message)) + 2 * bit(network.isPresent()) + network.type();
    return (sum * 31 + network.majorVersion()) * 31 + network.minorVersion();
  }

  private long parameters(DhcpMessageView message) {
    long sum = bit(parameters.read(message)) + 2 * bit(parameters.isPresent());
    for (int index = 0; index < parameters.count(); index++) {
      sum = sum * 31 + parameters.code(index);
    }
    for (int code = 0; code < 256; code++) {
      sum = sum * 31 + bit(parameters.contains(code));
    }
    return sum;
  }

  private long relay(DhcpMessageView message) {
    long sum = bit(relay.read(message)) + 2 * bit(relay.isPresent());
    sum = sum * 31 + bit(relay.isWellFormed());
    for (int code = 0; code < 256; code++) {
      sum = sum * 31 + bit(relay.hasSubOption(code));
      sum = sum * 31 + bit(relay.readSubOption(code, value)) + content(value);
    }
    relay.walk(subOptions);
    sum = sum * 31 + subOptions();
    sum = sum * 31 + relay.docsisDeviceClass();
    sum = sum * 31 + relay.linkSelection();
    sum = sum * 31 + relay.serverIdentifierOverride();
    sum = sum * 31 + relay.flags() + bit(relay.isUnicast());
    for (int type = 0; type < 256; type++) {
      sum = sum * 31 + bit(relay.readRadiusAttribute(type, value)) + content(value);
    }
    sum = sum * 31 + relay.authenticationAlgorithm();
    sum = sum * 31 + relay.authenticationReplayDetectionMethod();
    sum = sum * 31 + relay.authenticationReplayDetection();
    sum = sum * 31 + relay.authenticationRelayIdentifier();
    sum = sum * 31 + bit(relay.readAuthenticationInformation(value)) + content(value);
    sum = sum * 31 + bit(relay.readVendorSpecific(9, value)) + content(value);
    sum = sum * 31 + relay.virtualSubnetType();
    return sum * 31 + bit(relay.readVirtualSubnet(value)) + content(value);
  }

  private long vendorClass(DhcpMessageView message) {
    long sum = bit(vendorClass.read(message)) + 2 * bit(vendorClass.isPresent());
    sum = sum * 31 + bit(vendorClass.isWellFormed());
    vendorClass.walk(enterprises);
    while (enterprises.next()) {
      int enterprise = enterprises.enterpriseNumber();
      enterprises.readData(value);
      sum = sum * 31 + enterprise + content(value);
      sum = sum * 31 + bit(vendorClass.readData(enterprise, value)) + content(value);
      int items = vendorClass.itemCount(enterprise);
      sum = sum * 31 + items;
      for (int index = 0; index < items; index++) {
        vendorClass.readItem(enterprise, index, value);
        sum = sum * 31 + content(value);
      }
      sum = sum * 31 + bit(vendorClass.matches(enterprise, "lab"));
    }
    sum = sum * 31 + bit(vendorClass.readData(9, value)) + content(value);
    sum = sum * 31 + vendorClass.itemCount(9) + bit(vendorClass.matches(9, ""));
    return sum * 31 + bit(enterprises.isWellFormed());
  }

  private long vendorOptions(DhcpMessageView message) {
    long sum = bit(vendorOptions.read(message)) + 2 * bit(vendorOptions.isPresent());
    sum = sum * 31 + bit(vendorOptions.isWellFormed());
    vendorOptions.walk(enterprises);
    while (enterprises.next()) {
      int enterprise = enterprises.enterpriseNumber();
      enterprises.readData(value);
      subOptions.reset(value);
      sum = sum * 31 + enterprise + content(value) + subOptions();
      sum = sum * 31 + bit(vendorOptions.readSubOption(enterprise, 1, value)) + content(value);
      sum = sum * 31 + bit(vendorOptions.readData(enterprise, value)) + content(value);
    }
    return sum * 31 + bit(vendorOptions.readSubOption(9, 0, value)) + content(value);
  }

  private long pxe(DhcpMessageView message) {
    long sum = bit(pxe.read(message)) + 2 * bit(pxe.isPresent());
    sum = sum * 31 + bit(pxe.isWellFormed());
    for (int code = 0; code < 256; code++) {
      sum = sum * 31 + bit(pxe.hasSubOption(code));
      sum = sum * 31 + bit(pxe.readSubOption(code, value)) + content(value);
    }
    pxe.walk(subOptions);
    sum = sum * 31 + subOptions();
    sum = sum * 31 + pxe.mtftpAddress();
    sum = (sum * 31 + pxe.mtftpClientPort()) * 31 + pxe.mtftpServerPort();
    sum = (sum * 31 + pxe.mtftpTimeout()) * 31 + pxe.mtftpDelay();
    sum = (sum * 31 + pxe.discoveryControl()) * 31 + pxe.discoveryMulticastAddress();
    while (pxe.nextBootServer()) {
      sum = sum * 31 + pxe.bootServerType();
      for (int index = 0; index < pxe.bootServerAddressCount(); index++) {
        sum = sum * 31 + pxe.bootServerAddress(index);
      }
    }
    while (pxe.nextMenuItem()) {
      pxe.readMenuItemText(value);
      sum = (sum * 31 + pxe.menuItemType()) * 31 + content(value);
    }
    pxe.rewind();
    sum = sum * 31 + bit(pxe.nextBootServer()) + 2 * bit(pxe.nextMenuItem());
    sum = sum * 31 + pxe.promptTimeout();
    sum = sum * 31 + bit(pxe.readPromptText(value)) + content(value);
    sum = sum * 31 + pxe.multicastAllocationAddress();
    for (int index = 0; index < pxe.credentialTypeCount(); index++) {
      sum = sum * 31 + pxe.credentialType(index);
    }
    return (sum * 31 + pxe.bootItemType()) * 31 + pxe.bootItemLayer();
  }

  private long ipxe(DhcpMessageView message) {
    long sum = bit(ipxe.read(message)) + 2 * bit(ipxe.isPresent());
    sum = sum * 31 + bit(ipxe.isWellFormed());
    for (int code = 0; code < 256; code++) {
      sum = sum * 31 + bit(ipxe.hasSubOption(code)) + 2 * bit(ipxe.hasFeature(code));
      sum = sum * 31 + bit(ipxe.readSubOption(code, value)) + content(value);
    }
    ipxe.walk(subOptions);
    sum = sum * 31 + subOptions();
    sum = (sum * 31 + ipxe.majorVersion()) * 31 + ipxe.minorVersion();
    sum = (sum * 31 + ipxe.patchVersion()) * 31 + ipxe.busType();
    sum = (sum * 31 + ipxe.busVendor()) * 31 + ipxe.busDevice();
    sum = (sum * 31 + ipxe.priority()) * 31 + bit(ipxe.keepSan());
    return (sum * 31 + bit(ipxe.skipSanBoot())) * 31 + bit(ipxe.noPxeDhcp());
  }

  private long subOptions() {
    long sum = bit(subOptions.isWellFormed());
    while (subOptions.next()) {
      subOptions.readValue(inner);
      sum = (sum * 31 + subOptions.code()) * 31 + subOptions.position() + content(inner);
    }
    return sum * 31 + bit(subOptions.next());
  }

  private static long content(OptionValue of) {
    long sum = of.length();
    for (int index = 0; index < of.length(); index++) {
      sum = sum * 31 + of.unsigned8(index);
    }
    return sum;
  }

  private static long bit(boolean answer) {
    return answer ? 1 : 0;
  }

  /** The answers that are objects. */
  String texts(DhcpMessageView message) {
    machine.read(message);
    return machine.uuid().toString();
  }
}
