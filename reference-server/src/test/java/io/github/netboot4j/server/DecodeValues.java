package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Random values of options, each sound for its option. */
final class DecodeValues {
  private final Random random;

  DecodeValues(Random random) {
    this.random = random;
  }

  byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** Printable ASCII. */
  byte[] text(int length) {
    byte[] text = new byte[length];
    for (int index = 0; index < length; index++) {
      text[index] = (byte) (' ' + random.nextInt('~' - ' ' + 1));
    }
    return text;
  }

  byte[] of(RegisteredOption option) {
    return switch (option.type()) {
      case FLAG -> new byte[] {(byte) random.nextInt(2)};
      case TEXT, URI -> text(length(option));
      case DOMAIN_NAMES -> domainNames();
      case BYTES -> bytes(option);
      case COMPOSITE -> composite(option);
      default -> octets(length(option));
    };
  }

  /** Mostly short; one in twenty needs several pieces. */
  private int length(RegisteredOption option) {
    int minimum = option.minimumLength();
    int longest = random.nextInt(20) == 0 ? 700 : Math.max(minimum, 32);
    int range = Math.min(option.maximumLength(), longest) - minimum;
    int length = minimum + random.nextInt(range + 1);
    return length - (length - minimum) % option.multiple();
  }

  private byte[] bytes(RegisteredOption option) {
    return switch (option.code()) {
      case OptionCode.CLIENT_IDENTIFIER -> clientIdentifier();
      case OptionCode.NETWARE_IP_INFORMATION -> netwareIp();
      case OptionCode.RDNSS_SELECTION -> join(octets(9), domainNames());
      case OptionCode.PCP_SERVER -> pcpServers();
      default -> octets(length(option));
    };
  }

  /** RFC 2132 §9.14: a hardware address or a name; RFC 4361: an IAID and a DUID of type 3. */
  private byte[] clientIdentifier() {
    return switch (random.nextInt(3)) {
      case 0 -> join(new byte[] {1}, octets(6));
      case 1 -> join(new byte[] {0}, text(1 + random.nextInt(20)));
      default -> join(join(new byte[] {-1}, octets(4)), join(new byte[] {0, 3, 0, 1}, octets(6)));
    };
  }

  /** RFC 2242 §3: whether it is there, a number and an address. */
  private byte[] netwareIp() {
    return join(new byte[] {2, 0, 8, 1, (byte) random.nextInt(256), 11, 4}, octets(4));
  }

  /** RFC 7291 §4: for each server the octets of its addresses. */
  private byte[] pcpServers() {
    var servers = new ByteArrayOutputStream();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      withLength(servers, octets(4 * (1 + random.nextInt(3))));
    }
    return servers.toByteArray();
  }

  private byte[] composite(RegisteredOption option) {
    return switch (option.code()) {
      case OptionCode.USER_CLASS -> random.nextBoolean() ? text(4) : userClassList();
      case OptionCode.CLIENT_FQDN -> clientFqdn();
      case OptionCode.CLASSLESS_STATIC_ROUTE, OptionCode.MICROSOFT_CLASSLESS_STATIC_ROUTE ->
          routes();
      case OptionCode.SIP_SERVERS -> sipServers();
      case OptionCode.VENDOR_IDENTIFYING_CLASS -> enterprise(octets(1 + random.nextInt(20)));
      case OptionCode.VENDOR_IDENTIFYING_OPTIONS -> enterprise(subOptions());
      case OptionCode.AUTHENTICATION -> octets(11 + random.nextInt(20));
      case OptionCode.CABLELABS_CLIENT_CONFIGURATION ->
          join(join(new byte[] {1, 4}, octets(4)), join(new byte[] {2, 4}, octets(4)));
      default -> subOptions();
    };
  }

  private byte[] userClassList() {
    var list = new ByteArrayOutputStream();
    for (int items = 1 + random.nextInt(3); items > 0; items--) {
      withLength(list, text(1 + random.nextInt(12)));
    }
    return list.toByteArray();
  }

  private byte[] clientFqdn() {
    var fqdn = new ByteArrayOutputStream();
    boolean wireForm = random.nextBoolean();
    fqdn.write(random.nextInt(4) | (wireForm ? 4 : 0));
    fqdn.write(0);
    fqdn.write(0);
    fqdn.writeBytes(wireForm ? domainName() : text(random.nextInt(20)));
    return fqdn.toByteArray();
  }

  private byte[] routes() {
    var routes = new ByteArrayOutputStream();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      int width = random.nextInt(33);
      routes.write(width);
      routes.writeBytes(octets((width + 7) / 8 + 4));
    }
    return routes.toByteArray();
  }

  private byte[] sipServers() {
    var servers = new ByteArrayOutputStream();
    boolean names = random.nextBoolean();
    servers.write(names ? 0 : 1);
    servers.writeBytes(names ? domainNames() : octets(4 * (1 + random.nextInt(3))));
    return servers.toByteArray();
  }

  private byte[] enterprise(byte[] data) {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(octets(4));
    withLength(whole, data);
    return whole.toByteArray();
  }

  /** RFC 3046 §2.0: sub-options, the ones that relays send most among them. */
  byte[] relayAgentInformation() {
    var information = new ByteArrayOutputStream();
    information.write(1);
    withLength(information, text(1 + random.nextInt(20)));
    information.write(2);
    withLength(information, octets(6));
    if (random.nextBoolean()) {
      information.write(5);
      withLength(information, octets(4));
    }
    return information.toByteArray();
  }

  private byte[] subOptions() {
    var whole = new ByteArrayOutputStream();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      whole.write(1 + random.nextInt(254));
      withLength(whole, octets(1 + random.nextInt(8)));
    }
    return whole.toByteArray();
  }

  private byte[] domainNames() {
    var names = new ByteArrayOutputStream();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      names.writeBytes(domainName());
    }
    return names.toByteArray();
  }

  private byte[] domainName() {
    var name = new ByteArrayOutputStream();
    for (int labels = 1 + random.nextInt(3); labels > 0; labels--) {
      byte[] label = new byte[1 + random.nextInt(12)];
      for (int index = 0; index < label.length; index++) {
        label[index] = (byte) ('a' + random.nextInt(26));
      }
      withLength(name, label);
    }
    name.write(0);
    return name.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    var joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }

  private static void withLength(ByteArrayOutputStream into, byte[] octets) {
    into.write(octets.length);
    into.writeBytes(octets);
  }
}
