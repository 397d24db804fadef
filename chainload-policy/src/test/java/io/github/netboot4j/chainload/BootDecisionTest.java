package io.github.netboot4j.chainload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be decided, and what is refused before any client asks. */
class BootDecisionTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 126, 127})
  void namesThatADhcpMessageCarries(int octets) {
    BootDecision decision = BootDecision.boot("n".repeat(octets));
    assertTrue(decision.boots());
    assertEquals(octets, decision.bootFile().length());
    assertEquals(0, decision.nextServer());
    assertEquals(octets, decision.fileField().length);
    assertEquals(octets + 1, decision.bootFileOption().length);
    assertEquals(0, decision.bootFileOption()[octets]);
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 129, 255, 5000})
  void namesThatAreTooLongAreRefusedWithTheLimit(int octets) {
    String message = refused("n".repeat(octets));
    assertTrue(message.contains(octets + " octets"), message);
    assertTrue(message.contains("at most 127"), message);
  }

  @Test
  void theLimitCountsOctetsNotCharacters() {
    assertTrue(BootDecision.boot("é".repeat(63) + "n").boots());
    assertTrue(refused("é".repeat(64)).contains("128 octets"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "a\0", "\0a", "a\0b"})
  void namesThatAreNone(String name) {
    assertEquals("a boot file name must not be empty or hold a NUL", refused(name));
  }

  private static String refused(String name) {
    return assertThrows(IllegalArgumentException.class, () -> BootDecision.boot(name)).getMessage();
  }

  @Test
  void changesMakeNewDecisions() {
    BootDecision plain = BootDecision.boot("a.efi");
    BootDecision elsewhere = plain.from(0xC0000209);
    BootDecision explained = elsewhere.because(new Reason("user-class = iPXE", "dhcpd.conf", 14));

    assertEquals(0, plain.nextServer());
    assertEquals("boot a.efi", plain.reason().toString());
    assertEquals(0xC0000209, elsewhere.nextServer());
    assertEquals(0xC0000209, explained.nextServer());
    assertEquals("a.efi (dhcpd.conf:14: user-class = iPXE)", explained.toString());
  }

  @Test
  void nothingToBoot() {
    assertFalse(BootDecision.noBoot().boots());
    assertFalse(BootDecision.noBoot().isUndecided());
    assertFalse(BootDecision.undecided().boots());
    assertTrue(BootDecision.undecided().isUndecided());
    assertEquals("", BootDecision.noBoot().bootFile());
    assertEquals("", BootDecision.undecided().bootFile());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63})
  void serverNamesThatADhcpMessageCarries(int octets) {
    BootDecision decision = BootDecision.boot("a").withServerName("n".repeat(octets));
    assertEquals(octets, decision.serverName().length());
    assertEquals("", BootDecision.boot("a").serverName());
  }

  @Test
  void serverNamesThatItDoesNotCarry() {
    BootDecision decision = BootDecision.boot("a");
    for (String name : new String[] {"", "a\0", "n".repeat(64), "é".repeat(32)}) {
      assertThrows(IllegalArgumentException.class, () -> decision.withServerName(name));
    }
  }

  @Test
  void optionsGoAlong() {
    byte[] value = {1, 2, 3};
    BootDecision decision =
        BootDecision.boot("a").withOption(209, "pxelinux.cfg/lab").withOption(128, value);
    value[0] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, decision.option(128));
    assertArrayEquals("pxelinux.cfg/lab".getBytes(US_ASCII), decision.option(209));
    assertNull(decision.option(210));
    assertNull(BootDecision.boot("a").option(128));
    BootDecision changed =
        decision.withOption(128, new byte[] {4}).because(new Reason("x")).from(1);
    assertArrayEquals(new byte[] {4}, changed.withServerName("s").option(128));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, -1, 50, 51, 52, 53, 54, 58, 59, 60, 61, 66, 67, 82, 97})
  void optionsThatAreNotTheDecisions(int code) {
    BootDecision decision = BootDecision.boot("a");
    assertThrows(IllegalArgumentException.class, () -> decision.withOption(code, new byte[] {1}));
  }

  /** iPXE does not join the pieces of a longer one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void optionsOfAnImpossibleLength(int octets) {
    BootDecision decision = BootDecision.boot("a");
    assertThrows(IllegalArgumentException.class, () -> decision.withOption(128, new byte[octets]));
    assertEquals(255, decision.withOption(128, new byte[255]).option(128).length);
  }

  @Test
  void fieldsSayAllThereIs() {
    BootDecision decision = BootDecision.of(ReplyFields.EMPTY);
    assertThrows(IllegalStateException.class, () -> decision.from(1));
    assertThrows(IllegalStateException.class, () -> decision.withServerName("a"));
    assertThrows(IllegalStateException.class, () -> decision.withOption(128, "a"));
  }
}
