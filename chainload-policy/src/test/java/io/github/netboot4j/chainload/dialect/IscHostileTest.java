package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is in a file, it is read or refused, and nothing else. */
class IscHostileTest {
  private static String everything() throws IOException {
    try (InputStream in = IscHostileTest.class.getResourceAsStream("everything.dhcpd.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Whether it is taken; anything but the one exception fails the test. */
  private static boolean isTaken(String text) {
    try {
      IscDhcpdConf.parse("dhcpd.conf", text, true);
      return true;
    } catch (ConfigurationException e) {
      assertTrue(e.getMessage().length() < 1000, "a message that people can read");
      return false;
    }
  }

  @Example
  void truncatedAtEveryLength() throws IOException {
    String text = everything();
    assertTrue(isTaken(text));
    for (int length = 0; length < text.length(); length++) {
      isTaken(text.substring(0, length));
    }
  }

  @Property(tries = 400)
  void oneCharacterChanged(@ForAll long seed) throws IOException {
    StringBuilder text = new StringBuilder(everything());
    Random random = new Random(seed);
    text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
    isTaken(text.toString());
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "option",
            "if",
            "else",
            "{",
            "}",
            ";",
            "(",
            ")",
            "=",
            ",",
            ".",
            "\"a\"",
            "1",
            "00:07",
            "host",
            "class",
            "subnet",
            "192.0.2.0",
            "netmask",
            "255.255.255.0",
            "range",
            "pool",
            "exists",
            "not",
            "and",
            "user-class",
            "filename",
            "concat",
            "substring",
            "hardware",
            "switch",
            "case",
            ":",
            "default",
            "break",
            "set",
            "x",
            "code",
            "space",
            "encapsulate",
            "array",
            "of",
            "ethernet",
            "-",
            "~",
            "~=",
            "!",
            "append",
            "group",
            "include",
            "match",
            "spawn",
            "with",
            "subclass",
            "fixed-address",
            "shared-network",
            "allow",
            "deny",
            "members",
            "unknown-clients",
            "#\n",
            "\\",
            "\n")
        .list()
        .ofMaxSize(60)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 2000)
  void wordsInAnyOrder(@ForAll("words") String text) {
    isTaken(text);
  }

  @Property(tries = 1000)
  void anyOctets(@ForAll byte[] octets) {
    isTaken(new String(octets, StandardCharsets.ISO_8859_1));
  }

  @Example
  void deepNesting() {
    for (String opening :
        new String[] {
          "if exists user-class { ",
          "group { ",
          "filename = concat(\"a\", ",
          "filename = (",
          "if (",
          "if not not ",
          "if exists user-class and exists user-class = ",
          "switch (option user-class) { case \"a\": ",
          "shared-network a { subnet 192.0.2.0 netmask 255.255.255.0 { group {",
        }) {
      String text = opening.repeat(200_000);
      ConfigurationException refusal =
          assertThrows(ConfigurationException.class, () -> IscAsked.whole(text), opening);
      assertTrue(refusal.line() > 0);
    }
  }

  @Example
  void longChains() throws ConfigurationException {
    String more = " elsif option user-class = \"x\" { server-name \"b\"; }";
    assertTrue(isTaken("if exists user-class { filename \"a\"; }" + more.repeat(500)));
    assertThrows(
        ConfigurationException.class,
        () -> IscAsked.whole("if exists user-class { }" + more.repeat(100_000)));
    assertThrows(
        ConfigurationException.class,
        () ->
            IscAsked.whole(
                "if exists user-class" + " or option user-class = \"x\"".repeat(100_000) + "{}"));
    assertTrue(
        isTaken("if exists user-class" + " or option user-class = \"x\"".repeat(200) + "{}"));
  }

  @Example
  void longLines() {
    int million = 1 << 20;
    assertTrue(isTaken("#" + "x".repeat(million) + "\n"));
    assertTrue(isTaken("option routers 192.0.2.1;".repeat(million / 25)));
    for (String text :
        new String[] {
          "filename \"" + "x".repeat(million) + "\";",
          "x".repeat(million),
          "1".repeat(million),
          " ".repeat(million) + "x",
          "filename \"" + "x".repeat(million),
          "-".repeat(million),
          "\\".repeat(million),
          "option x." + "a.".repeat(million / 2)
        }) {
      assertThrows(ConfigurationException.class, () -> IscAsked.whole(text));
    }
  }
}
