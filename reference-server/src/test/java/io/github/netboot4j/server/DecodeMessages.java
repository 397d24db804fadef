package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random DHCP messages, all of them valid: any header, registered options with sound values,
 * unregistered ones, values in pieces that are adjacent or not, options in {@code file} and {@code
 * sname}. One seed makes the same messages on every machine.
 */
final class DecodeMessages {
  private static final int LARGEST = 8192;
  private static final int HTYPE = 1;
  private static final int CHADDR = 28;
  private static final int CHADDR_LENGTH = 16;
  private static final int SNAME = 44;
  private static final int SNAME_LENGTH = 64;
  private static final int FILE = 108;
  private static final int FILE_LENGTH = 128;
  private static final int PIECE = 255;

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Piece(int code, byte[] octets) {}

  private final Random random;
  private final Set<Integer> whole;
  private final DecodeValues values;
  private final DhcpMessageWriter writer = new DhcpMessageWriter();

  /** All but those that the writer or this class places: 52, 53 and 82. */
  private final List<RegisteredOption> registered =
      RegisteredOption.all().stream()
          .filter(
              option ->
                  option.code() != OptionCode.OVERLOAD
                      && option.code() != OptionCode.MESSAGE_TYPE
                      && option.code() != OptionCode.RELAY_AGENT_INFORMATION)
          .toList();

  /** Each registered option comes first in turn, so that none is left to chance. */
  private int turn;

  /**
   * A sequence of messages.
   *
   * @param seed which one
   * @param whole codes of options that are never split; pieces of others may stand in any order
   */
  DecodeMessages(long seed, Set<Integer> whole) {
    random = new Random(seed);
    this.whole = whole;
    values = new DecodeValues(random);
  }

  /** The next message: 300 to 8,192 octets. */
  byte[] next() {
    ByteBuffer message = ByteBuffer.allocate(LARGEST);
    writer.start(1 + random.nextInt(18), message, 0, LARGEST);
    int overload = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    if (overload != 0) {
      writer.optionUnsigned8(OptionCode.OVERLOAD, overload);
    }
    List<Piece> pieces = pieces();
    writeHeader(message);
    List<Piece> inFile = area(pieces, (overload & 1) != 0, message, FILE, FILE_LENGTH);
    List<Piece> inSname = area(inFile, (overload & 2) != 0, message, SNAME, SNAME_LENGTH);
    for (Piece piece : inSname) {
      writer.option(piece.code, piece.octets);
    }
    if (random.nextInt(4) == 0) {
      writer.option(OptionCode.RELAY_AGENT_INFORMATION, values.relayAgentInformation());
    }
    return Arrays.copyOf(message.array(), writer.finish());
  }

  private void writeHeader(ByteBuffer message) {
    writer
        .operation(1 + random.nextInt(2))
        .hops(random.nextInt(256))
        .transactionId(random.nextInt())
        .seconds(random.nextInt(65_536))
        .flags(random.nextInt(65_536))
        .clientAddress(random.nextInt())
        .yourAddress(random.nextInt())
        .nextServerAddress(random.nextInt())
        .relayAddress(random.nextInt());
    boolean ethernet = random.nextInt(3) > 0;
    int octets = ethernet ? 6 : random.nextInt(CHADDR_LENGTH + 1);
    message.put(HTYPE, (byte) (ethernet ? 1 : random.nextInt(256)));
    message.put(HTYPE + 1, (byte) octets);
    message.put(CHADDR, Arrays.copyOf(values.octets(octets), CHADDR_LENGTH));
  }

  /** Options with different codes, some of them split, the pieces of all of them mixed. */
  private List<Piece> pieces() {
    List<Piece> all = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    RegisteredOption option = registered.get(turn++ % registered.size());
    for (int more = random.nextInt(8); more >= 0; more--) {
      if (used.add(option.code())) {
        mixIn(all, split(option.code(), values.of(option)));
      }
      int unregistered = 1 + random.nextInt(254);
      if (random.nextInt(4) == 0
          && RegisteredOption.find(unregistered) == null
          && used.add(unregistered)) {
        mixIn(all, split(unregistered, values.octets(random.nextInt(40))));
      }
      option = registered.get(random.nextInt(registered.size()));
    }
    return all;
  }

  private List<Piece> split(int code, byte[] value) {
    boolean anywhere = value.length > 1 && !whole.contains(code) && random.nextInt(8) == 0;
    int longest = anywhere ? 1 + random.nextInt(Math.min(value.length, PIECE)) : PIECE;
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(value.length, from + longest);
      pieces.add(new Piece(code, Arrays.copyOfRange(value, from, to)));
      from = to;
    } while (from < value.length);
    return pieces;
  }

  /** Puts pieces in at random places, their order kept. */
  private void mixIn(List<Piece> all, List<Piece> pieces) {
    int at = random.nextInt(all.size() + 1);
    for (Piece piece : pieces) {
      all.add(at, piece);
      at += 1 + (random.nextInt(3) == 0 ? random.nextInt(all.size() - at) : 0);
    }
  }

  /**
   * Writes a field of the header: a name, or the last of the options, with padding and END.
   *
   * @return the pieces that are left for the other areas
   */
  private List<Piece> area(
      List<Piece> pieces, boolean holdsOptions, ByteBuffer message, int field, int size) {
    if (!holdsOptions) {
      message.put(field, values.text(random.nextInt(size)));
      return pieces;
    }
    List<Piece> left = new ArrayList<>(pieces);
    int at = field + random.nextInt(3);
    int end = field + size;
    for (int count = random.nextInt(pieces.size() + 1); count > 0; count--) {
      Piece piece = left.get(left.size() - 1);
      if (at + 2 + piece.octets.length > end) {
        break;
      }
      left.remove(left.size() - 1);
      message.put(at, (byte) piece.code).put(at + 1, (byte) piece.octets.length);
      message.put(at + 2, piece.octets);
      at += 2 + piece.octets.length + random.nextInt(2);
    }
    if (at < end) {
      message.put(at, (byte) OptionCode.END);
    }
    return left;
  }
}
