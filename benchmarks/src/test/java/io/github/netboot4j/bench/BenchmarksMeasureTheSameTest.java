package io.github.netboot4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCursor;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison counts only if all sides come to the same answer. */
class BenchmarksMeasureTheSameTest {
  private static final List<String> MEMORY = List.of("heap", "direct");
  private static final long MAC_ADDRESS = 0x5254_0012_3456L;

  private static Map<String, DhcpPeer> peers() {
    return Map.of(
        "dhcp4java", new Dhcp4javaPeer(),
        "dhcp4j", new Dhcp4jPeer(),
        "ApacheDS", new ApacheDsPeer(),
        "ONOS", new OnosPeer());
  }

  /** The sum put together by hand: type, then length and first octet of 60, 77, 93 and 97. */
  private static long sumOf(String message) {
    return switch (message) {
      case "uefi", "relayed" -> 0x338E_A525 + MAC_ADDRESS + 1 + (32 + 'P') + 2 + 17;
      case "ipxe" -> 0x56DC_C966 + MAC_ADDRESS + 1 + (32 + 'P') + (4 + 'i') + 2 + 17;
      case "offer" -> 0x338E_A525 + MAC_ADDRESS + 2;
      default -> throw new IllegalArgumentException(message);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"uefi", "ipxe", "relayed", "offer"})
  void allReadTheSame(String message) {
    DhcpDecodeBenchmark benchmark = new DhcpDecodeBenchmark();
    benchmark.message = message;
    benchmark.load();
    for (String memory : MEMORY) {
      DhcpDecodeBenchmark.Datagram datagram = new DhcpDecodeBenchmark.Datagram();
      datagram.memory = memory;
      datagram.load(benchmark);
      assertEquals(sumOf(message), benchmark.floor(datagram), memory);
      assertEquals(sumOf(message), benchmark.netboot4j(datagram), memory);
      assertEquals(sumOf(message), benchmark.netboot4jValues(datagram), memory);
    }
    assertEquals(sumOf(message), benchmark.dhcp4java(), "dhcp4java");
    assertEquals(sumOf(message), benchmark.dhcp4j(), "dhcp4j");
    assertEquals(sumOf(message), benchmark.apacheDs(), "ApacheDS");
    assertEquals(sumOf(message), benchmark.onos(), "ONOS");
  }

  @Test
  void theRelayedMessageIs() {
    byte[] message = Messages.message("relayed");
    DhcpMessageView view = new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
    OptionValue relayInformation = new OptionValue();
    assertTrue(view.readOption(82, relayInformation));
    assertEquals(18, relayInformation.length());
    assertEquals(0xC000_0281, view.relayAddress());
    assertTrue(view.hasEnd());
  }

  @Test
  void allWriteTheSameOffer() {
    byte[] recorded = Messages.message("offer");
    DhcpEncodeBenchmark benchmark = new DhcpEncodeBenchmark();
    for (String memory : MEMORY) {
      DhcpEncodeBenchmark.Target target = new DhcpEncodeBenchmark.Target();
      target.memory = memory;
      target.allocate();
      assertArrayEquals(recorded, target.encoded(benchmark.netboot4j(target)), memory);
      target.allocate();
      assertArrayEquals(recorded, target.encoded(benchmark.floor(target)), memory);
    }
    peers()
        .forEach(
            (name, peer) -> {
              int length = peer.encodeOffer();
              assertEquals(length, peer.encoded().length, name);
              assertSameMessage(recorded, peer.encoded(), name);
            });
  }

  @ParameterizedTest
  @CsvSource({"uefi, snponly.efi", "ipxe, http://192.0.2.1/boot.ipxe"})
  void allAnswerTheSame(String client, String bootFile) {
    DhcpTurnaroundBenchmark benchmark = new DhcpTurnaroundBenchmark();
    benchmark.client = client;
    benchmark.load();
    byte[] reply = {};
    for (String memory : MEMORY) {
      DhcpTurnaroundBenchmark.Datagrams datagrams = new DhcpTurnaroundBenchmark.Datagrams();
      datagrams.memory = memory;
      datagrams.load(benchmark);
      reply = datagrams.encoded(benchmark.netboot4j(datagrams));
      datagrams.load(benchmark);
      assertArrayEquals(reply, datagrams.encoded(benchmark.floor(datagrams)), memory);
    }
    DhcpMessageView offer = new DhcpMessageView().wrap(ByteBuffer.wrap(reply), 0, reply.length);
    assertEquals(2, offer.messageType());
    assertEquals(bootFile, offer.bootFile());
    byte[] expected = reply;
    peers()
        .forEach(
            (name, peer) -> {
              int length = peer.answer(Messages.message(client));
              assertEquals(length, peer.encoded().length, name);
              assertSameMessage(expected, peer.encoded(), name);
            });
  }

  @ParameterizedTest
  @CsvSource({"short, 200", "cut, 368"})
  void theMalformedMessagesAre(String fault, int offset) {
    DhcpMalformedBenchmark benchmark = new DhcpMalformedBenchmark();
    benchmark.fault = fault;
    benchmark.load();
    assertFalse(benchmark.netboot4j());
    assertEquals(offset, benchmark.netboot4jException());
    assertEquals(-1, benchmark.floor());
    assertEquals(-1, benchmark.dhcp4java(), "dhcp4java");
    assertEquals(-1, benchmark.dhcp4j(), "dhcp4j");
    assertEquals(-1, benchmark.apacheDs(), "ApacheDS");
    assertEquals(-1, benchmark.onos(), "ONOS");
  }

  /** The same header and options; not their order, nor the padding. */
  private static void assertSameMessage(byte[] expected, byte[] actual, String who) {
    HexFormat hex = HexFormat.of();
    assertEquals(
        hex.formatHex(expected, 0, 240),
        hex.formatHex(actual, 0, Math.min(240, actual.length)),
        who);
    assertEquals(options(expected), options(actual), who);
  }

  private static Map<Integer, String> options(byte[] message) {
    DhcpMessageView view = new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
    assertTrue(view.hasEnd());
    Map<Integer, String> options = new TreeMap<>();
    OptionCursor cursor = new OptionCursor();
    OptionValue value = new OptionValue();
    cursor.reset(view);
    while (cursor.next()) {
      cursor.readPiece(value);
      byte[] octets = new byte[value.length()];
      for (int index = 0; index < octets.length; index++) {
        octets[index] = (byte) value.unsigned8(index);
      }
      options.merge(cursor.code(), Arrays.toString(octets), String::concat);
    }
    return options;
  }
}
