package io.github.netboot4j.chainload.rules.classes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.AskedFor;
import io.github.netboot4j.chainload.rules.BinaryToAscii;
import io.github.netboot4j.chainload.rules.ChangeCase;
import io.github.netboot4j.chainload.rules.ClientNameIs;
import io.github.netboot4j.chainload.rules.Concat;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.CpeWanDevice;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.EncodeInt;
import io.github.netboot4j.chainload.rules.FirstNumberBelow;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.HardwareData;
import io.github.netboot4j.chainload.rules.HeaderText;
import io.github.netboot4j.chainload.rules.IsThere;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.NumberIsThere;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.NumericEquals;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OctetPattern.How;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.PacketData;
import io.github.netboot4j.chainload.rules.PickFirstValue;
import io.github.netboot4j.chainload.rules.Regex;
import io.github.netboot4j.chainload.rules.RegexMatch;
import io.github.netboot4j.chainload.rules.RelaySubOptionIs;
import io.github.netboot4j.chainload.rules.Reverse;
import io.github.netboot4j.chainload.rules.SubOptionData;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.chainload.rules.Suffix;
import io.github.netboot4j.chainload.rules.UserClassContains;
import io.github.netboot4j.chainload.rules.VendorIdentifyingClassHas;
import io.github.netboot4j.chainload.rules.Workspace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Languages say of octets what the conditions say that they stand for. */
class LanguagesTest {
  private static final Arrival HERE = new Arrival(0xC000_0201, 67, "eth0", 0xFFFF_FF00);

  private static Data option(int code) {
    return new OptionData(code, false, "o" + code);
  }

  private static Data text(int code) {
    return new OptionData(code, true, "o" + code);
  }

  private static Numeric number(long value) {
    return new Numeric.Constant(value);
  }

  private static Condition is(Data data, String octets) {
    return new DataEquals(data, Data.of(octets));
  }

  private static Data within(int code, int codeOctets, int lengthOctets) {
    return new SubOptionData(option(43), code, codeOctets, lengthOctets, false, "w");
  }

  /** Every kind of condition, on every kind of data. */
  private static final List<Condition> CONDITIONS =
      List.of(
          is(option(77), "iPXE"),
          is(text(77), "iPXE"),
          is(text(77), ""),
          is(Data.NONE, "x"),
          new DataEquals(option(77), Data.NONE),
          new DataEquals(option(77), option(60)),
          is(new Substring(option(60), number(0), number(3)), "PXE"),
          is(new Substring(option(60), number(3), number(4)), "Clie"),
          is(new Substring(option(60), number(2), number(-1)), "E"),
          is(new Substring(option(60), number(9), number(3)), ""),
          is(new Suffix(option(60), number(2)), "PX"),
          is(new Suffix(option(60), number(0)), ""),
          is(new ChangeCase(option(60), false), "pxe"),
          is(new ChangeCase(option(60), true), "PXE"),
          is(new Concat(List.of(Data.of("a"), option(77), Data.of("b"))), "aiPXEb"),
          is(new Concat(List.of(option(77), option(60))), "iPXE"),
          is(new PickFirstValue(List.of(option(77), option(60))), "PXE"),
          is(new BinaryToAscii(number(16), number(8), Data.of(":"), option(61)), "1:0:fe"),
          is(new BinaryToAscii(number(10), number(8), Data.of(""), option(61)), "10254"),
          is(new BinaryToAscii(number(10), number(16), Data.of("."), option(61)), "256.254"),
          is(new EncodeInt(new Numeric.ExtractInt(option(93), 2), 2), "\0\7"),
          is(new Reverse(number(2), option(93)), "\0\7"),
          is(within(2, 1, 1), "ab"),
          is(within(2, 2, 1), "ab"),
          is(within(2, 1, 2), "a"),
          is(new HardwareData(), "\1\2\0\0\0\0\1"),
          is(new Substring(new HardwareData(), number(1), number(3)), "\2\0\0"),
          is(new PacketData(number(24), number(4)), "\0\0\0\0"),
          is(new HeaderText(true), "ab"),
          new IsThere(option(77)),
          new IsThere(within(1, 1, 1)),
          new IsThere(new HeaderText(false)),
          new NumericEquals(new Numeric.ExtractInt(option(93), 1), number(0)),
          new NumericEquals(new Numeric.ExtractInt(option(93), 2), number(7)),
          new NumericEquals(
              new Numeric.Arithmetic(new Numeric.ExtractInt(option(93), 1), '+', number(1)),
              number(8)),
          new NumberIsThere(new Numeric.ExtractInt(option(93), 2)),
          new RegexMatch(option(60), Regex.of("^PX", false)),
          new RegexMatch(option(60), Regex.of("(px|e)+$", true)),
          new RegexMatch(option(60), Regex.of("^$", false)),
          new RegexMatch(option(60), Regex.of("[^a-y]", false)),
          new OptionHas(60, new OctetPattern(How.ANYWHERE, "PX")),
          new OptionHas(60, new OctetPattern(How.START, "PX")),
          new OptionHas(60, new OctetPattern(How.EXACT, "PXE")),
          new OptionHas(60, new OctetPattern(How.START, "PxE", 2)),
          new OptionHas(60, new OctetPattern(How.ANYWHERE, "")),
          new OptionHas(93, new OctetPattern(How.ELEMENT, "\0\7")),
          new UserClassContains("iPX"),
          new UserClassContains("i"),
          new UserClassContains(""),
          new FirstNumberBelow(93, 7),
          new FirstNumberBelow(93, 0),
          new HardwareAddressIs(1, "\2\0\0\0\0\1", 0),
          new HardwareAddressIs(0, "\2\0\0\0\0\1", 3),
          new HardwareAddressIs(6, "\2\0", 1),
          new MessageTypeIs(0),
          new MessageTypeIs(1),
          new MessageTypeIs(8),
          new Condition.Requested(67),
          new AskedFor(67),
          new Condition.HasOption(77),
          new RelaySubOptionIs(1, "ab"),
          new RelaySubOptionIs(2, new OctetPattern(How.START, "")),
          new VendorIdentifyingClassHas(7, new OctetPattern(How.ANYWHERE, "a")),
          new CpeWanDevice(),
          new ClientNameIs("pc1", false),
          new ClientNameIs("PC", true));

  /** Octets that the conditions are about, and what is put among them. */
  private static final List<String> PIECES =
      List.of(
          "iPXE",
          "PX",
          "PXE",
          "pxe",
          "Client",
          "\4iPXE",
          "\3iPX",
          "a",
          "ab",
          "b",
          "i",
          "\0",
          "\1",
          "\2",
          "\2\2ab",
          "\0\2\2ab",
          "\2\0\1a",
          "\1\2ab",
          "\1\0\u00FE",
          "\n\u00FE",
          "\0\7",
          "\7",
          "C",
          "\u00FF",
          "pc1",
          "PC",
          "-",
          ".x",
          "_",
          "\3pc1",
          "\0\0\0\7\3\2a",
          "\0\0\r\u00E9");

  private static byte[] octets(Random random) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(4); count > 0; count--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return Languages.octets(text.toString());
  }

  private static BootRequest request(Random random) {
    Witness witness = new Witness();
    for (int code : new int[] {12, 43, 53, 55, 60, 61, 77, 81, 82, 93, 124, 125}) {
      if (random.nextInt(4) > 0) {
        witness.put(Attribute.option(code), octets(random));
      }
    }
    if (random.nextInt(3) == 0) {
      witness.put(Attribute.option(55), new byte[] {1, 67});
    }
    byte[][] hardware = {{1, 6, 2, 0, 0, 0, 0, 1}, {1, 6, 2, 0, 0, 0, 9, 9}, {6, 2, 2, 7}, {0, 0}};
    witness.put(Attribute.HARDWARE, hardware[random.nextInt(hardware.length)]);
    if (random.nextBoolean()) {
      witness.put(Attribute.RELAY_ADDRESS, new byte[] {10, 0, 0, (byte) random.nextInt(3)});
      witness.put(Attribute.BOOT_FILE, new byte[] {'a', 'b'});
    }
    witness.arrivesAt(HERE);
    return witness.request(new BootRequest());
  }

  private static Walk walk(BootRequest request) {
    return new Walk(new Shape(List.of(HERE)), Path.begin(HERE), request);
  }

  @Property(tries = 300)
  void walkingAlongARequestSaysWhatTheRequestSays(@ForAll long seed) {
    BootRequest request = request(new Random(seed));
    for (Condition condition : CONDITIONS) {
      Workspace space = new Workspace();
      assertEquals(
          condition.holds(request, space),
          walk(request).holds(condition),
          () -> condition.toString());
    }
  }

  /** One condition after the other: what was decided before rules nothing out that is true. */
  @Property(tries = 200)
  void noRequestIsRuledOut(@ForAll long seed) {
    Random random = new Random(seed);
    BootRequest request = request(random);
    Walk walk = walk(request);
    List<Condition> shuffled = new ArrayList<>(CONDITIONS);
    Collections.shuffle(shuffled, random);
    for (Condition condition : shuffled) {
      assertEquals(
          condition.holds(request, new Workspace()),
          walk.holds(condition),
          () -> condition.toString());
    }
  }

  private static final List<Language> LANGUAGES =
      List.of(
          Languages.ANY,
          Languages.atLeast(3),
          Languages.exactly("ab"),
          Languages.startingWith("PX"),
          Languages.inSubnet(0x0A00_0000, 0xFFFF_0000),
          Languages.addresses(0x0A00_0001, 0x0A02_0003),
          new Languages.Between("\0\3", "\1\2", true),
          Languages.of(new OctetPattern(How.ANYWHERE, "aab")),
          Languages.of(new OctetPattern(How.ELEMENT, "\0\7")),
          new Keys(List.of("ab", "abc", "b")),
          Through.part(1, 2, Languages.exactly("ab")),
          Through.after(2, Languages.startingWith("a")),
          Through.suffix(2, Languages.exactly("ab")),
          Through.suffix(3, Languages.exactly("ab")),
          new Through.Cased(false, Languages.exactly("ab")),
          new Through.Cased(true, Languages.startingWith("PX")),
          new Through.Trimmed(Languages.exactly("ab")),
          new Through.Trimmed(Languages.startingWith("a")),
          new Through.Until('.', Languages.exactly("ab")),
          new Through.Digits(10, ".", Languages.exactly("97.98")),
          new Through.Around("x", "y", Languages.exactly("xaby")),
          new Through.Without(1, Languages.exactly("ab")),
          SubOption.padded(2, 0, Languages.exactly("ab")),
          SubOption.padded(2, 2, Languages.startingWith("a")),
          new SubOption(2, 2, 1, SubOption.Style.ZERO_ENDS, 0, 0xFFFF, Languages.ANY),
          new SubOption(2, 1, 2, SubOption.Style.PLAIN, 0, 0xFFFF, Languages.exactly("a")),
          new UserClassItems(Languages.of(new OctetPattern(How.ANYWHERE, "iPX"))),
          new FqdnLabels(Languages.exactly("a.b")),
          new RegexLanguage(Regex.of("^a.*b$", false)),
          new RegexLanguage(Regex.of("(ab|PX){2}", true)),
          new RelaySays(false),
          Languages.not(new RelaySays(true)),
          Attribute.HARDWARE.possible(),
          Attribute.SERVER_NAME.possible());

  @Provide
  Arbitrary<Language> languages() {
    return Arbitraries.of(LANGUAGES);
  }

  /** What is said of the strings that go on from a state, and of octets alike, is so. */
  @Property(tries = 1500)
  void whatStatesPromiseIsKept(@ForAll("languages") Language language, @ForAll long seed) {
    Random random = new Random(seed);
    Object state = language.start();
    for (byte octet : octets(random)) {
      state = language.step(state, octet & 0xFF);
    }
    Language.Fate fate = language.fate(state);
    Object later = state;
    for (byte octet : octets(random)) {
      if (fate != Language.Fate.OPEN) {
        assertEquals(fate == Language.Fate.ALWAYS, language.accepts(later));
      }
      later = language.step(later, octet & 0xFF);
    }
    BitSet told = new BitSet();
    language.alphabet(state, told);
    Object other = null;
    for (int octet = 0; octet < 256; octet++) {
      if (!told.get(octet)) {
        Object next = language.step(state, octet);
        other = other == null ? next : other;
        assertEquals(other, next);
      }
    }
  }

  /** What is found passes; where nothing is found, nothing passes. */
  @Property(tries = 800)
  void searchesAreRight(
      @ForAll("languages") Language one, @ForAll("languages") Language other, @ForAll long seed) {
    Random random = new Random(seed);
    List<Literal> literals =
        List.of(new Literal(one, random.nextInt(3) > 0), new Literal(other, random.nextBoolean()));
    Emptiness.Outcome outcome = new Emptiness(literals, 3000).search();
    byte[] found = outcome.found();
    if (found != null) {
      assertTrue(literals.stream().allMatch(literal -> literal.allows(found)));
    } else if (outcome.complete()) {
      for (int count = 0; count < 200; count++) {
        byte[] tried = octets(random);
        assertFalse(literals.stream().allMatch(literal -> literal.allows(tried)));
      }
    }
  }

  @Example
  void contradictionsAreFound() {
    Attribute attribute = Attribute.option(77);
    Values some = Values.any(attribute);
    Language contains = Languages.of(new OctetPattern(How.ANYWHERE, "iPXE"));
    Language inner = Languages.of(new OctetPattern(How.ANYWHERE, "PX"));
    Values with = some.split(contains).in();
    assertNotNull(with);
    assertNull(with.split(inner).out());
    assertArrayEquals(Languages.octets("iPXE"), with.shown());
    Values without = some.split(inner).out();
    assertNotNull(without);
    assertNull(without.split(contains).in());
    assertNull(without.split(new UserClassItems(contains)).in());
  }

  /** A value may be as long as it needs to be. */
  @Example
  void longValuesAreMade() {
    Values some = Values.any(Attribute.option(77));
    Values many = some.split(Languages.atLeast(700)).in();
    assertNotNull(many);
    Witness witness = new Witness();
    witness.put(Attribute.option(77), many.shown());
    byte[] read = Attribute.option(77).read(witness.request(new BootRequest()));
    assertEquals(700, read == null ? 0 : read.length);
  }
}
