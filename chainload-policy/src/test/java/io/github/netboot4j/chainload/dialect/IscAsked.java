package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@code dhcpd.conf} that is asked what it means. */
final class IscAsked {
  static final String SUBNET =
      "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.200; }\n";

  private final BootConfiguration configuration;

  private IscAsked(BootConfiguration configuration) {
    this.configuration = configuration;
  }

  /** A configuration, with a subnet behind it. */
  static IscAsked conf(String text) throws ConfigurationException {
    return whole(text + "\n" + SUBNET);
  }

  static IscAsked whole(String text) throws ConfigurationException {
    return new IscAsked(IscDhcpdConf.parse("dhcpd.conf", text, false));
  }

  static IscAsked goingOn(String text) throws ConfigurationException {
    return new IscAsked(IscDhcpdConf.parse("dhcpd.conf", text, true));
  }

  BootConfiguration configuration() {
    return configuration;
  }

  List<Remark> remarks() {
    return configuration.remarks();
  }

  static BootRequest request(DhcpBytes message) {
    byte[] octets = message.end();
    return new BootRequest()
        .wrap(new DhcpMessageView().wrap(ByteBuffer.wrap(octets), 0, octets.length))
        .arrivedAt(Ipv4.parse("192.0.2.1"), BootRequest.SERVER_PORT);
  }

  static DhcpBytes client() {
    return DhcpBytes.discover().header(28, 0x00, 0x0C, 0x29, 0xAA, 0xBB, 0xCC);
  }

  static DhcpBytes client(String userClass) {
    return client().option(77, userClass);
  }

  BootDecision decide(DhcpBytes message) {
    return configuration.policy().decide(request(message));
  }

  Explanation explain(DhcpBytes message) {
    return configuration.policy().explain(request(message));
  }

  ReplyFields fields(DhcpBytes message) {
    ReplyFields fields = decide(message).fields();
    return fields == null ? ReplyFields.EMPTY : fields;
  }

  String file(DhcpBytes message) {
    return new String(fields(message).file(), StandardCharsets.ISO_8859_1);
  }

  String serverName(DhcpBytes message) {
    return new String(fields(message).serverName(), StandardCharsets.ISO_8859_1);
  }

  /** The file for a client with nothing special that is given an address. */
  String fileAt(String address, DhcpBytes message) {
    ReplyFields fields =
        configuration.policy().decide(request(message).given(Ipv4.parse(address))).fields();
    return fields == null ? "" : new String(fields.file(), StandardCharsets.ISO_8859_1);
  }

  /** The file for a client with nothing special. */
  String file() {
    return file(client());
  }

  /** An option as text; {@code "-"} without it. */
  String option(int code, DhcpBytes message) {
    byte[] value = fields(message).option(code);
    return value == null ? "-" : new String(value, StandardCharsets.ISO_8859_1);
  }

  String option(int code) {
    return option(code, client());
  }
}
