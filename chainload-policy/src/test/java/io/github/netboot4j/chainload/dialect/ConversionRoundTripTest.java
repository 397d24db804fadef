package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was converted, and lost nothing, decides as before: read back and asked the same. */
class ConversionRoundTripTest {
  private static final int REQUESTS = 80;

  private static final List<String> DHCPD_CONDITIONS =
      List.of(
          "option user-class = \"gPXE\"",
          "option user-class = \"iPXE\"",
          "exists user-class",
          "option user-class ~= \"PXE\"",
          "option vendor-class-identifier = \"PXEClient\"",
          "substring(option vendor-class-identifier, 0, 9) = \"PXEClient\"",
          "substring(option vendor-class-identifier, 0, 20) = \"PXEClient:Arch:00007\"",
          "option pxe-system-type = 00:07",
          "exists ipxe",
          "hardware = 1:52:54:00:12:34:56",
          "substring(hardware, 1, 3) = 52:54:00",
          "option agent.circuit-id = \"port1\"",
          "known");

  private static final List<String> DNSMASQ_MATCHES =
      List.of(
          "dhcp-userclass=set:%s,iPXE",
          "dhcp-userclass=set:%s,PXE",
          "dhcp-vendorclass=set:%s,PXEClient",
          "dhcp-vendorclass=set:%s,Arch:00007",
          "dhcp-match=set:%s,175",
          "dhcp-match=set:%s,option:client-arch,7",
          "dhcp-match=set:%s,option:client-arch,11",
          "dhcp-match=set:%s,60,50:58:45",
          "dhcp-mac=set:%s,52:54:00:*:*:*",
          "dhcp-mac=set:%s,02:00:00:00:00:01",
          "dhcp-circuitid=set:%s,70:6f:72:74:31");

  /** Requests from a seed, near misses among them. */
  private static List<DhcpBytes> requests(long seed) {
    Random random = new Random(seed);
    List<DhcpBytes> requests = new ArrayList<>();
    for (int index = 0; index < REQUESTS; index++) {
      DhcpBytes request = DhcpBytes.discover();
      if (random.nextInt(3) > 0) {
        request.header(28, 0x52, 0x54, 0, 0x12, 0x34, random.nextBoolean() ? 0x56 : 0x57);
      } else {
        request.header(28, 2, 0, 0, 0, 0, 1);
      }
      if (random.nextBoolean()) {
        request.header(24, 198, 51, 100, 1);
      }
      one(
          random,
          request,
          77,
          "",
          "gPXE",
          "iPXE",
          "\4gPXE",
          "\4iPXE\3lab",
          "gPXEx",
          "xiPXE",
          "lab");
      one(
          random,
          request,
          60,
          "",
          "PXEClient",
          "PXEClient:Arch:00007:UNDI:003016",
          "PXEClient:Arch:00000:UNDI:002001",
          "HTTPClient:Arch:00016",
          "PX");
      one(random, request, 93, "", "\0\0", "\0\7", "\0\13", "\0\7\0\0", "\0\0\0\7");
      one(random, request, 175, "", "", "\23\1\1");
      one(random, request, 82, "", "", "\1\5port1", "\1\5port2", "\1\6port11");
      one(random, request, 55, "", "\1\3\6\102\103", "\1\3\6", "\103\257\321");
      requests.add(request);
    }
    return requests;
  }

  private static void one(Random random, DhcpBytes request, int code, String... among) {
    String value = among[random.nextInt(among.length)];
    if (!value.isEmpty()) {
      request.option(code, value);
    }
  }

  private static BootConfiguration parse(Dialect dialect, String text)
      throws ConfigurationException {
    return dialect == Dialect.DNSMASQ
        ? DnsmasqConf.parse("dnsmasq.conf", text, false)
        : IscDhcpdConf.parse("dhcpd.conf", text, false);
  }

  private static String decided(BootConfiguration by, byte[] message) {
    DhcpMessageView view = new DhcpMessageView();
    BootRequest request =
        new BootRequest()
            .wrap(view.wrap(ByteBuffer.wrap(message), 0, message.length))
            .arrivedAt(Ipv4.parse("192.0.2.1"), BootRequest.SERVER_PORT);
    List<AddressPlan.Range> ranges = by.addresses().rangesFor(request);
    if (!ranges.isEmpty()) {
      request.given(ranges.get(0).first());
    }
    BootDecision decision = by.policy().decide(request);
    return decision.isSilent()
        ? "silence"
        : decision.bootFile() + " from " + Ipv4.format(decision.nextServer());
  }

  /** Whether nothing was lost; then that both decide the same. */
  private static boolean roundTrips(Dialect from, String text, Dialect to, long seed)
      throws ConfigurationException {
    BootConfiguration original = parse(from, text);
    Conversion conversion = Conversion.of(original, "original", to);
    BootConfiguration converted;
    try {
      converted = parse(to, conversion.text());
    } catch (ConfigurationException e) {
      throw new AssertionError(e.getMessage() + "\n" + text + "\n" + conversion.text(), e);
    }
    if (!conversion.lost().isEmpty()) {
      return false;
    }
    for (DhcpBytes request : requests(seed)) {
      byte[] message = request.end();
      assertEquals(
          decided(original, message),
          decided(converted, message),
          () ->
              text + "\n" + conversion.text() + "\n" + java.util.HexFormat.of().formatHex(message));
    }
    return true;
  }

  /** A dhcpd.conf with chains of conditions, and a next server for everyone. */
  @Provide
  Arbitrary<String> dhcpd() {
    Arbitrary<String> leaf = Arbitraries.of(DHCPD_CONDITIONS);
    Arbitrary<String> condition =
        Arbitraries.oneOf(
            leaf,
            leaf.map(of -> "not (" + of + ")"),
            Combinators.combine(leaf, leaf).as((one, other) -> one + " and " + other),
            Combinators.combine(leaf, leaf)
                .as((one, other) -> "((" + one + ") or (" + other + "))"),
            Combinators.combine(leaf, leaf)
                .as((one, other) -> "not (" + one + " or " + other + ")"));
    Arbitrary<String> chain =
        Combinators.combine(condition, condition)
            .as(
                (one, other) ->
                    "if "
                        + one
                        + " { filename \"a.0\"; } elsif "
                        + other
                        + " { filename \"http://192.0.2.1/b?c=d\"; next-server 192.0.2.8; }"
                        + " else { filename \"c\"; }\n");
    Arbitrary<String> single =
        condition.map(of -> "if " + of + " { filename \"d.efi\"; server-name \"boot\"; }\n");
    Arbitrary<String> scoped = Arbitraries.of("", "filename \"s.0\";", "next-server 192.0.2.7;");
    return Combinators.combine(
            Arbitraries.oneOf(chain, single).list().ofMinSize(1).ofMaxSize(3), scoped, scoped)
        .as(
            (statements, here, there) ->
                """
                option ipxe code 175 = string;
                next-server 192.0.2.2;
                %s
                subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.99; %s }
                subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.10 198.51.100.99; %s }
                host kin { hardware ethernet 02:00:00:00:00:01; }
                """
                    .formatted(String.join("", statements), here, there));
  }

  /** A dnsmasq.conf with matches, tags upon tags, and lines that need them. */
  @Provide
  Arbitrary<String> dnsmasq() {
    Arbitrary<String> matches =
        Arbitraries.of(DNSMASQ_MATCHES)
            .list()
            .ofSize(3)
            .map(
                of ->
                    of.get(0).formatted("a")
                        + "\n"
                        + of.get(1).formatted("b")
                        + "\n"
                        + of.get(2).formatted("b")
                        + "\n");
    Arbitrary<String> tag = Arbitraries.of("tag:a,", "tag:b,", "tag:!a,", "tag:c,", "tag:red,", "");
    Arbitrary<String> boot =
        Combinators.combine(tag, tag, Arbitraries.of("a.0", "b.efi", "http://192.0.2.1/c"))
            .as(
                (one, other, file) ->
                    "dhcp-boot=" + one + other + file + ",,192.0.2." + file.length() + "\n");
    Arbitrary<String> other =
        Arbitraries.of("", "dhcp-ignore=tag:c\n", "dhcp-option=tag:a,209,\"x y\"\n");
    return Combinators.combine(matches, boot.list().ofMinSize(1).ofMaxSize(4), other)
        .as(
            (of, boots, more) ->
                """
                dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0
                dhcp-range=set:red,198.51.100.10,198.51.100.99,255.255.255.0
                dhcp-boot=default,,192.0.2.2
                """
                    + of
                    + "tag-if=set:c,tag:a,tag:!b\n"
                    + String.join("", boots)
                    + more);
  }

  @Property(tries = 150)
  void fromDhcpdToDnsmasqAndBack(@ForAll("dhcpd") String text, @ForAll long seed)
      throws ConfigurationException {
    roundTrips(Dialect.ISC_DHCPD, text, Dialect.DNSMASQ, seed);
  }

  @Property(tries = 150)
  void fromDnsmasqToDhcpdAndBack(@ForAll("dnsmasq") String text, @ForAll long seed)
      throws ConfigurationException {
    roundTrips(Dialect.DNSMASQ, text, Dialect.ISC_DHCPD, seed);
  }

  @Property(tries = 100)
  void fromADialectToItself(
      @ForAll("dhcpd") String dhcpd, @ForAll("dnsmasq") String dnsmasq, @ForAll long seed)
      throws ConfigurationException {
    roundTrips(Dialect.ISC_DHCPD, dhcpd, Dialect.ISC_DHCPD, seed);
    roundTrips(Dialect.DNSMASQ, dnsmasq, Dialect.DNSMASQ, seed);
  }

  /** The properties above say something: most of what they convert loses nothing. */
  @Example
  void mostIsSayable() throws ConfigurationException {
    int[] kept = new int[2];
    List<String> dhcpd = dhcpd().list().ofSize(100).sample();
    List<String> dnsmasq = dnsmasq().list().ofSize(100).sample();
    for (int index = 0; index < 100; index++) {
      boolean toDnsmasq = roundTrips(Dialect.ISC_DHCPD, dhcpd.get(index), Dialect.DNSMASQ, index);
      boolean toDhcpd = roundTrips(Dialect.DNSMASQ, dnsmasq.get(index), Dialect.ISC_DHCPD, index);
      kept[0] += toDnsmasq ? 1 : 0;
      kept[1] += toDhcpd ? 1 : 0;
    }
    assertTrue(kept[0] >= 60 && kept[1] >= 40, kept[0] + " and " + kept[1] + " of 100");
  }
}
