package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is written is what is read. */
class RoundTripTest {
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  @Provide
  Arbitrary<List<DhcpArbitraries.Option>> options() {
    Arbitrary<byte[]> values =
        Arbitraries.oneOf(DhcpArbitraries.values(255), DhcpArbitraries.values(1200));
    return Combinators.combine(DhcpArbitraries.codes(), values)
        .as(DhcpArbitraries.Option::new)
        .list()
        .ofMaxSize(12)
        .uniqueElements(option -> option.code() == 82 ? -1 : option);
  }

  @Property(tries = 1500)
  void optionsReadAsWritten(
      @ForAll("options") List<DhcpArbitraries.Option> options,
      @ForAll @IntRange(min = 548, max = 3000) int capacity,
      @ForAll @IntRange(max = 9) int offset) {
    byte[] target = new byte[offset + capacity + 9];
    Arrays.fill(target, (byte) 0xEE);
    ByteBuffer buffer = ByteBuffer.wrap(target);
    Map<Integer, ByteArrayOutputStream> expected = new TreeMap<>();
    int used = 240 + 1;

    writer.start(MessageType.NONE, buffer, offset, capacity).operation(1);
    int firstOmitted = DhcpMessageWriter.NOTHING_OMITTED;
    for (DhcpArbitraries.Option option : options) {
      int length = option.value().length;
      int size = length + 2 * Math.max(1, (length + 254) / 255);
      if (used + size <= capacity) {
        used += size;
        expected
            .computeIfAbsent(option.code(), code -> new ByteArrayOutputStream())
            .writeBytes(option.value());
      } else if (firstOmitted == DhcpMessageWriter.NOTHING_OMITTED) {
        firstOmitted = option.code();
      }
      writer.option(option.code(), option.value());
    }
    int length = writer.finish();

    assertEquals(firstOmitted, writer.omitted());
    assertEquals(Math.max(300, used), length);
    view.wrap(buffer, offset, length);
    assertTrue(view.hasEnd());
    for (int code = 1; code < 255; code++) {
      assertEquals(expected.containsKey(code), view.readRawOption(code, value));
      if (expected.containsKey(code)) {
        assertArrayEquals(expected.get(code).toByteArray(), value.toByteArray());
      }
    }
    assertRelayInformationLast();
    for (int index = 0; index < target.length; index++) {
      if (index < offset || index >= offset + capacity) {
        assertEquals((byte) 0xEE, target[index]);
      }
    }
  }

  private void assertRelayInformationLast() {
    OptionCursor cursor = new OptionCursor();
    cursor.reset(view);
    boolean seen = false;
    while (cursor.next()) {
      assertFalse(seen && cursor.code() != 82);
      seen |= cursor.code() == 82;
    }
  }

  @Property(tries = 500)
  void fieldsReadAsWritten(
      @ForAll int transactionId,
      @ForAll @IntRange(max = 65535) int sixteenBits,
      @ForAll int address,
      @ForAll @LongRange(max = 0xFFFF_FFFF_FFFFL) long mac,
      @ForAll @IntRange(min = 1, max = 2) int operation,
      @ForAll @IntRange(max = 255) int hops) {
    ByteBuffer buffer = ByteBuffer.allocate(600);
    writer
        .start(MessageType.DISCOVER, buffer, 0, 600)
        .operation(operation)
        .hops(hops)
        .transactionId(transactionId)
        .seconds(sixteenBits)
        .flags(65535 - sixteenBits)
        .clientAddress(address)
        .yourAddress(address + 1)
        .nextServerAddress(address + 2)
        .relayAddress(address + 3)
        .macAddress(mac);
    view.wrap(buffer, 0, writer.finish());

    assertEquals(operation, view.operation());
    assertEquals(hops, view.hops());
    assertEquals(transactionId, view.transactionId());
    assertEquals(sixteenBits, view.seconds());
    assertEquals(65535 - sixteenBits, view.flags());
    assertEquals(sixteenBits < 32768, view.isBroadcast());
    assertEquals(address, view.clientAddress());
    assertEquals(address + 1, view.yourAddress());
    assertEquals(address + 2, view.nextServerAddress());
    assertEquals(address + 3, view.relayAddress());
    assertEquals(mac, view.macAddress());
    assertEquals(MessageType.DISCOVER, view.messageType());
  }

  @Property(tries = 500)
  void addressesPrintAndParse(@ForAll int address) {
    assertEquals(address, Ipv4.parse(Ipv4.format(address)));
  }
}
