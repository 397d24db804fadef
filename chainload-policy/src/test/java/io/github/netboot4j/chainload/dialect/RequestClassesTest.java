package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Arrival;
import io.github.netboot4j.chainload.rules.classes.ClassSearch;
import io.github.netboot4j.chainload.rules.classes.Outcome;
import io.github.netboot4j.chainload.rules.classes.RequestClass;
import io.github.netboot4j.chainload.rules.classes.Shape;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpdConfigurations;
import io.github.netboot4j.dhcp.testing.DnsmasqConfigurations;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every request is in exactly one class, and goes the way that its class says. */
class RequestClassesTest {
  private static final int SERVER = Ipv4.parse("198.18.0.1");
  private static final int NETMASK = Ipv4.parse("255.255.0.0");
  private static final int CLIENT = Ipv4.parse("198.18.1.77");
  private static final List<Integer> RELAYS =
      List.of(Ipv4.parse("198.19.0.1"), Ipv4.parse("198.18.200.1"), Ipv4.parse("203.0.113.1"));

  /** Some files are refused, as that server would refuse them. */
  private static RuleSet rules(String dhcpd) {
    try {
      return IscDhcpdConf.parse("dhcpd.conf", dhcpd, true).rules();
    } catch (ConfigurationException e) {
      Assume.that(false);
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<String> dhcpd() {
    return DhcpdConfigurations.any();
  }

  @Provide
  Arbitrary<String> dnsmasq() {
    return DnsmasqConfigurations.any();
  }

  private static BootRequest request(RequestSample sample) {
    byte[] octets = sample.message();
    int port =
        sample.route() == RequestSample.Route.BOOT_SERVER
            ? BootRequest.BOOT_SERVER_PORT
            : BootRequest.SERVER_PORT;
    return new BootRequest()
        .wrap(new DhcpMessageView().wrap(ByteBuffer.wrap(octets), 0, octets.length))
        .arrivedAt(SERVER, port)
        .arrivedOn("eth0", NETMASK);
  }

  private static Shape anyone() {
    return new Shape(
        List.of(
            new Arrival(SERVER, BootRequest.SERVER_PORT, "eth0", NETMASK),
            new Arrival(SERVER, BootRequest.BOOT_SERVER_PORT, "eth0", NETMASK)));
  }

  /** The rules themselves say what the class says. */
  private static void goesItsWay(RequestClass found, BootRequest request, String about) {
    assertTrue(found.contains(request), about);
    Workspace space = new Workspace();
    for (Outcome outcome : found.outcomes(0)) {
      space.begin();
      int index = outcome.rules().winner(request, space);
      Rule winner = index < 0 ? null : outcome.rules().inOrder().get(index);
      assertEquals(winner, outcome.winner(), about);
    }
  }

  static void everyRequestGoesItsWay(RuleSet rules, String text, long seed) {
    ClassSearch search = new ClassSearch(anyone(), field -> true, List.of(rules));
    for (RequestSample sample : RequestSamples.generate(seed, 240, CLIENT, RELAYS, true)) {
      BootRequest request = request(sample);
      String about =
          sample.summary() + "\n" + text + "\n" + HexFormat.of().formatHex(sample.message());
      goesItsWay(search.classOf(request), request, about);
    }
  }

  @Property(tries = 25)
  void ofDhcpd(@ForAll("dhcpd") String text, @ForAll long seed) {
    everyRequestGoesItsWay(rules(text), text, seed);
  }

  @Property(tries = 40)
  void ofDnsmasq(@ForAll("dnsmasq") String text, @ForAll long seed) throws ConfigurationException {
    everyRequestGoesItsWay(DnsmasqConf.parse("dnsmasq.conf", text, true).rules(), text, seed);
  }

  private static boolean isBoot(Field field) {
    return field.equals(Field.FILE) || field.equals(Field.NEXT_SERVER);
  }

  /** All classes, up to a number; null beyond it. */
  private static List<RequestClass> classes(RuleSet rules, int most) {
    List<RequestClass> all = new ArrayList<>();
    new ClassSearch(anyone(), RequestClassesTest::isBoot, List.of(rules))
        .run(
            found -> {
              all.add(found);
              return all.size() <= most;
            });
    return all;
  }

  static boolean exactlyOneHasEach(RuleSet rules, String text, long seed) {
    int most = 1000;
    List<RequestClass> all = classes(rules, most);
    if (all.size() > most) {
      return false;
    }
    for (RequestSample sample : RequestSamples.generate(seed, 200, CLIENT, RELAYS, true)) {
      BootRequest request = request(sample);
      long in = all.stream().filter(one -> one.contains(request)).count();
      assertEquals(
          1, in, () -> sample.summary() + "\n" + text + HexFormat.of().formatHex(sample.message()));
    }
    for (RequestClass one : all) {
      if (one.path().assumed().isEmpty()) {
        assertNotNull(one.witness(), () -> one.path() + "\n" + text);
      }
    }
    return true;
  }

  @Property(tries = 15)
  void oneClassOfDhcpd(@ForAll("dhcpd") String text, @ForAll long seed) {
    exactlyOneHasEach(rules(text), text, seed);
  }

  @Property(tries = 15)
  void oneClassOfDnsmasq(@ForAll("dnsmasq") String text, @ForAll long seed)
      throws ConfigurationException {
    exactlyOneHasEach(DnsmasqConf.parse("dnsmasq.conf", text, true).rules(), text, seed);
  }

  @Example
  void theFoundingRecipe() throws ConfigurationException {
    String text =
        """
        if option user-class = "gPXE" { filename "http://192.0.2.1/a"; } else { filename "b"; }
        """;
    BootConfiguration configuration =
        IscDhcpdConf.parse(
            "dhcpd.conf",
            "option user-class code 77 = string;\n"
                + text
                + "subnet 198.18.0.0 netmask 255.255.0.0 { range 198.18.1.1 198.18.9.254; }",
            false);
    List<RequestClass> all = classes(configuration.rules(), 1000);
    assertFalse(all.isEmpty());
    assertTrue(all.stream().allMatch(one -> one.witness() != null));
  }

  /** Classes, policies of every comparison, a reservation, and two scopes. */
  @Property(tries = 10)
  void ofWindows(@ForAll long seed) throws Exception {
    String ipxe = WindowsExports.userClass("i", "iPXE");
    String gpxe = WindowsExports.userClass("g", "gPXE");
    String pxe = WindowsExports.vendorClass("v", "PXEClient");
    String mac = WindowsExports.is("MacAddress", "EQ", "525400*", "NE", "52-54-00-00-00-02");
    String vendor = WindowsExports.is("VendorClass", "EQ", "v*", "NE", "v");
    String relay = WindowsExports.is("CircuitId", "EQ", "7261636b31");
    String text =
        WindowsExports.export(
            WindowsExports.classes(ipxe, gpxe, pxe),
            WindowsExports.values(
                WindowsExports.value(67, "plain.0"),
                WindowsExports.value(67, "http://198.18.0.1/boot", "", "i")),
            WindowsExports.policies(
                WindowsExports.policy(
                    1, "OR", mac, WindowsExports.values(WindowsExports.value(67, "mac.0"))),
                WindowsExports.policy(
                    2, "AND", vendor, WindowsExports.values(WindowsExports.value(67, "v.0"))),
                WindowsExports.policy(
                    3, "AND", relay, WindowsExports.values(WindowsExports.value(67, "c.0")))),
            WindowsExports.scopes(
                WindowsExports.scopeOf(
                    "198.18.0",
                    "<Reservations>"
                        + WindowsExports.reservation(
                            "198.18.0.50",
                            "52-54-00-00-00-01",
                            WindowsExports.values(WindowsExports.value(67, "kept.0")))
                        + "</Reservations>"),
                WindowsExports.scopeOf("198.19.0")));
    Path file = Files.createTempFile("export", ".xml");
    try {
      Files.writeString(file, text);
      RuleSet rules = ConfigurationReader.read(file, Dialect.WINDOWS_DHCP, false).rules();
      everyRequestGoesItsWay(rules, text, seed);
    } finally {
      Files.delete(file);
    }
  }
}
