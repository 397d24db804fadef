package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DnsmasqConfigurations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be used is refused with file and line, and nothing else ever happens. */
class DnsmasqRefusalsTest {
  private static final String WHOLE =
      DnsmasqAsked.RANGE
          + """
          dhcp-host=52:54:00:00:00:01,id:01:02,set:x,tag:!y,192.0.2.7,pc,12h,ignore
          dhcp-boot=tag:x,"a \\"b\\" c",name,192.0.2.8
          dhcp-option=tag:x,vendor:PXEClient,6,2b
          dhcp-option-force=encap:175,176,01:02
          dhcp-match=set:y,option:client-arch,7
          pxe-service=tag:x,x86PC,"Text, and more",base,192.0.2.9
          pxe-prompt="Press F8",10
          tag-if=set:z,tag:x,tag:!y*
          """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dhcp-bot=x",
        "dhcp-boot",
        "dhcp-authoritative=yes",
        "dhcp-boot=\"x",
        "dhcp-boot=tag:x",
        "dhcp-range=192.0.2.1",
        "dhcp-range=192.0.2.1,192.0.3.1,255.255.255.0",
        "dhcp-range=a,b,192.0.2.1,192.0.2.9",
        "dhcp-range=192.0.2.1,192.0.2.9,1y",
        "dhcp-host=00:11:22:33:44:5g",
        "dhcp-host=-name",
        "dhcp-host=id:0x:1",
        "dhcp-mac=set:x",
        "dhcp-match=175",
        "dhcp-match=set:x,option:unknown",
        "dhcp-match=set:x,vendor:y,1",
        "dhcp-option=3,router",
        "dhcp-option=option:hostname,x",
        "dhcp-option=43,1",
        "dhcp-option=encap:2147500000,1,1b",
        "dhcp-userclass=set:x",
        "dhcp-userclass=set:x,a,b",
        "dhcp-ignore=tag:",
        "tag-if=tag:x",
        "tag-if=set:x,y",
        "pxe-service=unknown,text",
        "pxe-service=x86PC",
        "dhcp-name-match=set:x",
        "listen-address=here",
        "port=x",
        "port=65536",
        "tftp-unique-root=name",
        "dhcp-relay=192.0.2.1,192.0.2.2",
        "conf-script=/bin/true"
      })
  void withTheLine(String line) {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> DnsmasqConf.parse("d.conf", "# one\n\n" + line + "\n", false));

    assertEquals("d.conf", refusal.source());
    assertEquals(3, refusal.line());
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("d.conf:3: "), refusal.getMessage());
  }

  @Test
  void twiceGivenKeywordsAndAddresses() {
    for (String twice :
        new String[] {"port=0\nport=0\n", "dhcp-host=x,192.0.2.1\ndhcp-host=y,192.0.2.1\n"}) {
      ConfigurationException refusal =
          assertThrows(
              ConfigurationException.class, () -> DnsmasqConf.parse("d.conf", twice, false));
      assertEquals(2, refusal.line());
    }
  }

  @Test
  void onRequestWhatIsNotUnderstoodIsLeftOut() throws ConfigurationException {
    BootConfiguration configuration =
        DnsmasqConf.parse("d.conf", DnsmasqAsked.RANGE + "dhcp-bot=x\ndhcp-boot=\"y\n", true);

    assertEquals(2, configuration.remarks().size());
    assertEquals(Remark.Kind.NOT_UNDERSTOOD, configuration.remarks().get(0).kind());
    assertEquals(2, configuration.remarks().get(0).line());
    assertEquals(3, configuration.remarks().get(1).line());
  }

  @Test
  void aLineOfAMebibyte() {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> DnsmasqConf.parse("d.conf", "dhcp-boot=" + "x".repeat(1 << 20), false));

    assertEquals(1, refusal.line());
  }

  @Test
  void tagsThatBuildOnOneAnotherTooDeep() {
    StringBuilder text = new StringBuilder(DnsmasqAsked.RANGE);
    for (int depth = 0; depth < 1000; depth++) {
      text.append("tag-if=set:t" + (depth + 1) + ",tag:t" + depth + ",tag:t" + depth + "\n");
    }

    assertThrows(
        ConfigurationException.class, () -> DnsmasqConf.parse("d.conf", text.toString(), false));
  }

  @Test
  void loopsOfIncludesAndMissingFiles(@TempDir Path directory) throws IOException {
    Path one = directory.resolve("one.conf");
    Path two = directory.resolve("two.conf");
    Files.writeString(one, "\nconf-file=two.conf\n");
    Files.writeString(two, "conf-file=one.conf\n");

    ConfigurationException loop =
        assertThrows(ConfigurationException.class, () -> DnsmasqConf.read(one, false));
    assertEquals(two.toString(), loop.source());
    assertEquals(1, loop.line());
    Files.writeString(two, "dhcp-hostsfile=none\n");
    ConfigurationException missing =
        assertThrows(ConfigurationException.class, () -> DnsmasqConf.read(one, false));
    assertEquals(1, missing.line());
    Files.writeString(two, "conf-dir=none\n");
    assertThrows(ConfigurationException.class, () -> DnsmasqConf.read(one, true));
  }

  @Test
  void filesAreIncludedOnceAndDirectoriesInOrder(@TempDir Path directory)
      throws IOException, ConfigurationException {
    Path main = directory.resolve("main.conf");
    Path more = Files.createDirectory(directory.resolve("more"));
    Files.writeString(
        main,
        DnsmasqAsked.RANGE
            + "conf-dir=more,*.conf,.x.conf\nconf-file=more/a.conf\n"
            + "dhcp-hostsfile=hosts\ndhcp-optsfile=options\ndhcp-boot=tag:h,h.0\n");
    Files.writeString(more.resolve("b.conf"), "dhcp-boot=b.0\n");
    Files.writeString(more.resolve("a.conf"), "dhcp-boot=a.0\n");
    Files.writeString(more.resolve("c.x.conf"), "dhcp-boot=c.0\n");
    Files.writeString(more.resolve("d.conf~"), "bad\n");
    Files.writeString(more.resolve("e.txt"), "bad\n");
    Files.writeString(directory.resolve("hosts"), "52:54:00:00:00:02,set:h # host\n");
    Files.writeString(directory.resolve("options"), "tag:h,17,/nfs\n");
    BootConfiguration configuration = DnsmasqConf.read(main, false);
    DnsmasqAsked asked = DnsmasqAsked.of(configuration);

    assertEquals("b.0", asked.boots(DnsmasqAsked.discover()));
    assertEquals("h.0", asked.boots(DnsmasqAsked.machine(0x52, 0x54, 0, 0, 0, 2)));
    assertEquals("/nfs", asked.option(17, DnsmasqAsked.machine(0x52, 0x54, 0, 0, 0, 2)));
  }

  @Test
  void truncatedAnywhere() {
    for (int length = 0; length < WHOLE.length(); length++) {
      takeOrRefuse(WHOLE.substring(0, length));
    }
  }

  @Property(tries = 3000)
  void anyCharacters(
      @ForAll @CharRange(from = '\0', to = '\u00ff') @StringLength(max = 300) String text) {
    takeOrRefuse(text);
  }

  @Property(tries = 3000)
  void anyArguments(
      @ForAll("keywords") String keyword,
      @ForAll @CharRange(from = '*', to = ':') @StringLength(max = 40) String numbers,
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 40) String letters) {
    takeOrRefuse(keyword + "=" + numbers + "\n" + keyword + "=" + letters + "\n");
  }

  @Provide
  Arbitrary<String> keywords() {
    return net.jqwik.api.Arbitraries.of(
        "dhcp-boot",
        "dhcp-host",
        "dhcp-range",
        "dhcp-option",
        "dhcp-match",
        "dhcp-mac",
        "dhcp-circuitid",
        "dhcp-userclass",
        "tag-if",
        "pxe-service",
        "pxe-prompt",
        "dhcp-ignore",
        "dhcp-name-match",
        "conf-file",
        "listen-address",
        "domain");
  }

  @Property(tries = 300)
  void validConfigurationsAreTakenAndDecide(@ForAll("valid") String text)
      throws ConfigurationException {
    DnsmasqAsked asked = DnsmasqAsked.of(DnsmasqConf.parse("d.conf", text, false));

    assertEquals(
        asked.decide(DnsmasqAsked.discover()).bootFile(),
        asked
            .configuration()
            .policy()
            .explain(asked.request(DnsmasqAsked.discover()))
            .decision()
            .bootFile());
  }

  @Provide
  Arbitrary<String> valid() {
    return DnsmasqConfigurations.any();
  }

  private static void takeOrRefuse(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    String asRead = new String(octets, StandardCharsets.ISO_8859_1);
    for (boolean goOn : new boolean[] {false, true}) {
      try {
        BootConfiguration configuration = DnsmasqConf.parse("d.conf", asRead, goOn);
        DnsmasqAsked asked = DnsmasqAsked.of(configuration);
        asked.decide(DnsmasqAsked.discover().option(60, "PXEClient").option(93, 0, 0));
        asked.configuration().addresses().rangesFor(asked.request(DnsmasqAsked.discover()));
      } catch (ConfigurationException e) {
        assertEquals("d.conf", e.source());
      }
    }
  }
}
