package io.github.netboot4j.dhcp.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a DHCP codec must do to be of use between real devices, whoever wrote it. Each test is about
 * packets that such devices send and that some codec is known to get wrong.
 *
 * <pre>{@code
 * class MyCodecTest extends DhcpCodecContract {
 *   @Override
 *   protected DhcpCodecAdapter codec() {
 *     return datagram -> new MyMessage(datagram);   // a DecodedMessage, or null
 *   }
 * }
 * }</pre>
 *
 * <p>It runs under jqwik, whose engine comes with this artifact; JUnit's platform finds it. To
 * leave a test out, override it with an empty one that is marked {@link net.jqwik.api.Disabled} and
 * says why.
 */
public abstract class DhcpCodecContract {
  private static final int OVERLOAD = 52;
  private static final int MESSAGE_TYPE = 53;
  private static final int RELAY_AGENT_INFORMATION = 82;

  /** Eight such values fit into a datagram of an Ethernet. */
  private static final int MOST_ENCODED = 150;

  private static final byte[] MAC = {0x52, 0x54, 0, 0x12, 0x34, 0x56};

  /** Made by jqwik, once for each test. */
  protected DhcpCodecContract() {}

  /**
   * The codec that is to be tested.
   *
   * @return an adapter; it may be the same each time
   */
  protected abstract DhcpCodecAdapter codec();

  /**
   * Any octets.
   *
   * @return {@link DhcpArbitraries#hostile}
   */
  @Provide
  protected final Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  /**
   * Sound messages.
   *
   * @return {@link DhcpArbitraries#messages}
   */
  @Provide
  protected final Arbitrary<byte[]> sound() {
    return DhcpArbitraries.messages();
  }

  /**
   * Options to encode.
   *
   * @return {@link DhcpArbitraries#values} by code, those of which the writer decides left out
   */
  @Provide
  protected final Arbitrary<Map<Integer, byte[]>> values() {
    return Arbitraries.maps(
            DhcpArbitraries.codes().filter(code -> code != MESSAGE_TYPE),
            DhcpArbitraries.values(MOST_ENCODED))
        .ofMaxSize(8);
  }

  private @Nullable DecodedMessage decode(byte[] datagram) {
    return codec().decode(datagram.clone());
  }

  private DecodedMessage read(DhcpBytes message) {
    return read(message.toByteArray());
  }

  private DecodedMessage read(byte[] message) {
    DecodedMessage decoded = decode(message);
    assertNotNull(decoded, "a sound message is refused");
    return decoded;
  }

  /** Whatever comes from the network, the codec refuses it or answers what is asked. */
  private void askEverything(byte[] datagram) {
    DecodedMessage decoded = decode(datagram);
    if (decoded != null) {
      decoded.transactionId();
      assertTrue(decoded.hardwareAddress().length <= 16, "a hardware address beyond its field");
      decoded.bootFile();
      decoded.userClasses();
      for (int code : decoded.optionCodes()) {
        assertNotNull(decoded.option(code), "an option that is listed is absent");
      }
    }
  }

  private static void assertAsTheReference(byte[] message, DecodedMessage decoded) {
    ReferenceDecoder reference = new ReferenceDecoder(message);
    assertNull(reference.fault(), "not a sound message: the test is wrong");
    for (int code = 1; code < 255; code++) {
      if (code != OVERLOAD) {
        assertArrayEquals(reference.value(code), decoded.option(code), "option " + code);
      }
    }
  }

  // What arrives

  /**
   * Whatever arrives is read or refused: no unchecked exception, nothing listed that is not there.
   *
   * @param datagram any octets
   */
  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  public void anyBytesAreReadOrRefused(@ForAll("hostile") byte[] datagram) {
    askEverything(datagram);
  }

  /** The same for messages of real firmware, cut at every length. */
  @Example
  public void recordedMessagesCutAnywhereAreReadOrRefused() {
    for (byte[] message : RecordedPackets.all()) {
      for (int length = 0; length < message.length; length++) {
        askEverything(Arrays.copyOf(message, length));
      }
    }
  }

  /** What real firmware sends reads as it stands on the wire. */
  @Example
  public void recordedMessagesAreRead() {
    for (byte[] message : RecordedPackets.all()) {
      assertAsTheReference(message, read(message));
    }
  }

  /**
   * A sound message reads as {@link ReferenceDecoder} reads it, with whatever header, values of any
   * length, options repeated, in {@code file} and {@code sname} too, and without END.
   *
   * @param message sound
   */
  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  public void soundMessagesAreReadAsTheReferenceReadsThem(@ForAll("sound") byte[] message) {
    assertAsTheReference(message, read(message));
  }

  /** PXE ROMs pad with zeros between options (RFC 2132 §3.1). */
  @Example
  public void paddingBetweenOptionsIsPassedOver() {
    DecodedMessage decoded =
        read(DhcpBytes.discover().raw(0, 0, 0).option(12, "host").raw(0).raw(255));
    assertArrayEquals(ascii("host"), decoded.option(12));
    assertEquals(List.of(MESSAGE_TYPE, 12), decoded.optionCodes());
  }

  /** Pieces of an option are one value, wherever they stand (RFC 3396 §5). */
  @Example
  public void repeatedOptionsJoin() {
    DecodedMessage decoded =
        read(DhcpBytes.discover().option(43, "one").option(60, "x").option(43, "two").raw(255));
    assertArrayEquals(ascii("onetwo"), decoded.option(43));
  }

  /** A client that can boot by PXE and by HTTP names two architectures (RFC 4578 §2.1). */
  @Example
  public void twoArchitecturesAreRead() {
    DecodedMessage decoded = read(DhcpBytes.discover().option(93, 0, 7, 0, 16).raw(255));
    assertArrayEquals(new byte[] {0, 7, 0, 16}, decoded.option(93));
  }

  /** Some clients send no END: the datagram's end is clear enough. */
  @Example
  public void aMissingEndIsNoFault() {
    assertArrayEquals(new byte[] {1}, read(DhcpBytes.discover()).option(MESSAGE_TYPE));
  }

  /** A relay's option 82 has its place, and fingerprints go by the order. */
  @Example
  public void optionsKeepTheirOrder() {
    DecodedMessage decoded =
        read(
            DhcpBytes.discover()
                .option(61, 1, 2)
                .option(12, "h")
                .option(1, 255, 255, 255, 0)
                .option(RELAY_AGENT_INFORMATION, 1, 1, 7)
                .raw(255));
    assertEquals(List.of(MESSAGE_TYPE, 61, 12, 1, RELAY_AGENT_INFORMATION), decoded.optionCodes());
  }

  /** A length is an unsigned octet. */
  @Example
  public void optionsOfUpTo255OctetsAreRead() {
    for (int length : new int[] {0, 1, 127, 128, 254, 255}) {
      byte[] value = new byte[length];
      Arrays.fill(value, (byte) 'v');
      assertArrayEquals(value, read(DhcpBytes.discover().option(43, value).raw(255)).option(43));
    }
  }

  /**
   * Options in {@code file} and {@code sname} count after those behind the cookie (RFC 2131 §4.1).
   */
  @Example
  public void optionsInFileAndSnameAreRead() {
    DecodedMessage decoded =
        read(
            DhcpBytes.discover()
                .option(OVERLOAD, 3)
                .raw(255)
                .header(108, 12, 1, 'a', 255)
                .header(44, 12, 1, 'b', 17, 1, 'c', 255));
    assertArrayEquals(ascii("ab"), decoded.option(12));
    assertArrayEquals(ascii("c"), decoded.option(17));
  }

  /** A device that sends an address of three octets must not be left without an answer. */
  @Example
  public void anOptionOfTheWrongLengthDoesNotCostTheMessage() {
    for (int code : new int[] {51, 54, 57}) {
      DecodedMessage decoded =
          read(DhcpBytes.discover().option(code, 1, 2, 3).option(12, "h").raw(255));
      assertArrayEquals(ascii("h"), decoded.option(12));
    }
  }

  /** Without the cookie these are BOOTP's vendor octets, and no options (RFC 2131 §3). */
  @Example
  public void withoutTheMagicCookieThereAreNoOptions() {
    DecodedMessage decoded =
        decode(DhcpBytes.discover().option(12, "host").header(239, 100).raw(255).toByteArray());
    if (decoded != null) {
      assertEquals(List.of(), decoded.optionCodes());
      assertNull(decoded.option(12));
    }
  }

  /** {@code hlen} comes from the network and may say 255; the field has 16 octets. */
  @Example
  public void theHardwareAddressStaysInItsField() {
    byte[] message = DhcpBytes.discover().header(2, 255).header(44, 'n').raw(255).toByteArray();
    DecodedMessage decoded = decode(message);
    if (decoded != null) {
      assertTrue(decoded.hardwareAddress().length <= 16, "it reaches into sname");
    }
  }

  /** A name may fill the field, and then no NUL ends it. */
  @Example
  public void aFullFileFieldIsRead() {
    int[] name = new int[128];
    Arrays.fill(name, 'f');
    assertEquals("f".repeat(128), read(DhcpBytes.discover().header(108, name).raw(255)).bootFile());
  }

  /** iPXE sends its class without the length that RFC 3004 asks for. */
  @Example
  public void aRawUserClassKeepsItsFirstLetter() {
    assertEquals(List.of("iPXE"), userClasses("iPXE"));
  }

  /** Others send a list, as RFC 3004 §4 has it. */
  @Example
  public void aListOfUserClassesIsRead() {
    assertEquals(List.of("iPXE", "lab"), userClasses("\4iPXE\3lab"));
  }

  private List<String> userClasses(String option) {
    DecodedMessage decoded = read(DhcpBytes.discover().option(77, option).raw(255));
    List<String> classes = decoded.userClasses();
    Assume.that(classes != null);
    return classes == null ? List.of() : classes;
  }

  // What leaves

  private byte[] encode(int transactionId, byte[] macAddress, Map<Integer, byte[]> options) {
    byte[] encoded = codec().encode(transactionId, macAddress.clone(), options);
    Assume.that(encoded != null);
    return encoded == null ? new byte[0] : encoded;
  }

  private ReferenceDecoder encoded(Map<Integer, byte[]> options) {
    ReferenceDecoder reference = new ReferenceDecoder(encode(7, MAC, options));
    assertNull(reference.fault(), "what it encodes is no sound message");
    return reference;
  }

  private static Map<Integer, byte[]> discover() {
    Map<Integer, byte[]> options = new LinkedHashMap<>();
    options.put(MESSAGE_TYPE, new byte[] {1});
    return options;
  }

  /**
   * What is encoded is a sound message that says the same.
   *
   * @param transactionId any
   * @param macAddress any six octets
   * @param values by code
   */
  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  public void whatIsEncodedReadsTheSame(
      @ForAll int transactionId,
      @ForAll @Size(6) byte[] macAddress,
      @ForAll("values") Map<Integer, byte[]> values) {
    Map<Integer, byte[]> options = discover();
    options.putAll(values);
    byte[] message = codec().encode(transactionId, macAddress.clone(), options);
    if (message == null) {
      return;
    }
    ReferenceDecoder reference = new ReferenceDecoder(message);
    assertNull(reference.fault(), "what it encodes is no sound message");
    assertArrayEquals(
        new byte[] {
          (byte) (transactionId >> 24),
          (byte) (transactionId >> 16),
          (byte) (transactionId >> 8),
          (byte) transactionId
        },
        Arrays.copyOfRange(message, 4, 8));
    assertArrayEquals(macAddress, Arrays.copyOfRange(message, 28, 34));
    options.forEach(
        (code, value) -> assertArrayEquals(value, reference.value(code), "option " + code));
  }

  /** A value of more than 255 octets is split (RFC 3396 §6), and not cut short or refused. */
  @Example
  public void longValuesAreSplit() {
    byte[] value = new byte[600];
    Arrays.fill(value, (byte) 'v');
    Map<Integer, byte[]> options = discover();
    options.put(43, value);
    assertArrayEquals(value, encoded(options).value(43));
  }

  /** Option 82 was added last, and that is its place (RFC 3046 §2.1). */
  @Example
  public void relayInformationStaysLast() {
    Map<Integer, byte[]> options = discover();
    options.put(61, new byte[] {1, 2});
    options.put(12, ascii("h"));
    options.put(1, new byte[] {-1, -1, -1, 0});
    options.put(RELAY_AGENT_INFORMATION, new byte[] {1, 1, 7});
    List<Integer> codes = encoded(options).codes();
    assertEquals(RELAY_AGENT_INFORMATION, codes.get(codes.size() - 1));
  }

  /** Relays and clients of old drop what is shorter than a BOOTP message (RFC 1542 §2.1). */
  @Example
  public void messagesAreAsLongAsBootps() {
    assertTrue(encode(7, MAC, discover()).length >= 300);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
