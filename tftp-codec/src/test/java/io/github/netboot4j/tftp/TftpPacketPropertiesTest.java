package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.tftp.testing.TftpArbitraries;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** No content makes the view fail, or differ from the {@link ReferencePacket}. */
class TftpPacketPropertiesTest {
  private final TftpPacketView view = new TftpPacketView();
  private final PacketOracle oracle = new PacketOracle();

  @Property(tries = 5000)
  void anyBytesAreReadOrFaulted(@ForAll("hostile") byte[] bytes) {
    oracle.assertAgrees(bytes);
  }

  @Property(tries = 5000)
  void anyBytesBehindAnOpcodeAreReadOrFaulted(
      @ForAll @IntRange(min = 1, max = 6) int opcode, @ForAll("strings") byte[] rest) {
    byte[] packet = new byte[rest.length + 2];
    packet[1] = (byte) opcode;
    System.arraycopy(rest, 0, packet, 2, rest.length);
    oracle.assertAgrees(packet);
  }

  @Property
  void everyTruncationAndSingleByteChangeIsReadOrFaulted(@ForAll byte value) {
    for (byte[] packet : TftpArbitraries.samples()) {
      for (int i = 0; i < packet.length; i++) {
        oracle.assertAgrees(Arrays.copyOf(packet, i));
        byte before = packet[i];
        packet[i] = value;
        oracle.assertAgrees(packet);
        packet[i] = before;
      }
    }
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll("names") String fileName,
      @ForAll TftpMode mode,
      @ForAll @Size(max = 10) List<@LongRange(min = 0) Long> values) {
    ByteBuffer buffer = ByteBuffer.allocate(2000);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(buffer, 9, 1900);
    writer.beginReadRequest(fileName, mode);
    for (int i = 0; i < values.size(); i++) {
      writer.option("name" + i, values.get(i));
    }
    view.wrap(buffer, 9, writer.finish());

    assertEquals(fileName, view.fileName());
    assertEquals(mode, view.mode());
    assertEquals(values.size(), view.optionCount());
    for (int i = 0; i < values.size(); i++) {
      assertEquals("name" + i, view.optionName(i));
      assertEquals(values.get(i), view.optionNumber(i));
    }
  }

  @Provide
  Arbitrary<byte[]> strings() {
    return TftpArbitraries.strings();
  }

  @Provide
  Arbitrary<byte[]> hostile() {
    return TftpArbitraries.hostile();
  }

  @Provide
  Arbitrary<String> names() {
    return TftpArbitraries.fileNames();
  }
}
