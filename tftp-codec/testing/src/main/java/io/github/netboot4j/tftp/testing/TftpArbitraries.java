package io.github.netboot4j.tftp.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Generators for property-based tests of TFTP: what peers send, and what they should not. They
 * build their bytes without help of the codec under test.
 */
public final class TftpArbitraries {
  /** One sound packet of each opcode; characters are octets. */
  private static final List<String> PACKETS =
      List.of(
          "\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0",
          "\0\2a/b/c\0netascii\0timeout\0" + "5\0unknown\0value\0\0\0",
          "\0\3\0\1some data",
          "\0\4\u00ff\u00ff",
          "\0\5\0\10User aborted the transfer\0",
          "\0\6blksize\0" + "1432\0tsize\0" + "74213\0");

  private TftpArbitraries() {}

  /**
   * A sound packet of each opcode, always the same: seeds to change.
   *
   * @return new arrays
   */
  public static List<byte[]> samples() {
    return PACKETS.stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /**
   * What may stand behind an opcode: NULs, digits and letters, and few other octets.
   *
   * @return 0 to 400 octets
   */
  public static Arbitrary<byte[]> strings() {
    Arbitrary<Byte> likely =
        Arbitraries.of((byte) 0, (byte) 'a', (byte) '0', (byte) '9', (byte) -1);
    return Arbitraries.frequencyOf(Tuple.of(4, likely), Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(400);
  }

  /**
   * What may arrive at a TFTP port: random octets, sound packets with octets changed or cut short,
   * and opcodes with strings behind them.
   *
   * @return 0 to 600 octets
   */
  public static Arbitrary<byte[]> hostile() {
    Arbitrary<byte[]> changed =
        Combinators.combine(
                Arbitraries.of(samples()),
                Arbitraries.integers().between(0, 600),
                Arbitraries.integers().between(0, 600),
                Arbitraries.bytes())
            .as(
                (packet, length, index, octet) -> {
                  byte[] cut = Arrays.copyOf(packet, 1 + length % packet.length);
                  cut[index % cut.length] = octet;
                  return cut;
                });
    Arbitrary<byte[]> behindOpcodes =
        Combinators.combine(Arbitraries.bytes().between((byte) 0, (byte) 7), strings())
            .as(
                (opcode, rest) -> {
                  byte[] packet = new byte[2 + rest.length];
                  packet[1] = opcode;
                  System.arraycopy(rest, 0, packet, 2, rest.length);
                  return packet;
                });
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(600)),
        Tuple.of(3, changed),
        Tuple.of(3, behindOpcodes));
  }

  /**
   * File names, of ASCII and of other characters.
   *
   * @return 1 to 60 characters, none of them NUL
   */
  public static Arbitrary<String> fileNames() {
    return Combinators.combine(
            Arbitraries.strings().ascii().excludeChars('\0').ofMinLength(1).ofMaxLength(40),
            Arbitraries.strings().withCharRange('\u00a0', '\u2fff').ofMaxLength(20))
        .as(String::concat);
  }

  /**
   * Options of a request (RFC 2347 to 2349, 7440), values within their range and not, names in
   * capitals, unknown and repeated.
   *
   * @return names and values in the order of the request
   */
  public static Arbitrary<List<Map.Entry<String, String>>> options() {
    return Combinators.combine(
            Arbitraries.of("blksize", "BLKSIZE", "tsize", "timeout", "windowsize", "multicast"),
            Arbitraries.oneOf(
                Arbitraries.of(
                    "0", "1", "7", "8", "512", "1468", "65464", "65535", "-1", "", "1e3"),
                Arbitraries.integers().map(String::valueOf)))
        .as(Map::entry)
        .list();
  }

  /**
   * Texts that are hard to translate to netascii and back: CR, LF and NUL in every order.
   *
   * @return 0 to 100 octets
   */
  public static Arbitrary<byte[]> texts() {
    return Arbitraries.of((byte) '\r', (byte) '\n', (byte) 0, (byte) 'x')
        .array(byte[].class)
        .ofMaxSize(100);
  }

  /**
   * Sequences of events for a state machine: mostly small numbers.
   *
   * @return 0 to 300 octets, to be read with {@link EventScript}
   */
  public static Arbitrary<byte[]> events() {
    return Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.bytes().between((byte) 0, (byte) 15))
        .array(byte[].class)
        .ofMaxSize(300);
  }
}
