package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sub-options in both conventions, sound or not, in one piece or in many. */
class SubOptionCursorTest {
  private static final int CODE = 224;

  private final SubOptionCursor cursor = new SubOptionCursor();
  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();

  private void reset(DhcpMessageView message, boolean padded) {
    message.readRawOption(CODE, value);
    if (padded) {
      cursor.resetPadded(value);
    } else {
      cursor.reset(value);
    }
  }

  /** Such as {@code "1@0:ab 2@4:"}: code, position and value of each. */
  private String walked() {
    StringBuilder walked = new StringBuilder();
    while (cursor.next()) {
      cursor.readValue(part);
      walked.append(walked.isEmpty() ? "" : " ").append(cursor.code());
      walked.append('@').append(cursor.position()).append(':');
      walked.append(HexFormat.of().formatHex(part.toByteArray()));
    }
    assertFalse(cursor.next(), "a walk that ended goes on");
    return walked.toString();
  }

  @ParameterizedTest
  @CsvSource({
    // value, as plain sub-options, well-formed, as padded ones, well-formed
    "'', '', true, '', true",
    "0102aabb 0200, 1@0:aabb 2@4:, true, 1@0:aabb 2@4:, true",
    "0101aa 0101bb, 1@0:aa 1@3:bb, true, 1@0:aa 1@3:bb, true",
    "0000 0101aa, 0@0: 1@2:aa, true, 1@2:aa, true",
    "00 0101aa, 0@0:01, false, 1@1:aa, true",
    "0101aa ff, 1@0:aa, false, 1@0:aa, true",
    "0101aa ff 0101bb, 1@0:aa 255@3:01, false, 1@0:aa, true",
    "ff01aa 0200, 255@0:aa 2@3:, true, '', true",
    "ff, '', false, '', true",
    "00, '', false, '', true",
    "01, '', false, '', false",
    "0101, '', false, '', false",
    "0101aa 02, 1@0:aa, false, 1@0:aa, false",
    "0101aa 0202bb, 1@0:aa, false, 1@0:aa, false",
    "0101aa 02ff, 1@0:aa, false, 1@0:aa, false",
    "0101aa 0000, 1@0:aa 0@3:, true, 1@0:aa, true",
  })
  void bothConventions(
      String octets, String plain, boolean soundPlain, String padded, boolean soundPadded) {
    OneOption.inEveryForm(
        CODE,
        hex(octets),
        message -> {
          reset(message, false);
          assertEquals(plain, walked());
          assertEquals(soundPlain, cursor.isWellFormed());
          reset(message, true);
          assertEquals(soundPadded, cursor.isWellFormed());
          assertEquals(padded, walked());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCursorThatIsNotAtASubOptionIsMisused(boolean padded) {
    assertMisuse();
    assertFalse(cursor.next());
    assertMisuse();
    reset(OneOption.whole(CODE, hex("0101aa")), padded);
    assertMisuse();
    assertTrue(cursor.next());
    assertEquals(1, cursor.code());
    assertFalse(cursor.next());
    assertMisuse();
  }

  private void assertMisuse() {
    assertThrows(IllegalStateException.class, cursor::code);
    assertThrows(IllegalStateException.class, cursor::position);
    assertThrows(IllegalStateException.class, () -> cursor.readValue(part));
  }

  @Test
  void theValueMayBeUsedForOtherThings() {
    reset(OneOption.cut(CODE, hex("0102aabb 0201cc"), 3), false);
    StringBuilder walked = new StringBuilder();
    while (cursor.next()) {
      cursor.readValue(value);
      walked.append(value.length());
    }
    assertEquals("21", walked.toString());
  }

  @Test
  void findTakesTheFirstOfACode() {
    OneOption.inEveryForm(
        CODE,
        hex("0700 0101aa 0102bbbb 0001cc ff01dd"),
        message -> {
          message.readOption(CODE, value);
          assertTrue(SubOptions.find(value, 1, part));
          assertEquals("aa", HexFormat.of().formatHex(part.toByteArray()));
          assertTrue(SubOptions.find(value, 0, part));
          assertEquals(0xCC, part.unsigned8(0));
          assertTrue(SubOptions.find(value, 255, part));
          assertEquals(0xDD, part.unsigned8(0));
          assertTrue(SubOptions.find(value, 7, part));
          assertEquals(0, part.length());
          assertTrue(SubOptions.find(value, 1, part));
          assertFalse(SubOptions.find(value, 2, part));
          assertEquals(0, part.length());
          assertFalse(SubOptions.find(value, 0, true, part));
          assertFalse(SubOptions.find(value, 255, true, part));
        });
    assertThrows(IndexOutOfBoundsException.class, () -> SubOptions.find(value, -1, part));
    assertThrows(IndexOutOfBoundsException.class, () -> SubOptions.find(value, 256, part));
  }

  /** Indexes near the greatest length that a value can have. */
  @Test
  void theLastSubOptionOfALongValue() {
    byte[] octets = new byte[64_000];
    octets[63_997] = 9;
    octets[63_998] = 1;
    octets[63_999] = (byte) 0xFE;
    reset(OneOption.whole(CODE, octets), true);
    assertTrue(cursor.next());
    assertEquals(9, cursor.code());
    assertEquals(63_997, cursor.position());
    cursor.readValue(part);
    assertEquals(0xFE, part.unsigned8(0));
    assertFalse(cursor.next());
    assertTrue(SubOptions.find(value, 9, true, part));
    assertEquals(0xFE, part.unsigned8(0));
  }

  // Properties

  @Provide
  Arbitrary<byte[]> octets() {
    return DhcpArbitraries.values(300);
  }

  @Property(tries = 2000)
  void anyOctetsReadAsAPlainReaderReadsThem(
      @ForAll("octets") byte[] octets, @ForAll boolean padded, @ForAll boolean inCrumbs) {
    StringBuilder expected = new StringBuilder();
    boolean sound = readPlainly(octets, padded, expected);

    reset(inCrumbs ? OneOption.crumbs(CODE, octets) : OneOption.whole(CODE, octets), padded);
    assertEquals(expected.toString(), walked());
    assertEquals(sound, cursor.isWellFormed());
  }

  /** The same over an array, written without regard to anything else. */
  private static boolean readPlainly(byte[] octets, boolean padded, StringBuilder into) {
    int at = 0;
    while (at < octets.length) {
      int code = octets[at] & 0xFF;
      if (padded && code == 0) {
        at++;
        continue;
      }
      if (padded && code == 255) {
        return true;
      }
      if (at + 1 == octets.length || at + 2 + (octets[at + 1] & 0xFF) > octets.length) {
        return false;
      }
      int end = at + 2 + (octets[at + 1] & 0xFF);
      into.append(into.isEmpty() ? "" : " ").append(code).append('@').append(at).append(':');
      into.append(HexFormat.of().formatHex(octets, at + 2, end));
      at = end;
    }
    return true;
  }

  @Provide
  Arbitrary<List<DhcpArbitraries.Option>> subOptions() {
    return Combinators.combine(Arbitraries.integers().between(1, 254), DhcpArbitraries.values(40))
        .as(DhcpArbitraries.Option::new)
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 500)
  void whatIsBuiltReadsBack(@ForAll("subOptions") List<DhcpArbitraries.Option> built) {
    OptionBuilder builder = new OptionBuilder(0);
    List<String> expected = new ArrayList<>();
    for (DhcpArbitraries.Option option : built) {
      builder.begin(option.code()).octets(option.value()).end();
      expected.add(option.toString());
    }
    DhcpMessageView message = OneOption.written(CODE, builder);
    for (boolean padded : new boolean[] {false, true}) {
      reset(message, padded);
      assertTrue(cursor.isWellFormed());
      List<String> read = new ArrayList<>();
      while (cursor.next()) {
        cursor.readValue(part);
        read.add(new DhcpArbitraries.Option(cursor.code(), part.toByteArray()).toString());
      }
      assertEquals(expected, read);
    }
  }
}
