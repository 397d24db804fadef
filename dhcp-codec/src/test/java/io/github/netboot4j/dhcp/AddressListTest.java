package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of addresses, and of pairs of them. */
class AddressListTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final AddressList list = new AddressList();
  private final AddressPairs pairs = new AddressPairs();

  private void wrap(int code, int... value) {
    byte[] message = DhcpBytes.discover().option(code, value).end();
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 42, 44, 68, 92, 150})
  void addresses(int code) {
    wrap(code, 192, 0, 2, 1, 198, 51, 100, 254);
    assertTrue(list.read(view, code));
    assertEquals(2, list.count());
    assertEquals(0xC0000201, list.address(0));
    assertEquals(0xC63364FE, list.address(1));
    assertTrue(list.contains(0xC63364FE));
    assertFalse(list.contains(0xC63364FF));
    assertTrue(list.isWellFormed());
    assertThrows(IndexOutOfBoundsException.class, () -> list.address(2));
    assertThrows(IndexOutOfBoundsException.class, () -> list.address(-1));
  }

  @Test
  void aRegisteredListOfAWrongLengthIsAbsent() {
    wrap(6, 192, 0, 2, 1, 198);
    assertFalse(list.read(view, 6));
    assertEquals(OptionFault.NOT_A_MULTIPLE, view.optionFault(6));
    assertEquals(0, list.count());
    assertTrue(list.isWellFormed());
    assertFalse(list.contains(0));
    assertThrows(IndexOutOfBoundsException.class, () -> list.address(0));
  }

  @Test
  void anUnregisteredOneShowsWhatIsWhole() {
    wrap(224, 192, 0, 2, 1, 198);
    assertTrue(list.read(view, 224));
    assertEquals(1, list.count());
    assertEquals(0xC0000201, list.address(0));
    assertFalse(list.isWellFormed());
  }

  @Test
  void aPartOfAnotherOption() {
    wrap(43, 128, 8, 192, 0, 2, 1, 192, 0, 2, 2);
    OptionValue part = new OptionValue();
    assertTrue(view.readOption(43, part));
    part.slice(2, 8, part);
    list.read(part);
    part.slice(0, 0, part);
    assertEquals(2, list.count());
    assertEquals(0xC0000202, list.address(1));
  }

  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(0);
    for (int address = 0; address < 100; address++) {
      builder.int32(0x0A000000 + address);
    }
    DhcpMessageView written = WrittenMessage.with(OptionCode.ROUTER, builder);
    assertTrue(list.read(written, OptionCode.ROUTER));
    assertEquals(100, list.count());
    assertEquals(0x0A000063, list.address(99));
    assertEquals(0x0A000000, list.address(0));
    assertEquals(0x0A00003F, list.address(63));
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 33})
  void pairs(int code) {
    wrap(code, 10, 0, 0, 0, 255, 0, 0, 0, 10, 1, 0, 0, 255, 255, 0, 0);
    assertTrue(pairs.read(view, code));
    assertEquals(2, pairs.count());
    assertEquals(0x0A000000, pairs.first(0));
    assertEquals(0xFF000000, pairs.second(0));
    assertEquals(0x0A010000, pairs.first(1));
    assertEquals(0xFFFF0000, pairs.second(1));
    assertTrue(pairs.isWellFormed());
    assertThrows(IndexOutOfBoundsException.class, () -> pairs.first(2));
    assertThrows(IndexOutOfBoundsException.class, () -> pairs.second(-1));

    wrap(code, 10, 0, 0, 0, 255, 0, 0, 0, 10, 1, 0, 0);
    assertFalse(pairs.read(view, code));
    assertEquals(0, pairs.count());
  }

  @Test
  void unregisteredPairsShowWhatIsWhole() {
    wrap(224, 10, 0, 0, 0, 255, 0, 0, 0, 10, 1, 0, 0);
    assertTrue(pairs.read(view, 224));
    assertEquals(1, pairs.count());
    assertFalse(pairs.isWellFormed());
  }
}
