package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options 124 and 125: several vendors side by side (RFC 3925). */
class VendorIdentifyingTest {
  private static final int CISCO = 9;
  private static final int FORUM = 3561;

  private final VendorIdentifyingClass vendorClass = new VendorIdentifyingClass();
  private final VendorIdentifyingOptions options = new VendorIdentifyingOptions();
  private final EnterpriseCursor cursor = new EnterpriseCursor();
  private final OptionValue value = new OptionValue();

  // 124

  @Test
  void classesOfTwoVendors() {
    byte[] octets =
        hex(
            "00000009 09 03 6c6162 04 78383664" // items "lab" and "x86d"
                + "00000de9 05 72 6f757465"); // a raw string, "route"
    OneOption.inEveryForm(
        124,
        octets,
        message -> {
          assertTrue(vendorClass.read(message));
          assertTrue(vendorClass.isPresent());
          assertTrue(vendorClass.isWellFormed());
          assertEquals(2, vendorClass.itemCount(CISCO));
          vendorClass.readItem(CISCO, 0, value);
          assertEquals("lab", value.toText());
          vendorClass.readItem(CISCO, 1, value);
          assertEquals("x86d", value.toText());
          assertTrue(vendorClass.matches(CISCO, "lab"));
          assertTrue(vendorClass.matches(CISCO, "x86d"));
          assertTrue(vendorClass.matches(CISCO, "\3lab\4x86d"));
          assertFalse(vendorClass.matches(CISCO, "route"));
          assertFalse(vendorClass.matches(CISCO, "la"));
          assertFalse(vendorClass.matches(CISCO, "lax"));

          assertEquals(0, vendorClass.itemCount(FORUM));
          assertTrue(vendorClass.matches(FORUM, "route"));
          assertFalse(vendorClass.matches(FORUM, "lab"));
          assertTrue(vendorClass.readData(FORUM, value));
          assertEquals("route", value.toText());

          assertFalse(vendorClass.readData(1, value));
          assertEquals(0, value.length());
          assertFalse(vendorClass.matches(1, "lab"));
          assertEquals(0, vendorClass.itemCount(1));

          vendorClass.walk(cursor);
          assertTrue(cursor.next());
          assertEquals(CISCO, cursor.enterpriseNumber());
          assertTrue(cursor.next());
          assertEquals(FORUM, cursor.enterpriseNumber());
          assertFalse(cursor.next());
          assertTrue(vendorClass.matches(CISCO, "lab"), "the walk does not disturb the view");
        });
  }

  @Test
  void aBuiltClassReadsBack() {
    OptionBuilder builder = new OptionBuilder(8);
    builder.int32(CISCO).beginCounted();
    builder.beginCounted().text("lab").end().beginCounted().text("x").end().end();
    builder.int32(-1).beginCounted().end();
    assertTrue(vendorClass.read(OneOption.written(124, builder)));
    assertTrue(vendorClass.isWellFormed());
    assertEquals(2, vendorClass.itemCount(CISCO));
    assertTrue(vendorClass.matches(CISCO, "x"));
    assertTrue(vendorClass.readData(-1, value));
    assertEquals(0, value.length());
    assertFalse(vendorClass.matches(-1, ""), "an empty entry is no class");
  }

  @ParameterizedTest
  @CsvSource({"03 616263, 1", "02 6162 63, 0", "03 6162, 0", "01 61 00, 0", "00, 0", "'', 0"})
  void dataThatIsAListOrNot(String data, int items) {
    OptionBuilder builder = new OptionBuilder(8);
    builder.int32(CISCO).beginCounted().octets(hex(data)).end();
    assertTrue(vendorClass.read(OneOption.written(124, builder)));
    assertEquals(items, vendorClass.itemCount(CISCO));
    assertThrows(IndexOutOfBoundsException.class, () -> vendorClass.readItem(CISCO, items, value));
    assertThrows(IndexOutOfBoundsException.class, () -> vendorClass.readItem(CISCO, -1, value));
  }

  @ParameterizedTest
  @CsvSource({
    // octets, well-formed, of Cisco, of the forum
    "00000009 01 61 00000de9 01 62, true, a, b",
    "00000009 01 61 00000009 01 62, true, a, ",
    "00000009 01 61 00000de9 02 62, false, a, ",
    "00000009 01 61 00000de9, false, a, ",
    "00000009 ff 61 00000de9 01 62, false, , ",
    "00000009 00 00000de9 01 62 00, false, '', b"
  })
  void malformedClasses(String octets, boolean sound, String ofCisco, String ofForum) {
    OneOption.inEveryForm(
        124,
        hex(octets),
        message -> {
          assertTrue(vendorClass.read(message));
          assertEquals(sound, vendorClass.isWellFormed());
          assertEquals(ofCisco != null, vendorClass.readData(CISCO, value));
          assertEquals(ofCisco == null ? "" : ofCisco, value.toText());
          assertEquals(ofForum != null, vendorClass.readData(FORUM, value));
          assertEquals(ofForum == null ? "" : ofForum, value.toText());
        });
  }

  // 125

  @Test
  void optionsOfTwoVendors() {
    byte[] octets =
        hex(
            "00000de9 0b 0103 414243 0004 31323334" // 1 "ABC", 0 "1234"
                + "00000009 05 0101 78 ff00"); // 1 "x", 255 empty
    OneOption.inEveryForm(
        125,
        octets,
        message -> {
          assertTrue(options.read(message));
          assertTrue(options.isPresent());
          assertTrue(options.isWellFormed());
          assertTrue(options.readSubOption(FORUM, 1, value));
          assertEquals("ABC", value.toText());
          assertTrue(options.readSubOption(FORUM, 0, value));
          assertEquals("1234", value.toText());
          assertTrue(options.readSubOption(CISCO, 1, value));
          assertEquals("x", value.toText());
          assertTrue(options.readSubOption(CISCO, 255, value));
          assertEquals(0, value.length());
          assertFalse(options.readSubOption(FORUM, 255, value));
          assertFalse(options.readSubOption(2, 1, value));
          assertEquals(0, value.length());
          assertThrows(
              IndexOutOfBoundsException.class, () -> options.readSubOption(CISCO, 256, value));

          SubOptionCursor subOptions = new SubOptionCursor();
          StringBuilder walked = new StringBuilder();
          options.walk(cursor);
          while (cursor.next()) {
            cursor.readData(value);
            subOptions.reset(value);
            while (subOptions.next()) {
              walked.append(cursor.enterpriseNumber()).append('.');
              walked.append(subOptions.code()).append(' ');
            }
          }
          assertEquals("3561.1 3561.0 9.1 9.255 ", walked.toString());
        });
  }

  @Test
  void builtOptionsReadBack() {
    OptionBuilder builder = new OptionBuilder(8);
    builder.int32(FORUM).beginCounted().begin(1).text("a").end().begin(2).end().end();
    builder.int32(CISCO).beginCounted().begin(7).octets(new byte[253]).end().end();
    assertTrue(options.read(OneOption.written(125, builder)));
    assertTrue(options.isWellFormed());
    assertTrue(options.readSubOption(FORUM, 2, value));
    assertEquals(0, value.length());
    assertTrue(options.readSubOption(CISCO, 7, value));
    assertEquals(253, value.length());
    assertTrue(options.readData(FORUM, value));
    assertEquals(5, value.length());
  }

  @ParameterizedTest
  @CsvSource({
    // octets, well-formed, the forum's first, Cisco's first
    "00000de9 03 0101 61 00000009 03 0101 62, true, a, b",
    "00000de9 00 00000009 03 0101 62, true, , b",
    "00000de9 03 0102 61 00000009 03 0101 62, false, , b",
    "00000de9 04 0101 61 02 00000009 03 0101 62, false, a, b",
    "00000de9 06 0101 61 0202 62 00000009 03 0101 62, false, a, b",
    "00000de9 03 0101 61 00000009 04 0101 62, false, a, ",
    "00000de9 03 0101 61 00000009, false, a, ",
    "00000de9 06 0101 61 0101 62, true, a, ",
    "00000de9 03 0101 61 00000de9 03 0101 62, true, a, "
  })
  void malformedOptions(String octets, boolean sound, String ofForum, String ofCisco) {
    OneOption.inEveryForm(
        125,
        hex(octets),
        message -> {
          assertTrue(options.read(message));
          assertEquals(sound, options.isWellFormed());
          assertEquals(ofForum != null, options.readSubOption(FORUM, 1, value));
          assertEquals(ofForum == null ? "" : ofForum, value.toText());
          assertEquals(ofCisco != null, options.readSubOption(CISCO, 1, value));
          assertEquals(ofCisco == null ? "" : ofCisco, value.toText());
        });
  }

  @Test
  void absentOrTooShort() {
    DhcpMessageView sound = OneOption.whole(124, hex("00000009 01 61"));
    for (byte[] message :
        new byte[][] {
          DhcpBytes.discover().end(),
          DhcpBytes.discover().option(124, 0, 0, 0, 9).option(125, 0, 0, 0, 9).end()
        }) {
      assertTrue(vendorClass.read(sound));
      assertFalse(vendorClass.read(OneOption.wrap(message)));
      assertFalse(vendorClass.isPresent());
      assertTrue(vendorClass.isWellFormed());
      assertFalse(vendorClass.readData(CISCO, value));
      assertFalse(vendorClass.matches(CISCO, "a"));
      assertEquals(0, vendorClass.itemCount(CISCO));

      assertFalse(options.read(OneOption.wrap(message)));
      assertFalse(options.isPresent());
      assertTrue(options.isWellFormed());
      assertFalse(options.readData(CISCO, value));
      assertFalse(options.readSubOption(CISCO, 1, value));
      options.walk(cursor);
      assertFalse(cursor.next());
    }
  }
}
