package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class StrictReadingTest {
  private final ByteBuffer buffer = ByteBuffer.allocate(600);
  private final DhcpMessageView view = new DhcpMessageView();
  private final StrictReading strict = new StrictReading();

  private int message() {
    return new DhcpMessageWriter()
        .start(MessageType.DISCOVER, buffer, 0, buffer.capacity())
        .operation(DhcpMessageView.BOOTREQUEST)
        .macAddress(1)
        .finish();
  }

  private void assertRegular(int length) {
    assertTrue(view.tryWrap(buffer, 0, length));
    assertTrue(strict.accepts(view), () -> strict.irregularity() + " at " + strict.offset());
    assertNull(strict.irregularity());
    assertEquals(0, strict.offset());
  }

  private void assertIrregular(DhcpIrregularity expected, int offset, int length) {
    assertTrue(view.tryWrap(buffer, 0, length), "reads all the same");
    assertFalse(strict.accepts(view));
    assertEquals(expected, strict.irregularity());
    assertEquals(offset, strict.offset());
  }

  @Test
  void whatRealFirmwareSendsIsRegular() {
    for (byte[] message : RecordedPackets.all()) {
      view.wrap(ByteBuffer.wrap(message), 0, message.length);
      assertTrue(strict.accepts(view), () -> strict.irregularity() + " at " + strict.offset());
      assertNull(strict.irregularity());
    }
  }

  @Test
  void aHardwareAddressLongerThanItsField() {
    int length = message();
    buffer.put(2, (byte) 17);
    assertIrregular(DhcpIrregularity.HARDWARE_ADDRESS_TOO_LONG, 2, length);
    assertEquals(17, view.statedHardwareAddressLength());
    assertEquals(16, view.hardwareAddressLength());
  }

  @Test
  void aHardwareAddressThatFillsItsField() {
    int length = message();
    buffer.put(2, (byte) 16);
    assertRegular(length);
  }

  @Test
  void noEnd() {
    int length = message();
    buffer.put(243, (byte) 0);
    assertIrregular(DhcpIrregularity.NO_END, length, length);
  }

  @Test
  void octetsAfterEnd() {
    int length = message();
    buffer.put(250, (byte) 1);
    assertIrregular(DhcpIrregularity.OCTETS_AFTER_END, 250, length);
  }

  @Test
  void overloadOfAnUnknownKind() {
    int length = message();
    buffer.put(243, new byte[] {52, 1, 4, (byte) 255});
    assertIrregular(DhcpIrregularity.OVERLOAD, 243, length);
  }

  @Test
  void noEndInAnOverloadedField() {
    int length = message();
    buffer.put(243, new byte[] {52, 1, 1, (byte) 255});
    assertIrregular(DhcpIrregularity.NO_END, 236, length);
    buffer.put(108, (byte) 255);
    assertRegular(length);
  }

  @Test
  void theServersNameIsJudgedWhenItHoldsOptions() {
    int length = message();
    buffer.put(243, new byte[] {52, 1, 2, (byte) 255});
    assertIrregular(DhcpIrregularity.NO_END, 108, length);
    buffer.put(44, (byte) 255);
    assertRegular(length);
    buffer.put(107, (byte) 1);
    assertIrregular(DhcpIrregularity.OCTETS_AFTER_END, 107, length);

    buffer.put(245, (byte) 3);
    buffer.put(107, (byte) 0);
    assertIrregular(DhcpIrregularity.NO_END, 236, length);
    buffer.put(108, (byte) 255);
    assertRegular(length);
  }

  /** RFC 2131 §4.1 lets the overload option stand anywhere in the options, first too. */
  @Test
  void overloadBeforeAllOtherOptions() {
    int length = message();
    buffer.put(240, new byte[] {52, 1, 1, 53, 1, 1, (byte) 255});
    buffer.put(108, (byte) 255);
    assertRegular(length);
  }

  @Test
  void anOptionOfTheWrongLength() {
    int length = message();
    buffer.put(243, new byte[] {57, 1, 4, (byte) 255});
    assertIrregular(DhcpIrregularity.OPTION_LENGTH, 243, length);
  }

  @Test
  void bootpHasNoOptionsToJudge() {
    int length = message();
    buffer.putInt(236, 0);
    assertTrue(view.tryWrap(buffer, 0, length));
    assertTrue(strict.accepts(view));
  }

  @Property
  void judgingNeverThrows(@ForAll("hostile") byte[] bytes) {
    if (view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      assertEquals(strict.accepts(view), strict.irregularity() == null);
    }
  }

  @Provide
  Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }
}
