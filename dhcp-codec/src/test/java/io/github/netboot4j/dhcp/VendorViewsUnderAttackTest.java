package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** No bytes make a view throw or hang, the pieces make no difference, and nothing is allocated. */
class VendorViewsUnderAttackTest {
  /** Sound values of the options in question, each with the code it belongs to. */
  private static final List<Sound> SOUND =
      List.of(
          new Sound(43, "0104e0010203 0202dc06 0807000101c0000201 090700000461626364"),
          new Sound(43, "0a0409505845 0b08e002000001000001 0c0400000001 470400018000 ff"),
          new Sound(55, "0103060f"),
          new Sound(82, "0102aabb 0504c0000201 0707010361 0204aabb 0909000000090461626364"),
          new Sound(82, "080f0100000000000000000100000001ee 0a0180 970400616263 9800"),
          new Sound(93, "00070010"),
          new Sound(94, "010300"),
          new Sound(97, "0033221100554477668899aabbccddeeff"),
          new Sound(124, "000000090403616263 00000de9016c"),
          new Sound(125, "00000de9060101aa0201bb 00000009030101cc"),
          new Sound(175, "b105018086100e eb03010000 130101 150101 0101ff"));

  private record Sound(int code, String octets) {}

  private final EveryVendorAccessor every = new EveryVendorAccessor();

  /** The value of an option, and where it is cut in two. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Value(int code, byte[] octets, int cut) {
    @Override
    public String toString() {
      return code + "=" + Arrays.toString(octets) + " cut at " + cut;
    }
  }

  @Provide
  Arbitrary<Value> values() {
    Arbitrary<Value> random =
        Combinators.combine(
                Arbitraries.of(SOUND), DhcpArbitraries.values(400), Arbitraries.integers())
            .as((like, octets, cut) -> value(like.code, octets, cut));
    Arbitrary<Value> changed =
        Combinators.combine(
                Arbitraries.of(SOUND),
                Combinators.combine(Arbitraries.integers(), Arbitraries.bytes())
                    .as(Tuple::of)
                    .list()
                    .ofMaxSize(4),
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers())
            .as(
                (like, changes, length, cut) -> {
                  byte[] octets = OneOption.hex(like.octets);
                  octets = Arrays.copyOf(octets, Math.min(octets.length, length));
                  for (Tuple.Tuple2<Integer, Byte> change : changes) {
                    if (octets.length > 0) {
                      octets[Math.floorMod(change.get1(), octets.length)] = change.get2();
                    }
                  }
                  return value(like.code, octets, cut);
                });
    return Arbitraries.oneOf(random, changed);
  }

  private static Value value(int code, byte[] octets, int cut) {
    return new Value(code, octets, Math.floorMod(cut, octets.length + 1));
  }

  @Property(tries = 3000)
  void aValueReadsTheSameHoweverItIsCut(@ForAll("values") Value value) {
    long whole = every.sum(OneOption.whole(value.code, value.octets));
    assertEquals(whole, every.sum(OneOption.cut(value.code, value.octets, value.cut)));
    if (value.octets.length > 0) {
      assertEquals(whole, every.sum(OneOption.crumbs(value.code, value.octets)));
    }
  }

  @Provide
  Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  @Property(tries = 2000)
  void anyMessageIsRead(@ForAll("hostile") byte[] message) {
    DhcpMessageView view = new DhcpMessageView();
    view.tryWrap(ByteBuffer.wrap(message), 0, message.length);
    long sum = every.sum(view);
    every.texts(view);
    assertEquals(sum, new EveryVendorAccessor().sum(view), "left over from an earlier message");
  }

  @Example
  void eachSoundValueTruncatedAtEachLength() {
    for (Sound sound : SOUND) {
      byte[] octets = OneOption.hex(sound.octets);
      for (int length = 1; length <= octets.length; length++) {
        byte[] truncated = Arrays.copyOf(octets, length);
        assertEquals(
            every.sum(OneOption.whole(sound.code, truncated)),
            every.sum(OneOption.crumbs(sound.code, truncated)));
      }
      assertNotEquals(
          every.sum(OneOption.wrap(DhcpBytes.discover().end())),
          every.sum(OneOption.whole(sound.code, octets)),
          "option " + sound.code);
    }
  }

  /** The longest datagram there is, full of the least sub-options in the least pieces. */
  @Example
  void aDatagramFullOfCrumbs() {
    RelayAgentInformation relay = new RelayAgentInformation();
    VendorIdentifyingOptions vendor = new VendorIdentifyingOptions();
    for (int code : new int[] {82, 125}) {
      byte[] zeros = new byte[21_700];
      DhcpMessageView view = OneOption.crumbs(code, zeros);
      assertEquals(code == 82, relay.read(view));
      assertEquals(code == 125, vendor.read(view));
      assertTrue(relay.isWellFormed() && vendor.isWellFormed());
      assertEquals(Ipv4.ANY, relay.linkSelection());
      assertEquals(code == 82, relay.hasSubOption(0));
      EnterpriseCursor cursor = new EnterpriseCursor();
      vendor.walk(cursor);
      int entries = 0;
      while (cursor.next()) {
        entries++;
      }
      assertEquals(code == 125 ? zeros.length / 5 : 0, entries);
    }
  }

  @Example
  void nothingIsAllocated() {
    for (IntFunction<ByteBuffer> allocate :
        List.<IntFunction<ByteBuffer>>of(ByteBuffer::allocate, ByteBuffer::allocateDirect)) {
      ByteBuffer[] messages =
          messages().stream()
              .map(message -> allocate.apply(message.length).put(0, message))
              .toArray(ByteBuffer[]::new);
      DhcpMessageView view = new DhcpMessageView();
      long[] sums = new long[1];
      long allocated =
          Allocation.ofOneRound(
              10,
              () -> {
                for (ByteBuffer message : messages) {
                  view.tryWrap(message, 0, message.capacity());
                  sums[0] += every.sum(view);
                }
              });
      assertEquals(0, allocated);
      assertNotEquals(0, sums[0]);
    }
  }

  /** Some recorded, and each sound value whole and in two pieces. */
  private static List<byte[]> messages() {
    List<byte[]> messages = new ArrayList<>(RecordedPackets.all().subList(0, 6));
    DhcpBytes whole = DhcpBytes.discover();
    DhcpBytes pieces = DhcpBytes.discover();
    for (Sound sound : SOUND) {
      byte[] octets = OneOption.hex(sound.octets);
      whole.option(sound.code, octets);
      pieces.option(sound.code, Arrays.copyOf(octets, 2)).option(12, "h");
      pieces.option(sound.code, Arrays.copyOfRange(octets, 2, octets.length));
    }
    messages.add(whole.end());
    messages.add(pieces.end());
    return messages;
  }
}
