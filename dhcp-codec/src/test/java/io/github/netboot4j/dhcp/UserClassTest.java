package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells a boot loader from the firmware that loaded it, in each form that it takes. */
class UserClassTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final UserClass userClass = new UserClass();

  private void read(String value) {
    wrap(DhcpBytes.discover().option(77, value).end());
    assertTrue(userClass.read(view));
    assertTrue(userClass.isPresent());
  }

  private void wrap(byte[] message) {
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iPXE", "gPXE", "legacy"})
  void rawAsBootLoadersSendIt(String name) {
    read(name);
    assertFalse(userClass.isList());
    assertTrue(userClass.matches(name));
    assertTrue(userClass.matches(CharBuffer.wrap(name)));
    assertEquals(name, userClass.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"iPXE", "gPXE"})
  void aListOfOneItem(String name) {
    read("\4" + name);
    assertTrue(userClass.isList());
    assertTrue(userClass.matches(name));
    assertEquals(name, userClass.toString());
  }

  @Test
  void aListOfSeveralItems() {
    read("\3lab\4iPXE\1x");
    assertTrue(userClass.isList());
    assertTrue(userClass.matches("lab"));
    assertTrue(userClass.matches("iPXE"));
    assertTrue(userClass.matches("x"));
    assertFalse(userClass.matches("la"));
    assertFalse(userClass.matches("PXE"));
    assertFalse(userClass.matches("gPXE"));
    assertFalse(userClass.matches("lab,iPXE,x"));
    assertEquals("lab,iPXE,x", userClass.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gPXEx",
        "xgPXE",
        "ipxe",
        "IPXE",
        "gPX",
        "g",
        "iPXE\0",
        " iPXE",
        "iPXE ",
        "\4ipxe",
        "\5iPXEx",
        "\4iPXE\0",
        "\4iPXEx",
        "\3iPX",
        "\5iPXE",
        "\4gPXF",
        "\0iPXE",
        "\0",
        "\4iPXE\4"
      })
  void nearMissesDoNotMatch(String value) {
    read(value);
    assertFalse(userClass.matches("iPXE"));
    assertFalse(userClass.matches("gPXE"));
    assertFalse(userClass.matches(""));
    assertTrue(userClass.matches(value));
  }

  @Test
  void anItemOfNoOctetsMakesItRaw() {
    read("\4iPXE\0\1x");
    assertFalse(userClass.isList());
    assertFalse(userClass.matches("iPXE"));
    assertTrue(userClass.matches("\4iPXE\0\1x"));
  }

  @Test
  void lengthsThatDoNotConsumeTheValueExactlyMakeItRaw() {
    read("\4iPXE\7x");
    assertFalse(userClass.isList());
    assertFalse(userClass.matches("iPXE"));
  }

  /** A space is 32: the shortest printable string that consumes itself as a list has 33 octets. */
  @Test
  void aPrintableStringThatLooksLikeAListMatchesInBothReadings() {
    String item = "0123456789abcdefghijklmnopqrstuv";
    String raw = " " + item;
    assertEquals(33, raw.length());
    read(raw);
    assertTrue(userClass.isList());
    assertTrue(userClass.matches(raw));
    assertTrue(userClass.matches(item));
    assertFalse(userClass.matches(item.substring(1)));
  }

  @Test
  void charactersBeyondAnOctetNeverMatch() {
    read("iPXE");
    assertFalse(userClass.matches("\u0169PXE"));
    read("\4iPXE");
    assertFalse(userClass.matches("\u0169PXE"));
  }

  @Test
  void aSplitUserClassReadsAsOne() {
    wrap(DhcpBytes.discover().option(77, "\3lab\4i").option(12, "h").option(77, "PXE").end());
    assertTrue(userClass.read(view));
    assertTrue(userClass.isList());
    assertTrue(userClass.matches("iPXE"));
    assertTrue(userClass.matches("lab"));
    assertEquals("lab,iPXE", userClass.toString());
  }

  @Test
  void absentOrEmpty() {
    read("iPXE");
    for (byte[] message :
        new byte[][] {DhcpBytes.discover().end(), DhcpBytes.discover().option(77).end()}) {
      wrap(message);
      assertFalse(userClass.read(view));
      assertFalse(userClass.isPresent());
      assertFalse(userClass.isList());
      assertFalse(userClass.matches("iPXE"));
      assertFalse(userClass.matches(""));
      assertEquals("", userClass.toString());
    }
  }

  @Test
  void aViewOfNothing() {
    assertFalse(userClass.isPresent());
    assertFalse(userClass.matches("iPXE"));
  }
}
