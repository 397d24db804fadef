package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A configuration, asked. The server is 192.0.2.1 on eth0, a network of 256 addresses. */
final class DnsmasqAsked {
  static final int SERVER = Ipv4.parse("192.0.2.1");
  static final String RANGE = "dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n";

  private final BootConfiguration configuration;
  private final BootRequest request =
      new BootRequest()
          .arrivedAt(SERVER, BootRequest.SERVER_PORT)
          .arrivedOn("eth0", Ipv4.parse("255.255.255.0"));

  private DnsmasqAsked(BootConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Lines, without a range. */
  static DnsmasqAsked bare(String... lines) throws ConfigurationException {
    return new DnsmasqAsked(DnsmasqConf.parse("d.conf", String.join("\n", lines) + "\n", false));
  }

  /** Lines after one with a range. */
  static DnsmasqAsked lines(String... lines) throws ConfigurationException {
    return bare(RANGE + String.join("\n", lines));
  }

  /** A configuration that was read already. */
  static DnsmasqAsked of(BootConfiguration configuration) {
    return new DnsmasqAsked(configuration);
  }

  BootConfiguration configuration() {
    return configuration;
  }

  DnsmasqAsked at(String ownAddress, int port) {
    request.arrivedAt(Ipv4.parse(ownAddress), port);
    return this;
  }

  DnsmasqAsked on(String interfaceName) {
    request.arrivedOn(interfaceName, Ipv4.parse("255.255.255.0"));
    return this;
  }

  BootRequest request(DhcpBytes message) {
    byte[] octets = message.end();
    return request.wrap(new DhcpMessageView().wrap(ByteBuffer.wrap(octets), 0, octets.length));
  }

  BootDecision decide(DhcpBytes message) {
    return configuration.policy().decide(request(message));
  }

  ReplyFields fields(DhcpBytes message) {
    ReplyFields fields = decide(message).fields();
    return fields == null ? ReplyFields.EMPTY : fields;
  }

  /** What to boot; empty for nothing. */
  String boots(DhcpBytes message) {
    return decide(message).bootFile();
  }

  boolean isSilent(DhcpBytes message) {
    return decide(message).isSilent();
  }

  String file(DhcpBytes message) {
    return text(fields(message).file());
  }

  String nextServer(DhcpBytes message) {
    return Ipv4.format(fields(message).nextServer());
  }

  /** An option as text, {@code \0} and all; "-" for none. */
  String option(int code, DhcpBytes message) {
    byte[] value = fields(message).option(code);
    return value == null ? "-" : text(value);
  }

  static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** A DISCOVER that asks for no option in particular. */
  static DhcpBytes discover() {
    return DhcpBytes.discover().header(28, 0x52, 0x54, 0, 0, 0, 1);
  }

  /** A DISCOVER of a machine. */
  static DhcpBytes machine(int... mac) {
    return DhcpBytes.discover().header(28, mac);
  }
}
