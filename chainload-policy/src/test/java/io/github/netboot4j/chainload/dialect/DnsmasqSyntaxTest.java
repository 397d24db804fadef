package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small files, one for each thing that can be right or wrong in a {@code dnsmasq.conf}, and values
 * octet by octet. The oracle tests ask dnsmasq the same.
 */
class DnsmasqSyntaxTest {
  @TestFactory
  Stream<DynamicTest> rows() {
    return SyntaxTable.of(
            "dnsmasq-syntax.txt", 180, "d.conf", text -> DnsmasqConf.parse("d.conf", text, false))
        .tests();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "224,1s | 0001",
        "224,1i | 00000001",
        "224,-1 | ffffffff",
        "224,300b | 2c",
        "224,65536 | 00010000",
        "224,192.0.2.0/24,192.0.2.1 | 18c00002c0000201",
        "224,10.0.0.0/9,0.0.0.0/0 | 090a0000",
        "224,/24 | 2f3234",
        "224,1:2:ff | 0102ff",
        "224,01:02:0g | 30313a30323a3067",
        "224,a b | 612062",
        "option:time-offset,-3600 | fffff1f0",
        "13,1i | 00000001",
        "option:sip-server,192.0.2.1,192.0.2.2 | 01c0000201c0000202",
        "option:sip-server,sip.org,b | 0003736970036f7267000162" + "00",
        "119,. | 00",
        "119,a.org,b | 0161036f7267000162" + "00",
      })
  void values(String option, String octets) throws ConfigurationException {
    DnsmasqAsked asked = DnsmasqAsked.lines("dhcp-option-force=" + option);
    int code =
        switch (option.replaceAll(",.*", "")) {
          case "option:time-offset" -> 2;
          case "option:sip-server" -> 120;
          default -> Integer.parseInt(option.replaceAll(",.*", ""));
        };
    byte[] value = asked.fields(DnsmasqAsked.discover()).option(code);
    assertEquals(octets, value == null ? "-" : java.util.HexFormat.of().formatHex(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vi-encap:9,cisco | 125 | ''",
        "vi-encap:9,cisco | 124 | it",
        "60,50:58:45:* | 60 | it",
        "option6:23,x | 124 | ''",
        "300 | 124 | ''",
      })
  void matches(String match, int code, String boots) throws ConfigurationException {
    DnsmasqAsked asked = DnsmasqAsked.lines("dhcp-match=set:x," + match, "dhcp-boot=tag:x,it");
    byte[] value =
        code == 60
            ? "PXEC".getBytes(java.nio.charset.StandardCharsets.US_ASCII)
            : new byte[] {0, 0, 0, 9, 6, 5, 'c', 'i', 's', 'c', 'o'};
    int[] octets = new int[value.length];
    for (int index = 0; index < octets.length; index++) {
      octets[index] = value[index];
    }
    assertEquals(boots.replace("'", ""), asked.boots(DnsmasqAsked.discover().option(code, octets)));
  }
}
