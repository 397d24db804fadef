package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries by enterprise number, sound or not, in one piece or in many. */
class EnterpriseCursorTest {
  private static final int CODE = 224;

  private final EnterpriseCursor cursor = new EnterpriseCursor();
  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "00000009 02 aabb, 9:aabb, true",
    "00000009 00, 9:, true",
    "fffffffe 01 aa 00000de9 00, fffffffe:aa de9:, true",
    "00000009 01 aa 00000009 01 bb, 9:aa 9:bb, true",
    "00, '', false",
    "00000009, '', false",
    "00000009 01, '', false",
    "00000009 01 aa 00, 9:aa, false",
    "00000009 01 aa 00000de9 02 bb, 9:aa, false",
    "00000009 01 aa 00000de9 ff, 9:aa, false",
  })
  void entries(String octets, String expected, boolean sound) {
    OneOption.inEveryForm(
        CODE,
        hex(octets),
        message -> {
          message.readRawOption(CODE, value);
          cursor.reset(value);
          assertEquals(sound, cursor.isWellFormed());
          StringBuilder walked = new StringBuilder();
          while (cursor.next()) {
            cursor.readData(part);
            walked.append(walked.isEmpty() ? "" : " ");
            walked.append(Integer.toHexString(cursor.enterpriseNumber())).append(':');
            walked.append(HexFormat.of().formatHex(part.toByteArray()));
          }
          assertEquals(expected, walked.toString());
          assertFalse(cursor.next());
          assertEquals(sound, cursor.isWellFormed());
        });
  }

  @Test
  void aCursorThatIsNotAtAnEntryIsMisused() {
    assertMisuse();
    OneOption.whole(CODE, hex("00000009 00 ff")).readRawOption(CODE, value);
    cursor.reset(value);
    assertMisuse();
    assertTrue(cursor.next());
    assertEquals(9, cursor.enterpriseNumber());
    assertFalse(cursor.next());
    assertMisuse();
  }

  private void assertMisuse() {
    assertThrows(IllegalStateException.class, cursor::enterpriseNumber);
    assertThrows(IllegalStateException.class, () -> cursor.readData(part));
  }
}
