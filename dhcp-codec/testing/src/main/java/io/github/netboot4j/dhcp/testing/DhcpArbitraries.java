package io.github.netboot4j.dhcp.testing;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Generators of DHCP messages for property-based tests: sound ones, and those that an attacker or a
 * broken device sends. They build their bytes without help of the codec under test.
 */
public final class DhcpArbitraries {
  private static final int FILE = 108;
  private static final int FILE_LENGTH = 128;
  private static final int SNAME = 44;
  private static final int SNAME_LENGTH = 64;
  private static final int OVERLOAD = 52;
  private static final int LARGEST_DATAGRAM = 1472;

  /** The options that boot loaders and servers speak with; others come up too, less often. */
  private static final Integer[] BOOT_OPTIONS = {
    1, 3, 12, 43, 50, 51, 53, 54, 55, 57, 60, 61, 66, 67, 77, 82, 93, 94, 97, 175
  };

  private static final int REQUESTS = 2000;
  private static final int SPECIAL_REQUESTS = 120;

  private DhcpArbitraries() {}

  /**
   * One option, or one piece of one.
   *
   * @param code 1 to 254
   * @param value its octets; 255 at the most go into one piece
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  public record Option(int code, byte[] value) {
    int size() {
      return 2 + value.length;
    }

    @Override
    public String toString() {
      return code + "=" + Arrays.toString(value);
    }
  }

  /**
   * Codes of options: mostly those that boot loaders use.
   *
   * @return 1 to 254 without 52, which says where options lie
   */
  public static Arbitrary<Integer> codes() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(BOOT_OPTIONS)),
            Tuple.of(1, Arbitraries.integers().between(1, 254)))
        .filter(code -> code != OVERLOAD);
  }

  /**
   * Values of options: mostly short, some of the lengths that RFCs demand, a few long.
   *
   * @param longest the most octets of a value
   * @return 0 to {@code longest} octets
   */
  public static Arbitrary<byte[]> values(int longest) {
    Arbitrary<Integer> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, Math.min(longest, 20))),
            Tuple.of(2, Arbitraries.of(0, 1, 2, 3, 4, 17)),
            Tuple.of(1, Arbitraries.integers().between(0, longest)));
    Arbitrary<Byte> octets =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.bytes()),
            Tuple.of(1, Arbitraries.bytes().between((byte) 0, (byte) 9)));
    return lengths.flatMap(length -> octets.array(byte[].class).ofSize(length));
  }

  /**
   * Options in wire order, repeats among them.
   *
   * @param most how many at the most
   * @return none to {@code most} options of up to 255 octets
   */
  public static Arbitrary<List<Option>> options(int most) {
    return Combinators.combine(codes(), values(255)).as(Option::new).list().ofMaxSize(most);
  }

  /**
   * Sound messages: any header, options of any content, repeated or not, with or without padding
   * and END, in {@code file} and {@code sname} too.
   *
   * @return at least 240 octets
   */
  public static Arbitrary<byte[]> messages() {
    Arbitrary<byte[]> headers = Arbitraries.bytes().array(byte[].class).ofSize(236);
    Arbitrary<Integer> overloads = Arbitraries.of(-1, 0, 1, 2, 3);
    return Combinators.combine(
            headers,
            Arbitraries.of((byte) 1, (byte) 2),
            options(12),
            overloads,
            options(6),
            options(4),
            Arbitraries.of(true, false))
        .as(DhcpArbitraries::message);
  }

  private static byte[] message(
      byte[] header,
      byte operation,
      List<Option> options,
      int overload,
      List<Option> inFile,
      List<Option> inSname,
      boolean ended) {
    DhcpBytes message = DhcpBytes.request();
    for (int index = 0; index < header.length; index++) {
      message.header(index, header[index]);
    }
    message.header(0, operation);
    for (int index = 0; index < options.size(); index++) {
      message.option(options.get(index).code(), options.get(index).value());
      if (index % 3 == 2) {
        message.raw(0);
      }
    }
    if (overload >= 0) {
      message.option(OVERLOAD, overload);
      fill(message, inFile, FILE, FILE_LENGTH);
      fill(message, inSname, SNAME, SNAME_LENGTH);
    }
    return ended ? message.raw(255, 0, 0).toByteArray() : message.toByteArray();
  }

  /** Puts into a field of the header as many of the options as it holds; END if there is room. */
  private static void fill(DhcpBytes message, List<Option> options, int field, int length) {
    byte[] area = new byte[length];
    int at = 0;
    for (Option option : options) {
      if (at + option.size() <= length) {
        area[at] = (byte) option.code();
        area[at + 1] = (byte) option.value().length;
        System.arraycopy(option.value(), 0, area, at + 2, option.value().length);
        at += option.size();
      }
    }
    if (at < length) {
      area[at] = (byte) 255;
    }
    for (int index = 0; index < length; index++) {
      message.header(field + index, area[index]);
    }
  }

  /**
   * Requests of boot clients: firmware and loaders of every kind, behind relays too, and what
   * nearly is that.
   *
   * @return one of 2000, half of the time one with a single thing that is special; each with a
   *     summary of that
   */
  public static Arbitrary<RequestSample> requests() {
    int client = 0xC000_0264; // 192.0.2.100
    int relay = 0xC633_6401; // 198.51.100.1
    List<RequestSample> samples =
        RequestSamples.generate(1, REQUESTS, client, List.of(relay), true);
    return Arbitraries.oneOf(
        Arbitraries.of(samples.subList(0, SPECIAL_REQUESTS)), Arbitraries.of(samples));
  }

  /**
   * What may arrive on port 67: random octets, sound messages with some octets changed or cut
   * short, recorded packets treated the same way, and a header followed by random octets.
   *
   * @return 0 to {@value #LARGEST_DATAGRAM} octets, more for a sound message
   */
  public static Arbitrary<byte[]> hostile() {
    Arbitrary<byte[]> originals =
        Arbitraries.frequencyOf(
            Tuple.of(2, messages()), Tuple.of(1, Arbitraries.of(RecordedPackets.all())));
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(LARGEST_DATAGRAM)),
        Tuple.of(3, mutated(originals)),
        Tuple.of(2, truncated(originals)),
        Tuple.of(3, optionSoup()));
  }

  private static Arbitrary<byte[]> mutated(Arbitrary<byte[]> originals) {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, LARGEST_DATAGRAM);
    Arbitrary<Byte> octets =
        Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.of((byte) 0, (byte) 52, (byte) 255));
    return Combinators.combine(
            originals,
            Combinators.combine(places, octets).as(Tuple::of).list().ofMinSize(1).ofMaxSize(8))
        .as(
            (original, changes) -> {
              byte[] changed = original.clone();
              changes.forEach(c -> changed[c.get1() % changed.length] = c.get2());
              return changed;
            });
  }

  private static Arbitrary<byte[]> truncated(Arbitrary<byte[]> originals) {
    return Combinators.combine(originals, Arbitraries.integers().between(0, LARGEST_DATAGRAM))
        .as((original, length) -> Arrays.copyOf(original, length % (original.length + 1)));
  }

  /** A sound header, overloaded or not; everything that could be an option is random. */
  private static Arbitrary<byte[]> optionSoup() {
    Arbitrary<byte[]> soup = values(LARGEST_DATAGRAM - DhcpBytes.OPTIONS);
    Arbitrary<byte[]> fields = Arbitraries.bytes().array(byte[].class).ofSize(192);
    return Combinators.combine(Arbitraries.integers().between(0, 4), fields, soup)
        .as(
            (overload, field, octets) -> {
              DhcpBytes message = DhcpBytes.request().option(OVERLOAD, overload);
              for (int index = 0; index < field.length; index++) {
                message.header(SNAME + index, field[index]);
              }
              for (byte octet : octets) {
                message.raw(octet);
              }
              return message.toByteArray();
            });
  }
}
