package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Option 82 and each of its sub-options that has a form of its own. */
class RelayAgentInformationTest {
  private static final int CODE = 82;
  private static final int CISCO = 9;

  private final RelayAgentInformation relay = new RelayAgentInformation();
  private final OptionValue value = new OptionValue();

  private void read(String octets) {
    assertTrue(relay.read(OneOption.whole(CODE, hex(octets))));
    assertTrue(relay.isPresent());
  }

  private String text(int code) {
    assertTrue(relay.hasSubOption(code));
    assertTrue(relay.readSubOption(code, value));
    return value.toText();
  }

  @Test
  void literalOctets() {
    byte[] octets =
        hex(
            "0105 65746830 37" // circuit ID "eth07"
                + "0202 5231" // remote ID "R1"
                + "0404 00000001" // a modem that the customer controls
                + "0504 c0000240" // 192.0.2.64
                + "0603 416e6e" // subscriber "Ann"
                + "0a01 80" // received by unicast
                + "0b04 c00002fe" // 192.0.2.254
                + "0c02 0001"
                + "9701 ff" // the global subnet
                + "9800");
    OneOption.inEveryForm(
        CODE,
        octets,
        message -> {
          assertTrue(relay.read(message));
          assertTrue(relay.isPresent());
          assertTrue(relay.isWellFormed());
          assertEquals("eth07", text(RelayAgentInformation.CIRCUIT_ID));
          assertEquals("R1", text(RelayAgentInformation.REMOTE_ID));
          assertEquals(1, relay.docsisDeviceClass());
          assertEquals(0xC0000240, relay.linkSelection());
          assertEquals("Ann", text(RelayAgentInformation.SUBSCRIBER_ID));
          assertEquals(0x80, relay.flags());
          assertTrue(relay.isUnicast());
          assertEquals(0xC00002FE, relay.serverIdentifierOverride());
          assertTrue(relay.readSubOption(RelayAgentInformation.RELAY_ID, value));
          assertEquals(1, value.unsigned16(0));
          assertEquals(255, relay.virtualSubnetType());
          assertTrue(relay.readVirtualSubnet(value));
          assertEquals(0, value.length());
          assertTrue(relay.hasSubOption(RelayAgentInformation.VIRTUAL_SUBNET_SELECTION_CONTROL));
          assertFalse(relay.hasSubOption(3));
          SubOptionCursor cursor = new SubOptionCursor();
          relay.walk(cursor);
          StringBuilder order = new StringBuilder();
          while (cursor.next()) {
            order.append(cursor.code()).append(' ');
          }
          assertEquals("1 2 4 5 6 10 11 12 151 152 ", order.toString());
        });
  }

  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(8);
    builder.begin(RelayAgentInformation.CIRCUIT_ID).text("Gi1/0/7").end();
    builder.begin(RelayAgentInformation.LINK_SELECTION).int32(0x0A000001).end();
    builder.begin(RelayAgentInformation.FLAGS).unsigned8(0x7F).end();
    builder.begin(RelayAgentInformation.VENDOR_SPECIFIC);
    builder.int32(CISCO).beginCounted().text("a").end();
    builder.int32(-2).beginCounted().text("bc").end().end();
    builder.begin(RelayAgentInformation.VIRTUAL_SUBNET_SELECTION).unsigned8(0).text("red").end();
    assertTrue(relay.read(OneOption.written(CODE, builder)));
    assertTrue(relay.isWellFormed());
    assertEquals("Gi1/0/7", text(RelayAgentInformation.CIRCUIT_ID));
    assertEquals(0x0A000001, relay.linkSelection());
    assertEquals(0x7F, relay.flags());
    assertFalse(relay.isUnicast());
    assertTrue(relay.readVendorSpecific(CISCO, value));
    assertEquals("a", value.toText());
    assertTrue(relay.readVendorSpecific(-2, value));
    assertEquals("bc", value.toText());
    assertFalse(relay.readVendorSpecific(2, value));
    assertEquals(0, value.length());
    assertEquals(0, relay.virtualSubnetType());
    assertTrue(relay.readVirtualSubnet(value));
    assertEquals("red", value.toText());
  }

  /** RFC 4030 §4: algorithm, method in four bits, counter, identifier, and what was computed. */
  @Test
  void authentication() {
    byte[] octets = hex("0813 01 f0 8000000000000001 c0000201 aabbccddee");
    OneOption.inEveryForm(
        CODE,
        octets,
        message -> {
          assertTrue(relay.read(message));
          assertEquals(1, relay.authenticationAlgorithm());
          assertEquals(0, relay.authenticationReplayDetectionMethod());
          assertEquals(0x8000000000000001L, relay.authenticationReplayDetection());
          assertEquals(0xC0000201, relay.authenticationRelayIdentifier());
          assertTrue(relay.readAuthenticationInformation(value));
          assertArrayEquals(hex("aabbccddee"), value.toByteArray());
        });
    read("080e 02 0f 0000000000000000 00000000");
    assertEquals(2, relay.authenticationAlgorithm());
    assertEquals(15, relay.authenticationReplayDetectionMethod());
    assertTrue(relay.readAuthenticationInformation(value));
    assertEquals(0, value.length());
  }

  @Test
  void aShortAuthenticationReadsAsAbsent() {
    read("080d 02 0f 0000000000000001 000001");
    assertTrue(relay.isWellFormed());
    assertEquals(-1, relay.authenticationAlgorithm());
    assertEquals(-1, relay.authenticationReplayDetectionMethod());
    assertEquals(0, relay.authenticationReplayDetection());
    assertEquals(0, relay.authenticationRelayIdentifier());
    assertFalse(relay.readAuthenticationInformation(value));
    assertEquals(0, value.length());
  }

  /** The length of a RADIUS attribute counts its type and length. */
  @ParameterizedTest
  @CsvSource({
    "0105616263, 1, abc",
    "0102 0103 61, 1, ''",
    "0102, 1, ''",
    "5803aa 010461 62, 1, ab",
    "0104 6162 5805 6f6e65, 88, one",
    "0104 6162, 2, ",
    "0100 0203 61, 1, ",
    "0100 0203 61, 2, ",
    "0101 0203 61, 2, ",
    "0103 61 0205 61, 2, ",
    "0103 61 0205 61, 1, a",
    "0103 61 02, 2, ",
    "01, 1, ",
    "0103 61 0103 62, 1, a"
  })
  void radiusAttributes(String attributes, int type, String expected) {
    byte[] inner = hex(attributes);
    OptionBuilder builder = new OptionBuilder(8);
    builder.begin(RelayAgentInformation.RADIUS_ATTRIBUTES).octets(inner).end();
    OneOption.inEveryForm(
        CODE,
        builder.toByteArray(),
        message -> {
          assertTrue(relay.read(message));
          assertEquals(expected != null, relay.readRadiusAttribute(type, value));
          assertEquals(expected == null ? "" : expected, value.toText());
        });
  }

  @Test
  void codesBeyondAnOctetAreMisuse() {
    read("0101aa");
    for (int code : new int[] {-1, 256}) {
      assertThrows(IndexOutOfBoundsException.class, () -> relay.hasSubOption(code));
      assertThrows(IndexOutOfBoundsException.class, () -> relay.readSubOption(code, value));
      assertThrows(IndexOutOfBoundsException.class, () -> relay.readRadiusAttribute(code, value));
    }
  }

  @Test
  void zeroAnd255AreCodesLikeOthers() {
    read("0001aa ff01bb 0504c0000201");
    assertTrue(relay.isWellFormed());
    assertTrue(relay.hasSubOption(0) && relay.hasSubOption(255));
    assertEquals(0xC0000201, relay.linkSelection());
  }

  @Test
  void theFirstOfARepeatedSubOptionCounts() {
    read("0504c0000201 0504c0000202 0a00 0a0180");
    assertEquals(0xC0000201, relay.linkSelection());
    assertEquals(0, relay.flags(), "the first one is empty");
  }

  @ParameterizedTest
  @CsvSource({
    // octets, well-formed, link selection, flags
    "0504c0000201 0a0180, true, c0000201, 80",
    "0503c00002 0a0180, true, 0, 80",
    "0505c000020100 0a0180, true, 0, 80",
    "0504c0000201 0a028000, true, c0000201, 0",
    "0504c0000201 0a0180 05, false, c0000201, 80",
    "0504c0000201 0a0280, false, c0000201, 0",
    "05ffc0000201 0a0180, false, 0, 0",
    "0101 0504c0000201, false, 0, 0",
    "0101ff 0505c0000201, false, 0, 0",
    "0101ff ff, false, 0, 0"
  })
  void malformed(String octets, boolean sound, String link, String flags) {
    OneOption.inEveryForm(
        CODE,
        hex(octets),
        message -> {
          assertTrue(relay.read(message));
          assertEquals(sound, relay.isWellFormed());
          assertEquals(link, Integer.toHexString(relay.linkSelection()));
          assertEquals(flags, Integer.toHexString(relay.flags()));
        });
  }

  @ParameterizedTest
  @CsvSource({"''", "9700", "0901 00", "0909 00000009 05 aabbccdd"})
  void absentOrEmpty(String octets) {
    read("0101aa 9702 0061");
    DhcpMessageView message =
        octets.isEmpty()
            ? OneOption.wrap(DhcpBytes.discover().end())
            : OneOption.whole(CODE, hex(octets));
    assertEquals(!octets.isEmpty(), relay.read(message));
    assertEquals(!octets.isEmpty(), relay.isPresent());
    assertTrue(relay.isWellFormed());
    assertEquals(0, relay.docsisDeviceClass());
    assertEquals(Ipv4.ANY, relay.linkSelection());
    assertEquals(Ipv4.ANY, relay.serverIdentifierOverride());
    assertEquals(0, relay.flags());
    assertFalse(relay.isUnicast());
    assertEquals(-1, relay.virtualSubnetType());
    assertEquals(-1, relay.authenticationAlgorithm());
    assertShowsNothing(relay::readVirtualSubnet);
    assertShowsNothing(into -> relay.readVendorSpecific(CISCO, into));
    assertShowsNothing(into -> relay.readSubOption(RelayAgentInformation.CIRCUIT_ID, into));
    assertShowsNothing(relay::readAuthenticationInformation);
    assertShowsNothing(into -> relay.readRadiusAttribute(1, into));
  }

  /** What is absent leaves nothing of what was shown before, which may be another message's. */
  private void assertShowsNothing(Predicate<OptionValue> read) {
    DhcpMessageView before = OneOption.whole(OptionCode.HOST_NAME, hex("616263"));
    assertTrue(before.readOption(OptionCode.HOST_NAME, value));
    assertFalse(read.test(value));
    assertEquals(0, value.length());
  }
}
