package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.testing.TftpArbitraries;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetasciiTest {
  /** In the table, {@code R} stands for CR, {@code N} for LF and {@code 0} for NUL. */
  @ParameterizedTest
  @CsvSource({"a,a", "N,RN", "R,R0", "RN,R0RN", "aNb,aRNb", "NN,RNRN", "0,0", "R0,R00"})
  void encodes(String file, String netascii) {
    assertArrayEquals(letters(netascii), encode(letters(file), 8));
    assertArrayEquals(letters(file), decode(letters(netascii), 8));
  }

  @ParameterizedTest
  @CsvSource({"RNR,NR", "Ra,Ra", "RR0,RR", "RRN,RN", "N,N", "R,R"})
  void decodesWhatIsAgainstTheRules(String netascii, String file) {
    assertArrayEquals(letters(file), decode(letters(netascii), 3));
  }

  @Property
  void roundTripsAcrossBlocks(
      @ForAll("text") byte[] file, @ForAll @IntRange(min = 1, max = 20) int blockSize) {
    byte[] netascii = encode(file, blockSize);

    assertArrayEquals(encode(file, 10_000), netascii);
    assertArrayEquals(file, decode(netascii, blockSize));
  }

  @Provide
  Arbitrary<byte[]> text() {
    return TftpArbitraries.texts();
  }

  @Test
  void goesBackToTheStateAtTheStartOfABlock() {
    NetasciiEncoder encoder = new NetasciiEncoder();
    ByteBuffer source = ByteBuffer.wrap(letters("aNb"));
    encoder.encode(source, ByteBuffer.allocate(2));
    assertTrue(encoder.isPending());
    int state = encoder.state();
    int position = source.position();
    ByteBuffer first = ByteBuffer.allocate(8);
    encoder.encode(source, first);
    assertFalse(encoder.isPending());

    encoder.restore(state);
    ByteBuffer again = ByteBuffer.allocate(8);
    encoder.encode(source.position(position), again);
    assertEquals(first, again);
    assertArrayEquals(letters("Nb"), Bytes.written(again, 0, again.position()));
    assertThrows(IllegalArgumentException.class, () -> encoder.restore(7));
  }

  @Test
  void resetForgets() {
    NetasciiEncoder encoder = new NetasciiEncoder();
    encoder.encode(ByteBuffer.wrap(letters("N")), ByteBuffer.allocate(1));
    encoder.reset();
    assertFalse(encoder.isPending());

    NetasciiDecoder decoder = new NetasciiDecoder();
    decoder.decode(ByteBuffer.wrap(letters("R")), ByteBuffer.allocate(1));
    assertFalse(decoder.finish(ByteBuffer.allocate(0)));
    decoder.reset();
    assertTrue(decoder.finish(ByteBuffer.allocate(0)));
  }

  private static byte[] letters(String text) {
    return Bytes.of(text.replace('R', '\r').replace('N', '\n').replace('0', '\0'));
  }

  private static byte[] encode(byte[] file, int blockSize) {
    NetasciiEncoder encoder = new NetasciiEncoder();
    ByteArrayOutputStream netascii = new ByteArrayOutputStream();
    ByteBuffer source = ByteBuffer.wrap(file);
    ByteBuffer block = ByteBuffer.allocate(blockSize);
    do {
      encoder.encode(source, block.clear());
      netascii.write(block.array(), 0, block.position());
    } while (!block.hasRemaining());
    assertFalse(source.hasRemaining() || encoder.isPending());
    return netascii.toByteArray();
  }

  private static byte[] decode(byte[] netascii, int blockSize) {
    NetasciiDecoder decoder = new NetasciiDecoder();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteBuffer target = ByteBuffer.allocate(blockSize + 1);
    for (int at = 0; at < netascii.length; at += blockSize) {
      ByteBuffer source = ByteBuffer.wrap(netascii, at, Math.min(blockSize, netascii.length - at));
      decoder.decode(source, target.clear());
      assertFalse(source.hasRemaining());
      file.write(target.array(), 0, target.position());
    }
    assertTrue(decoder.finish(target.clear()));
    file.write(target.array(), 0, target.position());
    return file.toByteArray();
  }
}
