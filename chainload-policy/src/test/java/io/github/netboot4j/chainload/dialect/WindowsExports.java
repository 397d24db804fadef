package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Exports put together from parts, and requests to ask them with. */
final class WindowsExports {
  static final int SERVER = Ipv4.parse("192.0.2.1");

  private WindowsExports() {}

  /** An export with these elements in {@code IPv4}. */
  static String export(String... ipv4) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        + "<DHCPServer xmlns=\"http://schemas.microsoft.com/windows/DHCPServer\">\n<IPv4>\n"
        + String.join("\n", ipv4)
        + "\n</IPv4>\n</DHCPServer>\n";
  }

  static String classes(String... classes) {
    return "<Classes>" + String.join("\n", classes) + "</Classes>";
  }

  static String userClass(String name, String data) {
    return "<Class><Name>%s</Name><Type>User</Type><Data>%s</Data></Class>".formatted(name, data);
  }

  static String vendorClass(String name, String data) {
    return "<Class><Name>%s</Name><Type>Vendor</Type><Data>%s</Data></Class>".formatted(name, data);
  }

  static String values(String... values) {
    return "<OptionValues>" + String.join("\n", values) + "</OptionValues>";
  }

  static String value(int code, String value) {
    return value(code, value, "", "");
  }

  static String value(int code, String value, String vendorClass, String userClass) {
    return """
        <OptionValue>
          <OptionId>%d</OptionId>
          <Value>%s</Value>
          <VendorClass>%s</VendorClass>
          <UserClass>%s</UserClass>
        </OptionValue>"""
        .formatted(code, value, vendorClass, userClass);
  }

  static String policies(String... policies) {
    return "<Policies>" + String.join("\n", policies) + "</Policies>";
  }

  /** A policy whose conditions are elements of one name, a comparator and values by turns. */
  static String policy(int order, String operator, String conditions, String... more) {
    return """
        <Policy>
          <Name>p%d</Name>
          <ProcessingOrder>%d</ProcessingOrder>
          <Enabled>true</Enabled>
          <Condition>%s</Condition>
          <Description />
          %s
          %s
        </Policy>"""
        .formatted(order, order, operator, conditions, String.join("\n", more));
  }

  /** {@code is("UserClass", "EQ", "iPXE")}. */
  static String is(String criterion, String... parts) {
    StringBuilder elements = new StringBuilder();
    for (String part : parts) {
      elements.append("<%s>%s</%s>".formatted(criterion, part, criterion));
    }
    return elements.toString();
  }

  /** Scopes of documentation networks. */
  static String scopes(String... scopes) {
    return "<Scopes>" + String.join("\n", scopes) + "</Scopes>";
  }

  /** The scope 192.0.2.0/24 with these elements. */
  static String scope(String... more) {
    return scopeOf("192.0.2", more);
  }

  static String scopeOf(String network, String... more) {
    return """
        <Scope>
          <ScopeId>%s.0</ScopeId>
          <Name>test</Name>
          <SubnetMask>255.255.255.0</SubnetMask>
          <StartRange>%s.10</StartRange>
          <EndRange>%s.99</EndRange>
          <LeaseDuration>0.08:00:00</LeaseDuration>
          <State>Active</State>
          <Type>Dhcp</Type>
          %s
        </Scope>"""
        .formatted(network, network, network, String.join("\n", more));
  }

  static String reservation(String address, String clientId, String... more) {
    return """
        <Reservation>
          <Name>r</Name>
          <IPAddress>%s</IPAddress>
          <ClientId>%s</ClientId>
          <Type>Both</Type>
          %s
        </Reservation>"""
        .formatted(address, clientId, String.join("\n", more));
  }

  static Path write(Path directory, String export) {
    return write(directory, export.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path directory, byte[] export) {
    try {
      return Files.write(directory.resolve("export.xml"), export);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PXE client of 52:54:00:12:34:56 that asks for all that is looked at here. */
  static DhcpBytes client() {
    return DhcpBytes.discover()
        .header(28, 0x52, 0x54, 0, 0x12, 0x34, 0x56)
        .option(55, 1, 3, 43, 60, 66, 67, 175);
  }

  static BootRequest request(DhcpBytes message) {
    byte[] octets = message.end();
    DhcpMessageView view = new DhcpMessageView();
    return new BootRequest()
        .wrap(view.wrap(ByteBuffer.wrap(octets), 0, octets.length))
        .arrivedAt(SERVER, BootRequest.SERVER_PORT);
  }

  static BootDecision decide(BootConfiguration configuration, DhcpBytes message) {
    return configuration.policy().decide(request(message));
  }
}
