package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges what a view makes of any bytes, by what {@link ReferencePacket} makes of them. */
final class PacketOracle {
  private static final int BEFORE = 3;
  private static final int BEHIND = 5;

  private final TftpPacketView view = new TftpPacketView();
  private final TftpPacketView again = new TftpPacketView();

  /** Whether the packet could be read. */
  boolean assertAgrees(byte[] packet) {
    ReferencePacket expected = ReferencePacket.read(packet);
    // What lies around the packet must not be read: there, every string goes on.
    ByteBuffer buffer = ByteBuffer.allocate(BEFORE + packet.length + BEHIND);
    Arrays.fill(buffer.array(), (byte) 'x');
    buffer.put(BEFORE, packet);
    boolean read = view.tryWrap(buffer, BEFORE, packet.length);
    assertSame(expected, read, packet);
    assertEquals(
        read,
        view.tryWrap(ByteBuffer.allocateDirect(packet.length).put(0, packet), 0, packet.length));
    assertSame(expected, read, packet);
    if (read) {
      assertWrittenAgain(packet);
    }
    return read;
  }

  private void assertSame(ReferencePacket expected, boolean read, byte[] packet) {
    assertEquals(expected.fault(), view.fault());
    assertEquals(expected.fault() == null, read);
    assertEquals(expected.faultOffset(), view.faultOffset());
    int opcode = expected.opcode();
    assertEquals(opcode, view.opcode());
    boolean request = opcode == 1 || opcode == 2;
    assertEquals(request ? expected.text() : "", view.fileName());
    assertEquals(opcode == 5 ? expected.text() : "", view.errorMessage());
    assertEquals(opcode == 3 || opcode == 4 ? expected.number() : -1, view.blockNumber());
    assertEquals(opcode == 5 ? expected.number() : -1, view.errorCode());
    assertEquals(opcode == 3 ? packet.length - 4 : 0, view.payloadLength());
    assertEquals(mode(expected.mode()), view.mode());
    assertEquals(expected.options().size(), 2 * view.optionCount());
    for (int i = 0; i < view.optionCount(); i++) {
      String name = expected.options().get(2 * i);
      String value = expected.options().get(2 * i + 1);
      assertEquals(name, view.optionName(i));
      assertEquals(value, view.optionValue(i));
      assertEquals(number(value), view.optionNumber(i));
      if (isAscii(name)) {
        assertTrue(view.optionNameEquals(i, name.toUpperCase(Locale.ROOT)));
        int first = view.findOption(name.toLowerCase(Locale.ROOT));
        assertTrue(first >= 0 && first <= i && view.optionNameEquals(first, name));
      }
    }
  }

  /** Everything that was read can be written, and what is written reads the same. */
  private void assertWrittenAgain(byte[] packet) {
    ByteBuffer buffer = ByteBuffer.allocate(3 * packet.length + 16);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(buffer, 0, buffer.capacity());
    int length = write(writer);
    if (length == TftpPacketWriter.NO_ROOM) {
      throw new AssertionError("no room in " + buffer.capacity());
    }
    byte[] first = Bytes.written(buffer, 0, length);
    again.wrap(ByteBuffer.wrap(first), 0, length);
    assertEquals(view.opcode(), again.opcode());
    assertEquals(view.fileName(), again.fileName());
    assertEquals(view.blockNumber(), again.blockNumber());
    assertEquals(view.errorCode(), again.errorCode());
    assertEquals(view.optionCount(), again.optionCount());
    view.wrap(ByteBuffer.wrap(first), 0, length);
    assertArrayEquals(first, Bytes.written(buffer, 0, write(writer)), "not a fixpoint");
  }

  private int write(TftpPacketWriter writer) {
    switch (view.opcode()) {
      case TftpOpcode.DATA -> {
        return writer.data(view.blockNumber());
      }
      case TftpOpcode.ACKNOWLEDGMENT -> {
        return writer.acknowledgment(view.blockNumber());
      }
      case TftpOpcode.ERROR -> {
        return writer.error(view.errorCode(), view.errorMessage());
      }
      case TftpOpcode.OPTION_ACKNOWLEDGMENT -> writer.beginOptionAcknowledgment();
      case TftpOpcode.READ_REQUEST -> writer.beginReadRequest(view.fileName(), modeToWrite());
      default -> writer.beginWriteRequest(view.fileName(), modeToWrite());
    }
    for (int i = 0; i < view.optionCount(); i++) {
      writer.option(view.optionName(i), view.optionValue(i));
    }
    return writer.finish();
  }

  private TftpMode modeToWrite() {
    TftpMode mode = view.mode();
    return mode == null ? TftpMode.OCTET : mode;
  }

  private static @Nullable TftpMode mode(@Nullable String word) {
    for (TftpMode mode : TftpMode.values()) {
      if (word != null && isAscii(word) && mode.name().equals(word.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    return null;
  }

  private static long number(String value) {
    if (!value.matches("[0-9]+")) {
      return -1;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
