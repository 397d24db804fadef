package io.github.netboot4j.dhcp.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random configurations that dnsmasq takes and answers {@link RequestSamples} with, in the usual
 * network of the differential tests: 198.18.0.0/16, and 198.19.0.0/16 behind a relay.
 */
public final class DnsmasqConfigurations {
  private static final int MOST_LINES = 24;

  private static final List<String> TAGS = List.of("a", "b", "c", "d", "e", "pxe", "lan");

  private DnsmasqConfigurations() {}

  /**
   * Configurations.
   *
   * @return whole files
   */
  public static Arbitrary<String> any() {
    return Combinators.combine(
            ranges(),
            line().list().ofMinSize(3).ofMaxSize(MOST_LINES),
            Arbitraries.of("", "", "", "dhcp-no-override\n", "dhcp-ignore-clid\n"),
            hosts(),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.<String>of())),
                Tuple.of(1, menu().list().ofMinSize(1).ofMaxSize(5))))
        .as(
            (ranges, lines, flag, hosts, menu) ->
                "port=0\n"
                    + flag
                    + ranges
                    + String.join("", lines)
                    + String.join("", hosts)
                    + String.join("", menu));
  }

  private static Arbitrary<String> tag() {
    return Arbitraries.of(TAGS);
  }

  /** Such as {@code tag:a,net:!b,}, perhaps nothing. */
  private static Arbitrary<String> needs() {
    Arbitrary<String> one =
        Combinators.combine(Arbitraries.of("tag:", "tag:", "net:"), negation(), tag())
            .as((prefix, not, tag) -> prefix + not + tag + ",");
    return one.list().ofMaxSize(2).map(all -> String.join("", all));
  }

  private static Arbitrary<String> negation() {
    return Arbitraries.of("", "", "", "!", "#");
  }

  private static Arbitrary<String> ranges() {
    Arbitrary<String> near =
        Arbitraries.of(
            "dhcp-range=198.18.1.1,198.18.9.254,255.255.0.0,1h\n",
            "dhcp-range=set:lan,198.18.1.1,198.18.9.254,255.255.0.0,1h\n",
            """
            dhcp-range=tag:a,set:b,198.18.1.1,198.18.4.254,255.255.0.0
            dhcp-range=set:lan,198.18.5.1,198.18.9.254,255.255.0.0,infinite
            """,
            "dhcp-range=tag:!c,198.18.1.1,198.18.9.254,255.255.0.0,1h\n",
            "dhcp-range=198.18.0.0,static,255.255.0.0\n",
            "dhcp-range=198.18.0.0,proxy,255.255.0.0\n");
    Arbitrary<String> far =
        Arbitraries.of(
            "",
            "dhcp-range=198.19.1.1,198.19.9.254,255.255.0.0,1h\n",
            "dhcp-range=set:d,198.19.1.1,198.19.9.254,255.255.0.0,1h\n",
            "dhcp-range=set:e,198.19.0.0,proxy,255.255.0.0\n");
    return Combinators.combine(near, far).as((one, other) -> one + other);
  }

  private static Arbitrary<String> line() {
    return Arbitraries.oneOf(
        boot(), boot(), boot(), setter(), setter(), setter(), option(), tagIf(), rare());
  }

  private static Arbitrary<String> boot() {
    Arbitrary<String> file =
        Arbitraries.of(
            "pxelinux.0",
            "undionly.kpxe",
            "http://198.18.0.1/boot.ipxe",
            "\"a b,c\"",
            "efi/snponly.efi",
            "");
    Arbitrary<String> rest =
        Arbitraries.of("", "", ",bootserver", ",,198.18.0.7", ",bootserver,198.18.0.8", ",,");
    return Combinators.combine(needs(), file, rest)
        .as((needs, name, more) -> "dhcp-boot=" + needs + name + more + "\n");
  }

  private static Arbitrary<String> setter() {
    Arbitrary<String> what =
        Arbitraries.oneOf(
            Arbitraries.of("iPXE", "gPXE", "PXE", "foreign", "i")
                .map(s -> "dhcp-userclass=%s," + s),
            Arbitraries.of("PXEClient", "HTTPClient", "Arch:00007", "U-Boot", "MSFT 5.0")
                .map(s -> "dhcp-vendorclass=%s,\"" + s + "\""),
            Arbitraries.of(RequestSamples.ARCHITECTURES)
                .map(code -> "dhcp-match=%s,option:client-arch," + code),
            Arbitraries.of("175", "97", "94,1:2:*", "60,PXE", "175,13:01:01", "93,0:7", "12")
                .map(match -> "dhcp-match=%s," + match),
            Arbitraries.of(RequestSamples.MACS).map(mac -> "dhcp-mac=%s," + mac),
            Arbitraries.of("52:54:00:*:*:*", "*:*:*:00:00:01", "06-52:54:00:*:*:*")
                .map(mac -> "dhcp-mac=%s," + mac),
            Arbitraries.of(RequestSamples.CIRCUIT_IDS).map(id -> "dhcp-circuitid=%s," + colons(id)),
            Arbitraries.of(RequestSamples.REMOTE_IDS).map(id -> "dhcp-remoteid=%s," + text(id)),
            Arbitraries.of(RequestSamples.SUBSCRIBER_IDS).map(id -> "dhcp-subscrid=%s," + id),
            Arbitraries.of("pc*", "pc1", "lab-*", "X").map(name -> "dhcp-name-match=%s," + name));
    return Combinators.combine(what, tag(), Arbitraries.of("set:", "set:", ""))
        .as((pattern, tag, prefix) -> pattern.replace("%s", prefix + tag) + "\n");
  }

  private static String colons(String hexadecimal) {
    String colons = HexFormat.ofDelimiter(":").formatHex(HexFormat.of().parseHex(hexadecimal));
    return colons.contains(":") ? colons : "\"" + colons + "\"";
  }

  private static String text(String hexadecimal) {
    byte[] octets = HexFormat.of().parseHex(hexadecimal);
    for (byte octet : octets) {
      if (octet < ' ' || octet > '~') {
        return colons(hexadecimal);
      }
    }
    return new String(octets, StandardCharsets.US_ASCII);
  }

  private static Arbitrary<String> option() {
    Arbitrary<String> value =
        Arbitraries.of(
            "67,option.0",
            "option:bootfile-name,\"other.0\"",
            "66,198.18.0.20",
            "option:tftp-server,tftphost",
            "option:server-ip-address,198.18.0.30",
            "3,198.18.0.1",
            "17,/nfs",
            "150,0.0.0.0",
            "60,HTTPClient",
            "208,f1:00:74:7e",
            "encap:175,176,1b",
            "encap:175,190,user",
            "vendor:PXEClient,6,2b",
            "vendor:MSFT,2,1i",
            "vi-encap:3561,1,x");
    return Combinators.combine(
            Arbitraries.of("dhcp-option=", "dhcp-option=", "dhcp-option-force="), needs(), value)
        .as((keyword, needs, what) -> keyword + needs + what + "\n");
  }

  private static Arbitrary<String> tagIf() {
    Arbitrary<String> need =
        Combinators.combine(negation(), Arbitraries.of("a", "b", "c", "d", "p*", "eth*"))
            .as((not, tag) -> ",tag:" + not + tag);
    return Combinators.combine(tag(), need.list().ofMinSize(1).ofMaxSize(2))
        .as((tag, all) -> "tag-if=set:" + tag + String.join("", all) + "\n");
  }

  private static Arbitrary<String> rare() {
    return Combinators.combine(
            Arbitraries.of(TAGS),
            Arbitraries.of(
                "dhcp-ignore=tag:%s,tag:!known\n",
                "dhcp-ignore=%s,c,d\n",
                "dhcp-broadcast=tag:%s\n",
                "dhcp-ignore-names=tag:%s\n",
                "# tag %s\n",
                "enable-tftp\n",
                "dhcp-authoritative\n"))
        .as((tag, pattern) -> pattern.replace("%s", tag));
  }

  /** Hosts with addresses, or hosts by name: both together can make dnsmasq 2.90 hang. */
  private static Arbitrary<List<String>> hosts() {
    Arbitrary<String> who =
        Arbitraries.oneOf(
            Arbitraries.of(RequestSamples.MACS),
            Arbitraries.of("52:54:00:*:*:*", "52:54:00:00:*:*", "*:*:*:*:*:01"),
            Arbitraries.of("id:alpha", "id:01:52:54:00:00:00:01", "id:ff:00"));
    Arbitrary<String> more =
        Arbitraries.of("", ",set:a", ",set:e,set:b", ",tag:c,set:d", ",ignore", ",net:a,1h");
    Arbitrary<String> plain =
        Combinators.combine(who, more).as((host, rest) -> "dhcp-host=" + host + rest + "\n");
    Arbitrary<String> named =
        Combinators.combine(Arbitraries.of("pc1", "pc2", "x", "lab-7"), more)
            .as((host, rest) -> "dhcp-host=" + host + rest + "\n");
    Arbitrary<List<String>> withAddresses =
        plain
            .list()
            .ofMaxSize(5)
            .map(
                lines -> {
                  List<String> numbered = new ArrayList<>();
                  for (String line : lines) {
                    String address =
                        numbered.size() % 2 == 0 ? ",198.18.20." + (numbered.size() + 1) : "";
                    numbered.add(line.replace("\n", address + "\n"));
                  }
                  return numbered;
                });
    return Arbitraries.oneOf(withAddresses, Arbitraries.oneOf(plain, named).list().ofMaxSize(5));
  }

  private static Arbitrary<String> menu() {
    Arbitrary<String> architecture =
        Arbitraries.of("x86PC", "x86PC", "x86-64_EFI", "BC_EFI", "IA32_EFI", "11", "16");
    Arbitrary<String> rest =
        Arbitraries.of(
            ",\"Text\",base",
            ",Text,file.0,198.18.0.40",
            ",\"Local boot\"",
            ",Text,7",
            ",T,9,198.18.0.41");
    Arbitrary<String> service =
        Combinators.combine(needs(), architecture, rest)
            .as((needs, type, what) -> "pxe-service=" + needs + type + what + "\n");
    Arbitrary<String> prompt = needs().map(needs -> "pxe-prompt=" + needs + "\"Press F8\",5\n");
    return Arbitraries.oneOf(service, service, service, prompt);
  }
}
