package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.DnsmasqAsked.bare;
import static io.github.netboot4j.chainload.dialect.DnsmasqAsked.discover;
import static io.github.netboot4j.chainload.dialect.DnsmasqAsked.lines;
import static io.github.netboot4j.chainload.dialect.DnsmasqAsked.machine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each construct means, and which of several lines wins. */
class DnsmasqConfTest {
  private static final int PORT = BootRequest.SERVER_PORT;

  @Test
  void aTaggedBootLineGoesBeforeOneWithoutWhereverItStands() throws ConfigurationException {
    DnsmasqAsked asked =
        lines("dhcp-boot=tag:x,tagged.0", "dhcp-userclass=set:x,iPXE", "dhcp-boot=plain.0");

    assertEquals("tagged.0", asked.boots(discover().option(77, "iPXE")));
    assertEquals("plain.0", asked.boots(discover()));
  }

  @Test
  void ofSeveralThatHoldTheLastInTheFileWins() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-userclass=set:x,iPXE",
            "dhcp-boot=tag:x,first.0",
            "dhcp-boot=tag:x,last.0",
            "dhcp-boot=one.0",
            "dhcp-boot=two.0");

    assertEquals("last.0", asked.boots(discover().option(77, "iPXE")));
    assertEquals("two.0", asked.boots(discover()));
  }

  @ParameterizedTest
  @CsvSource({
    "tag:a, yes",
    "net:a, yes",
    "tag:!b, yes",
    "net:#b, yes",
    "'tag:a,tag:!b', yes",
    "tag:b, no",
    "tag:!a, no",
    "'tag:a,tag:b', no",
    "'net:a,net:#a', no"
  })
  void allTagsOfALineMustHoldInOldAndNewSpelling(String tags, String expected)
      throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-userclass=a,iPXE",
            "dhcp-userclass=set:b,other",
            "dhcp-boot=no",
            "dhcp-boot=" + tags + ",yes");

    assertEquals(expected, asked.boots(discover().option(77, "iPXE")));
  }

  @ParameterizedTest
  @CsvSource({
    "'option:client-arch,7', true",
    "'93,7', true",
    "'93,0:7', true",
    "'93,0:*', true",
    "'option:client-arch,9', false",
    "'60,Arch:00007', true",
    "'60,arch:00007', false",
    "'97', false",
    "'60', true",
    "'94,1:3', true",
    "'94,3:10', false",
    "'94,1:*:10', true"
  })
  void optionsAreMatchedAsTheirKindIs(String match, boolean expected)
      throws ConfigurationException {
    DnsmasqAsked asked = lines("dhcp-match=set:x," + match, "dhcp-boot=tag:x,yes", "dhcp-boot=no");
    DhcpBytes message =
        discover().option(93, 0, 7).option(60, "PXEClient:Arch:00007:UNDI").option(94, 1, 3, 16);

    assertEquals(expected ? "yes" : "no", asked.boots(message));
  }

  @Test
  void aListElementIsFoundOnlyInItsPlace() throws ConfigurationException {
    DnsmasqAsked asked =
        lines("dhcp-match=set:x,option:client-arch,7", "dhcp-boot=tag:x,yes", "dhcp-boot=no");

    assertEquals("yes", asked.boots(discover().option(93, 0, 9, 0, 7)));
    assertEquals("no", asked.boots(discover().option(93, 9, 0, 7, 0)));
  }

  @Test
  void hardwareAddressesHaveWildcardsAndTypes() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-mac=set:vm,52:54:00:*:*:*",
            "dhcp-mac=set:ieee,06-52:54:00:00:00:02",
            "dhcp-boot=tag:vm,vm.0",
            "dhcp-boot=tag:ieee,ieee.0");

    assertEquals("vm.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 2)));
    assertEquals("ieee.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 2).header(1, 6)));
    assertEquals("", asked.boots(machine(0x52, 0x55, 0, 0, 0, 2)));
  }

  @Test
  void relaysAreToldApartByExactOctets() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-circuitid=set:rack,rack1",
            "dhcp-remoteid=set:switch,00:01:02",
            "dhcp-boot=tag:rack,rack.0",
            "dhcp-boot=tag:switch,switch.0");

    assertEquals("rack.0", asked.boots(discover().option(82, "\1\5rack1")));
    assertEquals("", asked.boots(discover().option(82, "\1\6rack12")));
    assertEquals("switch.0", asked.boots(discover().option(82, 2, 3, 0, 1, 2)));
  }

  @Test
  void tagIfLinesWorkInTheirOrder() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-userclass=set:ipxe,iPXE",
            "tag-if=set:early,tag:made",
            "tag-if=set:made,tag:ip*,tag:!no",
            "tag-if=set:late,tag:made",
            "dhcp-boot=tag:late,late.0",
            "dhcp-boot=tag:early,early.0");

    assertEquals("late.0", asked.boots(discover().option(77, "iPXE")));
    assertEquals("", asked.boots(discover()));
  }

  @Test
  void hostsAreFoundByIdThenAddressThenNameThenWildcards() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-host=52:54:00:*:*:*,set:wild",
            "dhcp-host=52:54:00:00:*:*,set:wilder",
            "dhcp-host=52:54:00:00:00:09,set:address",
            "dhcp-host=id:me,set:id",
            "dhcp-host=pc,set:name",
            "dhcp-boot=none.0",
            "dhcp-boot=tag:known,known.0",
            "dhcp-boot=tag:name,name.0",
            "dhcp-boot=tag:wild,wild.0",
            "dhcp-boot=tag:wilder,wilder.0",
            "dhcp-boot=tag:address,address.0",
            "dhcp-boot=tag:id,id.0");

    assertEquals("none.0", asked.boots(machine(2, 0, 0, 0, 0, 1)));
    assertEquals("wild.0", asked.boots(machine(0x52, 0x54, 0, 1, 0, 1)));
    assertEquals("wilder.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 1)));
    assertEquals("address.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 9)));
    assertEquals("id.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 9).option(61, "me")));
    assertEquals("id.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 9).option(61, "\0me")));
    assertEquals("name.0", asked.boots(machine(2, 0, 0, 0, 0, 1).option(12, "PC.example")));
    assertEquals("wilder.0", asked.boots(machine(0x52, 0x54, 0, 0, 0, 1).option(12, "pc")));
  }

  @Test
  void aHostWithTagsThatHoldGoesBeforeOneWithout() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-userclass=set:ipxe,iPXE",
            "dhcp-host=tag:ipxe,52:54:00:00:00:01,set:two",
            "dhcp-host=52:54:00:00:00:01,set:one",
            "dhcp-boot=tag:one,one.0",
            "dhcp-boot=tag:two,two.0");

    assertEquals("one.0", asked.boots(discover()));
    assertEquals("two.0", asked.boots(discover().option(77, "iPXE")));
  }

  @Test
  void namesMatchWithoutCaseAndByPrefix() throws ConfigurationException {
    DnsmasqAsked asked =
        lines("dhcp-name-match=set:x,lab-*", "dhcp-name-match=set:x,pc", "dhcp-boot=tag:x,x.0");

    assertEquals("x.0", asked.boots(discover().option(12, "LAB-7")));
    assertEquals("x.0", asked.boots(discover().option(12, "Pc")));
    assertEquals("", asked.boots(discover().option(12, "pcs")));
    assertEquals("x.0", asked.boots(discover().option(81, "\0\0\0pc").option(12, "other")));
    assertEquals("", asked.boots(discover().option(12, "pc!")));
  }

  @Test
  void secondFieldIsANameThirdTheAddress() throws ConfigurationException {
    DnsmasqAsked asked = lines("dhcp-boot=f.0,server,192.0.2.9");

    assertEquals("192.0.2.9", asked.nextServer(discover()));
    assertEquals("server", DnsmasqAsked.text(asked.fields(discover()).serverName()));
    assertEquals("server\0", asked.option(66, discover().option(55, 66, 67)));
    assertEquals("f.0\0", asked.option(67, discover().option(55, 66, 67)));
    assertEquals("", asked.file(discover().option(55, 66, 67)));
    assertEquals("192.0.2.1", lines("dhcp-boot=f.0,192.0.2.9").nextServer(discover()));
  }

  @Test
  void aNextServerIsLookedUpAmongHostsAlone() throws ConfigurationException {
    String boot = "dhcp-boot=f.0,,tftp.example";
    String record = "host-record=tftp.example,other,192.0.2.9,300";

    assertEquals("192.0.2.9", lines("no-hosts", record, boot).nextServer(discover()));
    assertEquals("0.0.0.0", lines("no-hosts", boot).nextServer(discover()));
    assertEquals("0.0.0.0", lines("port=0", record, boot).nextServer(discover()));
  }

  @Test
  void noOverrideKeepsTheHeader() throws ConfigurationException {
    DnsmasqAsked asked = lines("dhcp-no-override", "dhcp-boot=f.0,server");

    assertEquals("f.0", asked.file(discover().option(55, 66, 67)));
    assertEquals("-", asked.option(67, discover().option(55, 66, 67)));
  }

  @Test
  void optionLinesFillTheHeaderWhereThereIsNoBootLine() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-userclass=set:x,iPXE",
            "dhcp-option=67,plain.0",
            "dhcp-option=tag:x,67,tagged.0",
            "dhcp-option=option:server-ip-address,192.0.2.7");

    assertEquals("plain.0", asked.file(discover()));
    assertEquals("-", asked.option(67, discover()));
    assertEquals("tagged.0\0", asked.option(67, discover().option(55, 67).option(77, "iPXE")));
    assertEquals("192.0.2.7", asked.nextServer(discover()));
  }

  @Test
  void aForcedOptionIsSentUnasked() throws ConfigurationException {
    DnsmasqAsked asked = lines("dhcp-option-force=150,0.0.0.0", "dhcp-option=17,/nfs");

    assertEquals("\u00c0\0\2\1", asked.option(150, discover().option(55, 1)));
    assertEquals("-", asked.option(17, discover().option(55, 1)));
    assertEquals("/nfs", asked.option(17, discover()));
  }

  @Test
  void anEmptyOptionTakesADefaultAway() throws ConfigurationException {
    assertEquals("\u00c0\0\2\1", lines("").option(3, discover()));
    assertEquals("-", lines("dhcp-option=3").option(3, discover()));
    assertEquals("", lines("dhcp-option=252").option(252, discover()));
  }

  @Test
  void optionsWithinOptionsEndWithAnEnd() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-userclass=set:x,iPXE",
            "dhcp-option=encap:175,176,1b",
            "dhcp-option=tag:x,encap:175,190,user",
            "dhcp-option=vendor:PXEClient,6,2b");

    assertEquals("\u00b0\1\1\u00ff", asked.option(175, discover()));
    assertEquals("\u00be\4user\u00b0\1\1\u00ff", asked.option(175, discover().option(77, "iPXE")));
    assertEquals("\6\1\2\u00ff", asked.option(43, discover().option(60, "PXEClient")));
    assertEquals("-", asked.option(43, discover().option(60, "pxeclient")));
  }

  @Test
  void rangesSetTagsAndNeedThem() throws ConfigurationException {
    DnsmasqAsked asked =
        bare(
            "dhcp-userclass=set:ipxe,iPXE",
            "dhcp-range=tag:ipxe,set:two,192.0.2.10,192.0.2.19,255.255.255.0",
            "dhcp-range=set:one,192.0.2.20,192.0.2.29,255.255.255.0",
            "dhcp-boot=tag:one,one.0",
            "dhcp-boot=tag:two,two.0");

    assertEquals("one.0", asked.boots(discover()));
    assertEquals("two.0", asked.boots(discover().option(77, "iPXE")));
    BootRequest ipxe = asked.request(discover().option(77, "iPXE"));
    ipxe.given(Ipv4.parse("192.0.2.25"));
    assertEquals("one.0", asked.configuration().policy().decide(ipxe).bootFile());
  }

  @Test
  void silenceWithoutARangeForTheSubnet() throws ConfigurationException {
    assertTrue(lines("").at("198.51.100.1", PORT).isSilent(discover()));
    assertTrue(lines("").isSilent(discover().header(24, 198, 51, 100, 1)));
    assertFalse(lines("").isSilent(discover().header(24, 192, 0, 2, 254)));
    assertTrue(lines("").isSilent(discover().option(118, 198, 51, 100, 0)));
    assertTrue(lines("").isSilent(discover().option(82, 5, 4, 198, 51, 100, 0)));
  }

  @Test
  void silenceForIgnoredClientsAndHosts() throws ConfigurationException {
    DnsmasqAsked asked =
        lines(
            "dhcp-ignore=tag:!known",
            "dhcp-host=52:54:00:00:00:01",
            "dhcp-host=52:54:00:00:00:02,ignore");

    assertFalse(asked.isSilent(discover()));
    assertTrue(asked.isSilent(machine(0x52, 0x54, 0, 0, 0, 2)));
    assertTrue(asked.isSilent(machine(0x52, 0x54, 0, 0, 0, 3)));
  }

  @Test
  void silenceOnInterfacesThatAreNotServed() throws ConfigurationException {
    assertTrue(lines("interface=lan*").isSilent(discover()));
    assertFalse(lines("interface=lan*").on("lan0").isSilent(discover()));
    assertFalse(lines("interface=lan*").on("").isSilent(discover()));
    assertTrue(lines("except-interface=eth0").isSilent(discover()));
    assertTrue(lines("no-dhcp-interface=eth0").isSilent(discover()));
    assertTrue(lines("listen-address=192.0.2.2").isSilent(discover()));
    assertFalse(lines("listen-address=192.0.2.1").isSilent(discover()));
  }

  @Test
  void anInterfacesNameIsATag() throws ConfigurationException {
    assertEquals("eth.0", lines("dhcp-boot=tag:eth0,eth.0").boots(discover()));
    assertEquals("", lines("dhcp-boot=tag:eth1,eth.0").boots(discover()));
  }

  @Test
  void bootpIsForHostsWithAddressesUnlessDynamic() throws ConfigurationException {
    DhcpBytes bootp = DhcpBytes.request().header(28, 0x52, 0x54, 0, 0, 0, 1);

    assertTrue(lines("").isSilent(bootp));
    assertFalse(lines("bootp-dynamic").isSilent(bootp));
    assertFalse(lines("dhcp-host=52:54:00:00:00:01,192.0.2.5").isSilent(bootp));
    assertEquals("bootp.0", lines("bootp-dynamic", "dhcp-boot=tag:bootp,bootp.0").boots(bootp));
  }

  @Test
  void aProxyAnswersBiosWithAMenuAndUefiAt4011() throws ConfigurationException {
    DnsmasqAsked asked =
        bare(
            "dhcp-range=192.0.2.0,proxy,255.255.255.0",
            "pxe-service=x86PC,\"Linux\",pxelinux",
            "pxe-service=x86-64_EFI,\"EFI\",snp.efi");
    DhcpBytes bios = discover().option(60, "PXEClient").option(93, 0, 0);

    assertTrue(asked.isSilent(discover()));
    assertEquals("PXEClient", asked.option(60, bios));
    assertEquals(
        "\6\1\3\n\4\0PXE\u0008\7\u0080\0\1\u00c0\0\2\1\t\u0008\u0080\0\5Linux\u00ff",
        asked.option(43, bios));
    DhcpBytes uefi = discover().option(60, "PXEClient").option(93, 0, 7);
    assertEquals("", asked.boots(uefi));
    assertEquals("-", asked.option(43, uefi));
    assertEquals("192.0.2.1", asked.nextServer(uefi));
    asked.at("192.0.2.1", BootRequest.BOOT_SERVER_PORT);
    DhcpBytes request = DhcpBytes.request().option(53, 3).option(60, "PXEClient").option(93, 0, 7);
    assertEquals("snp.efi", asked.file(request));
  }

  @Test
  void aChosenItemOfTheMenuNamesItsFileWithTheLayer() throws ConfigurationException {
    DnsmasqAsked asked =
        bare(
            "dhcp-range=192.0.2.0,proxy,255.255.255.0",
            "pxe-service=x86PC,\"Linux\",pxelinux",
            "pxe-service=x86PC,\"Dot\",a.b");
    DhcpBytes chosen =
        DhcpBytes.request()
            .header(12, 192, 0, 2, 77)
            .option(53, 3)
            .option(60, "PXEClient")
            .option(93, 0, 0)
            .option(43, 71, 4, 0x80, 0, 0, 2);

    assertEquals("pxelinux.2", asked.file(chosen));
  }

  @Test
  void aProxyWithoutMenuLinesAnswersNobody() throws ConfigurationException {
    DnsmasqAsked asked = bare("dhcp-range=192.0.2.0,proxy,255.255.255.0", "dhcp-boot=f.0");

    assertTrue(asked.isSilent(discover().option(60, "PXEClient").option(93, 0, 0)));
  }

  @Test
  void quotationsKeepCommasBlanksAndWhatLooksLikeNumbers() throws ConfigurationException {
    assertEquals("a,b c#d\t\"", lines("dhcp-boot=\"a,b c#d\\t\\\"\"").boots(discover()));
    assertEquals("1234", lines("dhcp-option=209,\"1234\"").option(209, discover()));
    assertEquals("\4\u00d2", lines("dhcp-option=209,1234").option(209, discover()));
    assertEquals("a", lines("dhcp-boot = a # comment").boots(discover()));
    assertEquals("a#b", lines("dhcp-boot=a#b").boots(discover()));
  }

  @Test
  void everyRuleKnowsItsLine() throws ConfigurationException {
    DnsmasqAsked asked = lines("dhcp-userclass=set:x,iPXE", "dhcp-boot=tag:x,x.0", "dhcp-boot=p.0");

    assertEquals(new Reason("dhcp-boot=p.0", "d.conf", 4), asked.decide(discover()).reason());
    Explanation explanation = asked.configuration().policy().explain(asked.request(discover()));
    Explanation.Considered lost =
        explanation.considered().stream()
            .filter(rule -> rule.about().equals("file") && rule.rule().line() == 3)
            .findFirst()
            .orElseThrow();
    assertFalse(lost.won());
    assertEquals("no tag x: there is no user class", lost.why());
  }

  @Test
  void remarksSayWhatDoesNothing() throws ConfigurationException {
    List<Remark> remarks =
        lines("cache-size=100", "dhcp-boot=tag:nowhere,x.0").configuration().remarks();

    assertEquals(Remark.Kind.WITHOUT_EFFECT, remarks.get(0).kind());
    assertEquals(2, remarks.get(0).line());
    assertEquals(Remark.Kind.INERT, remarks.get(1).kind());
    assertEquals(3, remarks.get(1).line());
  }

  @Test
  void tftp() throws ConfigurationException {
    BootConfiguration configuration =
        lines("enable-tftp", "tftp-root=/srv", "tftp-single-port", "tftp-no-blocksize")
            .configuration();

    assertEquals(new TftpSettings(true, "/srv", true, false), configuration.tftp());
    assertEquals(TftpSettings.NONE, lines("").configuration().tftp());
  }

  @Test
  void reservedAddressesAreNotGivenToOthers() throws ConfigurationException {
    DnsmasqAsked asked =
        lines("dhcp-host=52:54:00:00:00:01,192.0.2.150,infinite", "dhcp-host=id:x,192.0.2.100");
    AddressPlan plan = asked.configuration().addresses();

    assertEquals(
        List.of(
            new AddressPlan.Range(Ipv4.parse("192.0.2.101"), Ipv4.parse("192.0.2.149")),
            new AddressPlan.Range(Ipv4.parse("192.0.2.151"), Ipv4.parse("192.0.2.200"))),
        plan.rangesFor(asked.request(machine(2, 0, 0, 0, 0, 1))));
    BootRequest host = asked.request(discover());
    assertEquals(Ipv4.parse("192.0.2.150"), plan.reservedFor(host));
    assertEquals(-1, plan.leaseTimesFor(host).byDefault());
    assertFalse(plan.isAuthoritative(host));
  }
}
