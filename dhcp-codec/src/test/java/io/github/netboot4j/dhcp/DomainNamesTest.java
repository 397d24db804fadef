package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Domain names in wire form, compressed or not, sound or not. */
class DomainNamesTest {
  private static final String SEARCH_LIST = "\3eng\5apple\3com\0\11marketing\300\4";
  private static final String LABEL_63 = "a".repeat(63);

  private final DhcpMessageView view = new DhcpMessageView();
  private final DomainNames names = new DomainNames();

  /** Reads names from an option; one of more than 255 octets lies in several pieces. */
  private void read(byte[] value) {
    OptionBuilder builder = new OptionBuilder(0).octets(value);
    DhcpMessageView message = WrittenMessage.with(OptionCode.DOMAIN_SEARCH, builder);
    assertEquals(value.length > 0, names.read(message, OptionCode.DOMAIN_SEARCH));
  }

  private void read(String value) {
    read(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> shown() {
    List<String> shown = new ArrayList<>();
    for (int index = 0; index < names.count(); index++) {
      shown.add(names.name(index));
    }
    return shown;
  }

  /** The example of RFC 3397 §3: two names in three pieces, the second compressed. */
  @Example
  void theExampleOfTheRfc() {
    byte[] message =
        DhcpBytes.discover()
            .option(119, "\3eng\5appl")
            .option(119, "e\3com\0\11ma")
            .option(119, "rketing\300\4")
            .end();
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    assertTrue(names.read(view, OptionCode.DOMAIN_SEARCH));
    assertEquals(List.of("eng.apple.com", "marketing.apple.com"), shown());
    assertTrue(names.isWellFormed());
    assertTrue(names.matches(1, "marketing.apple.com"));
    assertTrue(names.matches(0, "ENG.Apple.com."));
  }

  /** The example of RFC 1035 §4.1.4, shifted to index 0: names in names in names. */
  @Example
  void pointersToNamesThatEndInPointers() {
    read("\1F\3ISI\4ARPA\0" + "\3FOO\300\0" + "\300\6" + "\0" + "\1x\300\14");
    assertEquals(List.of("F.ISI.ARPA", "FOO.F.ISI.ARPA", "ARPA", ".", "x.FOO.F.ISI.ARPA"), shown());
    assertTrue(names.isWellFormed());
  }

  @Example
  void namesInAnyOrder() {
    read("\1a\0\1b\0\1c\0");
    assertEquals("c", names.name(2));
    assertEquals("a", names.name(0));
    assertEquals("b", names.name(1));
    assertEquals("b", names.name(1));
  }

  @Example
  void theRootIsAName() {
    read("\0\0");
    assertEquals(List.of(".", "."), shown());
    assertTrue(names.matches(0, ""));
    assertTrue(names.matches(0, "."));
    assertFalse(names.matches(0, ".."));
    assertFalse(names.matches(0, "a"));
  }

  @Example
  void octetsThatAreNotPrintableAreEscaped() {
    read("\4a.b\\\6\0\n\33 \177\377\1~\0");
    assertEquals("a\\046b\\092.\\000\\010\\027\\032\\127\\255.~", names.name(0));
  }

  @ParameterizedTest
  @CsvSource({
    "eng.apple.com, true",
    "eng.apple.com., true",
    "ENG.APPLE.COM, true",
    "eng.apple.com.., false",
    ".eng.apple.com, false",
    "eng.apple, false",
    "eng.apple., false",
    "eng.apple.co, false",
    "eng.apple.comm, false",
    "eng.apple.com.x, false",
    "engxapple.com, false",
    "enh.apple.com, false",
    "eng, false",
    "'', false",
    "., false",
  })
  void matchesWholeNames(String name, boolean expected) {
    read(SEARCH_LIST);
    assertEquals(expected, names.matches(0, name));
  }

  @Example
  void aDotWithinALabelMatchesNoDot() {
    read("\7eng.com\0");
    assertFalse(names.matches(0, "eng.com"));
  }

  @Example
  void onlyAsciiLettersHaveTwoCases() {
    read("\1[\0\1\304\0");
    assertFalse(names.matches(0, "{"));
    assertFalse(names.matches(1, "\u00e4"));
    assertTrue(names.matches(1, "\u00c4"));
    assertFalse(names.matches(1, "\u01c4"));
    read("\3AZ@\0");
    assertTrue(names.matches(0, "az@") && names.matches(0, "aZ@"));
    assertFalse(names.matches(0, "az`"));
  }

  @ParameterizedTest
  @CsvSource({
    "a label that reaches beyond the end, 2, '1:a 0 1:b 0 5:abcd'",
    "a name without its 0,                1, '1:a 0 1:b'",
    "a length with nothing behind it,     1, '1:a 0 1'",
    "half a pointer,                      1, '1:a 0 192'",
    "half a pointer behind a label,       1, '1:a 0 1:b 192'",
    "a pointer to itself,                 0, '192 0'",
    "a pointer to its own name,           1, '1:a 0 1:b 192 3'",
    "a pointer into its own name,         1, '1:a 0 1:b 1:c 192 5'",
    "a pointer forwards,                  1, '1:a 0 192 5 1:b 0'",
    "a pointer beyond the end,            1, '1:a 0 192 200'",
    "a far pointer beyond the end,        1, '1:a 0 255 255'",
    "two pointers to each other,          2, '1:a 0 2 192 7 0 192 4'",
    "a reserved kind of label (0x40),     1, '1:a 0 64 0'",
    "a reserved kind of label (0x80),     1, '1:a 0 128 0'",
  })
  void malformed(String what, int sound, String value) {
    read(octets(value));
    assertEquals(sound, names.count(), what);
    assertFalse(names.isWellFormed(), what);
    assertEquals(sound > 0 ? "a" : List.of(), sound > 0 ? names.name(0) : shown(), what);
  }

  /** {@code 3:eng} is a length and text, {@code 192} an octet. */
  private static byte[] octets(String value) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String part : value.split(" ", -1)) {
      int colon = part.indexOf(':');
      octets.write(Integer.parseInt(colon < 0 ? part : part.substring(0, colon)));
      if (colon >= 0) {
        octets.writeBytes(part.substring(colon + 1).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return octets.toByteArray();
  }

  @Example
  void aPointerMayLeadIntoANameBefore() {
    read("\3a\1b\0\300\2");
    assertEquals(List.of("a\\001b", "b"), shown());
    assertTrue(names.isWellFormed());
  }

  @Example
  void labelsOf63AndNamesOf255Octets() {
    String ofThree = ("?" + LABEL_63).repeat(3);
    read(ofThree + "=" + "b".repeat(61) + "\0");
    assertEquals(1, names.count());
    assertEquals(3 * 64 + 61, names.name(0).length());
    assertTrue(names.isWellFormed());

    read(ofThree + ">" + "b".repeat(62) + "\0");
    assertEquals(0, names.count());
    assertFalse(names.isWellFormed());
  }

  @Example
  void aPointerMakesNoLongerName() {
    String ofThree = ("?" + LABEL_63).repeat(3);
    read("\0" + ofThree + "\0" + "=" + "b".repeat(61) + "\300\1");
    assertEquals(3, names.count());
    assertTrue(names.isWellFormed());

    read("\0" + ofThree + "\0" + ">" + "b".repeat(62) + "\300\1");
    assertEquals(2, names.count());
    assertFalse(names.isWellFormed());
  }

  /** A pointer that leads to nothing but a pointer is odd but ends; there is a limit to it. */
  @Example
  void pointersToPointers() {
    ByteArrayOutputStream chain = new ByteArrayOutputStream();
    chain.write(0);
    for (int name = 1; name <= 127; name++) {
      chain.write(0xC0);
      chain.write(Math.max(0, 2 * name - 3));
    }
    read(chain.toByteArray());
    assertEquals(128, names.count());
    assertEquals(".", names.name(127));
    assertTrue(names.isWellFormed());

    chain.write(0xC0);
    chain.write(2 * 128 - 3);
    read(chain.toByteArray());
    assertEquals(128, names.count());
    assertFalse(names.isWellFormed());
  }

  @Example
  void pointersReachBeyondTheFirstPiece() {
    byte[] value = new byte[600];
    value[400] = 1;
    value[401] = 'z';
    value[598] = (byte) 0xC1;
    value[599] = (byte) 0x90;
    read(value);
    assertTrue(names.isWellFormed());
    assertEquals("z", names.name(names.count() - 1));
    assertEquals(".", names.name(0));
  }

  @Example
  void moreOctetsThanAreReadMakeItMalformed() {
    read(new byte[DomainNames.LONGEST_LIST]);
    assertEquals(DomainNames.LONGEST_LIST, names.count());
    assertTrue(names.isWellFormed());

    read(new byte[DomainNames.LONGEST_LIST + 1]);
    assertEquals(DomainNames.LONGEST_LIST, names.count());
    assertFalse(names.isWellFormed());

    read(SEARCH_LIST);
    assertEquals(2, names.count());
    assertTrue(names.isWellFormed());
  }

  @Example
  void absent() {
    read(SEARCH_LIST);
    read("");
    assertEquals(0, names.count());
    assertTrue(names.isWellFormed());
    assertThrows(IndexOutOfBoundsException.class, () -> names.name(0));
  }

  @Example
  void indexesOutOfRange() {
    read(SEARCH_LIST);
    assertThrows(IndexOutOfBoundsException.class, () -> names.name(2));
    assertThrows(IndexOutOfBoundsException.class, () -> names.name(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> names.matches(2, "a"));
    assertThrows(IndexOutOfBoundsException.class, () -> names.read(view, 256));
  }

  @Provide
  Arbitrary<List<String>> nameLists() {
    Arbitrary<String> labels =
        Arbitraries.strings().withCharRange('a', 'd').ofMinLength(1).ofMaxLength(63);
    return labels.list().ofMaxSize(3).map(list -> String.join(".", list)).list().ofMaxSize(12);
  }

  @Property(tries = 500)
  void whatIsBuiltReadsBack(@ForAll("nameLists") List<String> list) {
    OptionBuilder builder = new OptionBuilder(64);
    list.forEach(builder::domainName);
    read(builder.toByteArray());
    assertReads(list);
  }

  /** Compressed as dnsmasq does: the longest end of a name that an earlier one has too. */
  @Property(tries = 500)
  void whatIsCompressedReadsBack(@ForAll("nameLists") List<String> list) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    List<String> ends = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (String name : list) {
      String rest = name;
      while (!rest.isEmpty() && !ends.contains(rest)) {
        ends.add(rest);
        places.add(value.size());
        int dot = rest.indexOf('.');
        String label = dot < 0 ? rest : rest.substring(0, dot);
        value.write(label.length());
        value.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        rest = dot < 0 ? "" : rest.substring(dot + 1);
      }
      if (rest.isEmpty()) {
        value.write(0);
      } else {
        int place = places.get(ends.indexOf(rest));
        value.write(0xC0 | place >> 8);
        value.write(place);
      }
    }
    read(value.toByteArray());
    assertReads(list);
  }

  private void assertReads(List<String> list) {
    assertEquals(list.stream().map(name -> name.isEmpty() ? "." : name).toList(), shown());
    assertTrue(names.isWellFormed());
    for (int index = list.size() - 1; index >= 0; index--) {
      assertTrue(names.matches(index, list.get(index)));
    }
  }

  @Provide
  Arbitrary<byte[]> soup() {
    Arbitrary<Byte> octets =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.bytes().between((byte) 0, (byte) 4)),
            Tuple.of(1, Arbitraries.of((byte) 0xC0)),
            Tuple.of(1, Arbitraries.bytes()));
    return octets.array(byte[].class).ofMinSize(1).ofMaxSize(60);
  }

  /** Against another reader, which follows pointers by calling itself. */
  @Property(tries = 3000)
  void anyOctetsReadAsAnotherReaderReadsThem(@ForAll("soup") byte[] value) {
    read(value);
    List<String> expected = new ArrayList<>();
    int at = 0;
    while (at < value.length) {
      List<String> labels = labels(value, at, at, new ArrayList<>());
      if (labels == null || labels.stream().mapToInt(label -> label.length() + 1).sum() > 254) {
        break;
      }
      expected.add(labels.isEmpty() ? "." : String.join(".", labels));
      while ((value[at] & 0xFF) % 0xC0 != 0) {
        at += 1 + value[at];
      }
      at += value[at] == 0 ? 1 : 2;
    }
    assertEquals(expected.size(), names.count());
    assertEquals(at == value.length, names.isWellFormed());
    for (int index = 0; index < expected.size(); index++) {
      assertEquals(expected.get(index), unescaped(names.name(index)));
    }
  }

  private static String unescaped(String name) {
    return Pattern.compile("\\\\(\\d{3})")
        .matcher(name)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1)))));
  }

  private static @Nullable List<String> labels(
      byte[] value, int part, int at, List<String> before) {
    if (at >= value.length) {
      return null;
    }
    int octet = value[at] & 0xFF;
    if (octet == 0) {
      return before;
    }
    if (octet >= 0xC0) {
      int target = at + 1 < value.length ? (octet & 0x3F) << 8 | (value[at + 1] & 0xFF) : part;
      return target < part ? labels(value, target, target, before) : null;
    }
    if (octet > 63 || at + 1 + octet > value.length) {
      return null;
    }
    before.add(new String(value, at + 1, octet, StandardCharsets.ISO_8859_1));
    return labels(value, part, at + 1 + octet, before);
  }
}
