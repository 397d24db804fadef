package io.github.netboot4j.dhcp.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A plain codec that is right but for one thing. */
record FaultyCodec(FaultyCodec.Fault fault) implements DhcpCodecAdapter {
  private static final int OPTIONS = DhcpBytes.OPTIONS;
  private static final int FILE = 108;
  private static final int FILE_END = 236;
  private static final int USER_CLASS = 77;
  private static final int ARCHITECTURES = 93;
  private static final int RELAY_AGENT_INFORMATION = 82;
  private static final int SHORTEST = 300;

  /** What is wrong, and what finds it. */
  enum Fault {
    NONE(""),
    THROWS_FOR_WHAT_IT_REFUSES(
        "anyBytesAreReadOrRefused recordedMessagesCutAnywhereAreReadOrRefused"),
    CUTS_VALUES_TO_FOUR_OCTETS(
        "recordedMessagesAreRead soundMessagesAreReadAsTheReferenceReadsThem"),
    STOPS_AT_PADDING("paddingBetweenOptionsIsPassedOver"),
    TAKES_THE_FIRST_PIECE("repeatedOptionsJoin"),
    REFUSES_TWO_ARCHITECTURES("twoArchitecturesAreRead"),
    ASKS_FOR_END("aMissingEndIsNoFault"),
    SORTS_OPTIONS("optionsKeepTheirOrder"),
    HAS_SIGNED_LENGTHS("optionsOfUpTo255OctetsAreRead"),
    READS_NO_OVERLOAD("optionsInFileAndSnameAreRead"),
    REFUSES_WRONG_LENGTHS("anOptionOfTheWrongLengthDoesNotCostTheMessage"),
    IGNORES_THE_COOKIE("withoutTheMagicCookieThereAreNoOptions"),
    TRUSTS_HLEN("theHardwareAddressStaysInItsField"),
    ASKS_FOR_NUL("aFullFileFieldIsRead"),
    TAKES_CLASSES_FOR_LISTS("aRawUserClassKeepsItsFirstLetter"),
    TAKES_LISTS_FOR_CLASSES("aListOfUserClassesIsRead"),
    WRITES_XID_BACKWARDS("whatIsEncodedReadsTheSame"),
    CUTS_LONG_VALUES("longValuesAreSplit"),
    WRITES_OPTIONS_BACKWARDS("relayInformationStaysLast"),
    PADS_NOTHING("messagesAreAsLongAsBootps");

    private final String tests;

    Fault(String tests) {
      this.tests = tests;
    }

    /** The names of the tests that it fails; none for a codec that is right. */
    Set<String> tests() {
      return tests.isEmpty() ? Set.of() : Set.of(tests.split(" "));
    }
  }

  private boolean has(Fault one) {
    return fault == one;
  }

  @Override
  public DecodedMessage decode(byte[] datagram) {
    if (has(Fault.IGNORES_THE_COOKIE) && datagram.length >= OPTIONS) {
      System.arraycopy(DhcpBytes.request().toByteArray(), FILE_END, datagram, FILE_END, 4);
    }
    ReferenceDecoder decoder = new ReferenceDecoder(datagram);
    if (decoder.fault() != null) {
      if (has(Fault.THROWS_FOR_WHAT_IT_REFUSES)) {
        throw new IndexOutOfBoundsException(decoder.faultOffset());
      }
      return null;
    }
    Map<Integer, byte[]> options =
        has(Fault.SORTS_OPTIONS) ? new TreeMap<>() : new LinkedHashMap<>();
    int next = OPTIONS;
    for (ReferenceDecoder.Piece piece : decoder.pieces()) {
      int code = piece.code();
      int length = piece.length();
      int from = piece.position() + 2;
      boolean wrong = has(Fault.REFUSES_WRONG_LENGTHS) && code == 57 && length != 2;
      boolean both = has(Fault.REFUSES_TWO_ARCHITECTURES) && code == ARCHITECTURES && length != 2;
      boolean negative = has(Fault.HAS_SIGNED_LENGTHS) && length > Byte.MAX_VALUE;
      if (wrong || both || negative) {
        return null;
      }
      boolean padded = has(Fault.STOPS_AT_PADDING) && piece.position() != next;
      boolean overload = has(Fault.READS_NO_OVERLOAD) && piece.position() < OPTIONS;
      if (padded || overload) {
        break;
      }
      next = from + length;
      int kept = has(Fault.CUTS_VALUES_TO_FOUR_OCTETS) ? Math.min(length, 4) : length;
      byte[] value = Arrays.copyOfRange(datagram, from, from + kept);
      options.merge(
          code, value, (one, more) -> has(Fault.TAKES_THE_FIRST_PIECE) ? one : joined(one, more));
    }
    boolean ended = false;
    for (int at = OPTIONS; at < datagram.length; at++) {
      ended |= datagram[at] == -1;
    }
    return has(Fault.ASKS_FOR_END) && !ended ? null : new Decoded(fault, datagram, options);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Override
  public byte[] encode(int transactionId, byte[] macAddress, Map<Integer, byte[]> options) {
    DhcpBytes message = DhcpBytes.request();
    int xid = has(Fault.WRITES_XID_BACKWARDS) ? Integer.reverseBytes(transactionId) : transactionId;
    message.header(4, xid >> 24, xid >> 16, xid >> 8, xid);
    for (int index = 0; index < macAddress.length; index++) {
      message.header(28 + index, macAddress[index]);
    }
    List<Integer> codes = new ArrayList<>(options.keySet());
    if (codes.remove((Integer) RELAY_AGENT_INFORMATION)) {
      codes.add(RELAY_AGENT_INFORMATION);
    }
    if (has(Fault.WRITES_OPTIONS_BACKWARDS)) {
      Collections.reverse(codes);
    }
    for (int code : codes) {
      byte[] value = options.get(code);
      int from = 0;
      do {
        int to = Math.min(value.length, from + 255);
        message.option(code, Arrays.copyOfRange(value, from, to));
        from = to;
      } while (from < value.length && !has(Fault.CUTS_LONG_VALUES));
    }
    byte[] octets = message.end();
    return has(Fault.PADS_NOTHING) || octets.length >= SHORTEST
        ? octets
        : Arrays.copyOf(octets, SHORTEST);
  }

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Decoded(Fault fault, byte[] message, Map<Integer, byte[]> options)
      implements DecodedMessage {
    @Override
    public int transactionId() {
      return (message[4] & 0xFF) << 24
          | (message[5] & 0xFF) << 16
          | (message[6] & 0xFF) << 8
          | (message[7] & 0xFF);
    }

    @Override
    public byte[] hardwareAddress() {
      int length = message[2] & 0xFF;
      int most = fault == Fault.TRUSTS_HLEN ? 255 : 16;
      return Arrays.copyOfRange(message, 28, 28 + Math.min(length, most));
    }

    @Override
    public List<Integer> optionCodes() {
      return List.copyOf(options.keySet());
    }

    @Override
    public byte[] option(int code) {
      return options.get(code);
    }

    @Override
    public String bootFile() {
      String field = latin1(Arrays.copyOfRange(message, FILE, FILE_END));
      int end = field.indexOf(0);
      return end >= 0 ? field.substring(0, end) : fault == Fault.ASKS_FOR_NUL ? "" : field;
    }

    @Override
    public List<String> userClasses() {
      byte[] value = options.get(USER_CLASS);
      if (value == null) {
        return List.of();
      }
      List<String> classes = new ArrayList<>();
      int at = 0;
      while (at < value.length && value[at] > 0 && at + 1 + value[at] <= value.length) {
        classes.add(latin1(Arrays.copyOfRange(value, at + 1, at + 1 + value[at])));
        at += 1 + value[at];
      }
      if (fault == Fault.TAKES_CLASSES_FOR_LISTS) {
        return List.of(latin1(value).substring(1));
      }
      boolean raw = at != value.length || fault == Fault.TAKES_LISTS_FOR_CLASSES;
      return raw ? List.of(latin1(value)) : classes;
    }

    private static String latin1(byte[] octets) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }
}
