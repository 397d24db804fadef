package io.github.netboot4j.dhcp;

/**
 * Calls whatever can be asked of the views of options that set a client up: names, addresses,
 * routes, time zones and the like. Allocates nothing itself, but for {@link #texts}.
 */
final class EverySettingsView {
  /** The options that these views read. */
  static final int[] CODES = {
    3, 21, 33, 81, 88, 90, 91, 92, 100, 101, 114, 119, 120, 121, 122, 137, 150, 151, 152, 153, 154,
    155, 156, 157, 249
  };

  private static final int[] ADDRESS_LISTS = {3, 92, 150, 121};
  private static final int[] ADDRESS_PAIRS = {21, 33, 121};
  private static final int[] NAME_LISTS = {88, 119, 137, 121};

  private final OptionValue part = new OptionValue();
  private final AddressList addresses = new AddressList();
  private final AddressPairs pairs = new AddressPairs();
  private final DomainNames names = new DomainNames();
  private final SipServers sipServers = new SipServers();
  private final ClientFqdn clientFqdn = new ClientFqdn();
  private final ClasslessRoutes routes = new ClasslessRoutes();
  private final TimeZones timeZones = new TimeZones();
  private final CaptivePortal captivePortal = new CaptivePortal();
  private final Authentication authentication = new Authentication();
  private final StatusCode statusCode = new StatusCode();
  private final LeaseQuery leaseQuery = new LeaseQuery();
  private final CableLabsConfiguration cableLabs = new CableLabsConfiguration();

  /** A number made of all answers: equal for equal options, and nothing is optimised away. */
  long sum(DhcpMessageView message) {
    long sum = 0;
    for (int code : ADDRESS_LISTS) {
      sum = sum * 31 + addressList(message, code);
    }
    for (int code : ADDRESS_PAIRS) {
      sum = sum * 31 + addressPairs(message, code);
    }
    for (int code : NAME_LISTS) {
      sum = sum * 31 + domainNames(message, code);
    }
    sum = sum * 31 + sipServers(message);
    sum = sum * 31 + clientFqdn(message);
    sum = sum * 31 + (bit(routes.read(message)) + routes());
    sum = sum * 31 + (bit(routes.readMicrosoft(message)) + routes());
    sum = sum * 31 + timeZones(message);
    sum = sum * 31 + captivePortal(message);
    sum = sum * 31 + authentication(message);
    sum = sum * 31 + bit(statusCode.read(message)) + statusCode.code();
    sum = sum * 31 + leaseQuery(message);
    return sum * 31 + cableLabs(message);
  }

  long addressList(DhcpMessageView message, int code) {
    long sum = bit(addresses.read(message, code));
    sum = sum * 31 + addresses();
    message.readRawOption(code, part);
    addresses.read(part);
    return sum * 31 + addresses();
  }

  private long addresses() {
    long sum = bit(addresses.isWellFormed()) + bit(addresses.contains(0xC0000201));
    for (int index = addresses.count() - 1; index >= 0; index--) {
      sum = sum * 31 + addresses.address(index);
    }
    return sum;
  }

  long addressPairs(DhcpMessageView message, int code) {
    long sum = bit(pairs.read(message, code)) + bit(pairs.isWellFormed());
    for (int index = 0; index < pairs.count(); index++) {
      sum = sum * 31 + pairs.first(index) * 7L + pairs.second(index);
    }
    return sum;
  }

  long domainNames(DhcpMessageView message, int code) {
    long sum = bit(names.read(message, code));
    sum = sum * 31 + names();
    message.readRawOption(code, part);
    names.read(part);
    return sum * 31 + names();
  }

  private long names() {
    long sum = bit(names.isWellFormed()) + names.count();
    for (int index = 0; index < names.count(); index++) {
      sum = sum * 31 + bit(names.matches(index, "eng.apple.com")) + bit(names.matches(index, "."));
    }
    for (int index = Math.min(9, names.count() - 1); index >= 0; index--) {
      sum = sum * 31 + bit(names.matches(index, "Marketing.Apple.Com."));
    }
    return sum;
  }

  long sipServers(DhcpMessageView message) {
    long sum = bit(sipServers.read(message)) + bit(sipServers.isWellFormed());
    sum = sum * 31 + sipServers.encoding();
    for (int index = 0; index < sipServers.nameCount(); index++) {
      sum = sum * 31 + bit(sipServers.matches(index, "sip.example.com"));
    }
    for (int index = 0; index < sipServers.addressCount(); index++) {
      sum = sum * 31 + sipServers.address(index);
    }
    return sum;
  }

  long clientFqdn(DhcpMessageView message) {
    long sum = bit(clientFqdn.read(message)) + bit(clientFqdn.isPresent());
    sum = sum * 31 + clientFqdn.flags();
    sum = sum * 31 + clientFqdn.rcode1() * 7L + clientFqdn.rcode2();
    sum = sum * 31 + bit(clientFqdn.isServerUpdate()) + 2 * bit(clientFqdn.isOverridden());
    sum = sum * 31 + bit(clientFqdn.isWireForm()) + 2 * bit(clientFqdn.isNoUpdate());
    return sum * 31 + bit(clientFqdn.isWellFormed()) + 2 * bit(clientFqdn.isFullyQualified());
  }

  private long routes() {
    long sum = bit(routes.isWellFormed());
    for (int index = 0; index < routes.count(); index++) {
      sum = sum * 31 + routes.prefixLength(index);
      sum = sum * 31 + routes.destination(index);
      sum = sum * 31 + routes.router(index);
    }
    return sum * 31 + (routes.count() > 0 ? routes.router(0) : 0);
  }

  long timeZones(DhcpMessageView message) {
    long sum = bit(timeZones.read(message));
    sum = sum * 31 + bit(timeZones.hasPosix()) + 2 * bit(timeZones.hasDatabase());
    return sum * 31 + bit(timeZones.isDatabase("Europe/Zurich"));
  }

  long captivePortal(DhcpMessageView message) {
    long sum = bit(captivePortal.read(message)) + bit(captivePortal.isPresent());
    return sum * 31 + bit(captivePortal.isWellFormed()) + 2 * bit(captivePortal.isUnrestricted());
  }

  long authentication(DhcpMessageView message) {
    long sum = bit(authentication.read(message)) + bit(authentication.isPresent());
    sum = sum * 31 + authentication.protocol() * 7L + authentication.algorithm();
    sum = sum * 31 + authentication.replayDetectionMethod();
    sum = sum * 31 + authentication.replayDetection();
    sum = sum * 31 + authentication.informationLength() + bit(authentication.isWellFormed());
    sum = sum * 31 + authentication.secretIdentifier() + authentication.reconfigureKeyType();
    sum = sum * 31 + bit(authentication.readInformation(part)) + content();
    sum = sum * 31 + bit(authentication.readMessageAuthenticationCode(part)) + content();
    return sum * 31 + bit(authentication.readReconfigureKey(part)) + content();
  }

  long leaseQuery(DhcpMessageView message) {
    long sum = bit(leaseQuery.read(message));
    sum = sum * 31 + leaseQuery.clientLastTransactionTime();
    sum = sum * 31 + leaseQuery.baseTime();
    sum = sum * 31 + leaseQuery.startTimeOfState();
    sum = sum * 31 + leaseQuery.queryStartTime();
    sum = sum * 31 + leaseQuery.queryEndTime();
    return sum * 31 + leaseQuery.state() + leaseQuery.dataSource() + bit(leaseQuery.isRemote());
  }

  long cableLabs(DhcpMessageView message) {
    long sum = bit(cableLabs.read(message)) + bit(cableLabs.isWellFormed());
    for (int code = 0; code <= 255; code++) {
      sum = sum * 31 + bit(cableLabs.readSubOption(code, part)) + content();
    }
    sum = sum * 31 + cableLabs.primaryDhcpServer();
    sum = sum * 31 + cableLabs.secondaryDhcpServer();
    sum = sum * 31 + cableLabs.provisioningServerAddress();
    for (int code = 4; code <= 5; code++) {
      sum = sum * 31 + cableLabs.nominalTimeout(code);
      sum = sum * 31 + cableLabs.maximumTimeout(code);
      sum = sum * 31 + cableLabs.maximumRetries(code);
    }
    sum = sum * 31 + bit(cableLabs.usesTicketGrantingServer());
    return sum * 31 + cableLabs.provisioningTimer() * 7L + cableLabs.securityTicketControl();
  }

  private long content() {
    long sum = part.length();
    for (int index = 0; index < part.length(); index++) {
      sum = sum * 31 + part.unsigned8(index);
    }
    return sum;
  }

  private static long bit(boolean answer) {
    return answer ? 1 : 0;
  }

  /** The answers that are text. */
  String texts(DhcpMessageView message) {
    StringBuilder texts = new StringBuilder();
    for (int code : NAME_LISTS) {
      names.read(message, code);
      for (int index = 0; index < names.count(); index++) {
        texts.append(names.name(index)).append('|');
      }
    }
    sipServers.read(message);
    for (int index = 0; index < sipServers.nameCount(); index++) {
      texts.append(sipServers.name(index)).append('|');
    }
    clientFqdn.read(message);
    timeZones.read(message);
    captivePortal.read(message);
    statusCode.read(message);
    cableLabs.read(message);
    return texts
        .append(clientFqdn.name())
        .append('|')
        .append(timeZones.posix())
        .append('|')
        .append(timeZones.database())
        .append('|')
        .append(captivePortal.uri())
        .append('|')
        .append(statusCode.message())
        .append('|')
        .append(cableLabs.provisioningServerName())
        .append('|')
        .append(cableLabs.kerberosRealm())
        .toString();
  }
}
