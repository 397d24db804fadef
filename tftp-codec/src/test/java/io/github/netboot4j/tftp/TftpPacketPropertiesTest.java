package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** No content makes the view fail, or differ from the {@link ReferencePacket}. */
class TftpPacketPropertiesTest {
  private static final List<String> SEEDS =
      List.of(
          "\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0",
          "\0\2a/b/c\0netascii\0timeout\0" + "5\0unknown\0value\0\0\0",
          "\0\3\0\1some data",
          "\0\4\u00ff\u00ff",
          "\0\5\0\10User aborted the transfer\0",
          "\0\6blksize\0" + "1432\0tsize\0" + "74213\0");

  private final TftpPacketView view = new TftpPacketView();
  private final PacketOracle oracle = new PacketOracle();

  @Property(tries = 5000)
  void anyBytesAreReadOrFaulted(@ForAll @Size(max = 600) byte[] bytes) {
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
    for (String seed : SEEDS) {
      byte[] packet = Bytes.of(seed);
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
    Arbitrary<Byte> likely =
        Arbitraries.of((byte) 0, (byte) 'a', (byte) '0', (byte) '9', (byte) -1);
    return Arbitraries.frequencyOf(Tuple.of(4, likely), Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(400);
  }

  @Provide
  Arbitrary<String> names() {
    return Combinators.combine(
            Arbitraries.strings().ascii().excludeChars('\0').ofMinLength(1).ofMaxLength(40),
            Arbitraries.strings().withCharRange('\u00a0', '\u2fff').ofMaxLength(20))
        .as(String::concat);
  }
}
