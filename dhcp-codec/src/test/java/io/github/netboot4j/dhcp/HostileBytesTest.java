package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * No bytes make the codec throw, hang or answer wrongly. A failing property prints the bytes; put
 * them into a test of their own, named after what they show, next to the fix.
 */
class HostileBytesTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final MessageOracle oracle = new MessageOracle(view);
  private final EveryAccessor every = new EveryAccessor();
  private final OptionValue value = new OptionValue();

  @Provide
  Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  @Provide
  Arbitrary<byte[]> sound() {
    return DhcpArbitraries.messages();
  }

  @Property(tries = 3000)
  void anyBytesReadAsTheReferenceDecoderReadsThem(@ForAll("hostile") byte[] message) {
    oracle.assertAgrees(message);
  }

  @Property(tries = 1000)
  void soundMessagesReadAsTheReferenceDecoderReadsThem(@ForAll("sound") byte[] message) {
    assertTrue(oracle.assertAgrees(message));
  }

  @Property(tries = 2000)
  void anyDecodableMessageIsAnswered(@ForAll("hostile") byte[] message) {
    if (view.tryWrap(ByteBuffer.wrap(message), 0, message.length)) {
      oracle.assertAnswered();
    }
  }

  @Property(tries = 1000)
  void anySoundMessageIsAnswered(@ForAll("sound") byte[] message) {
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    oracle.assertAnswered();
  }

  /** What one message left in the view must not show in the next. */
  @Property(tries = 300)
  void aReusedViewReadsAsANewOne(
      @ForAll @Size(min = 2, max = 5) List<@From("hostile") byte[]> messages) {
    for (byte[] message : messages) {
      DhcpMessageView fresh = new DhcpMessageView();
      assertEquals(
          fresh.tryWrap(ByteBuffer.wrap(message), 0, message.length),
          view.tryWrap(ByteBuffer.wrap(message), 0, message.length));
      assertEquals(every.sum(fresh), every.sum(view));
    }
  }

  @Example
  void everyRecordedMessageTruncatedAtEveryLength() {
    for (byte[] message : RecordedPackets.all()) {
      for (int length = 0; length <= message.length; length++) {
        oracle.assertAgrees(Arrays.copyOf(message, length));
      }
    }
  }

  @Example
  void everyOctetOfEveryRecordedMessageChanged() {
    for (byte[] message : distinct(RecordedPackets.all())) {
      for (int index = 0; index < message.length; index++) {
        byte was = message[index];
        for (int octet : new int[] {0, 1, 3, 52, 77, 127, 128, 254, 255, was + 1, was - 1}) {
          message[index] = (byte) octet;
          if (oracle.assertAgrees(message)) {
            oracle.assertAnswered();
          }
        }
        message[index] = was;
      }
    }
  }

  /** The longest datagram there is, of nothing but pieces of one option. */
  @Example
  void aDatagramFullOfPieces() {
    for (int length : new int[] {0, 1, 2}) {
      DhcpBytes bytes = DhcpBytes.request();
      int pieces = (65535 - 240) / (2 + length);
      for (int piece = 0; piece < pieces; piece++) {
        bytes.option(77, new byte[length]);
      }
      byte[] message = bytes.toByteArray();
      assertTrue(view.tryWrap(ByteBuffer.wrap(message), 0, message.length));
      assertTrue(view.readRawOption(77, value));
      assertEquals(pieces * length, value.length());
      assertArrayEquals(new byte[pieces * length], value.toByteArray());
      UserClass userClass = new UserClass();
      userClass.read(view);
      assertTrue(!userClass.matches("iPXE") && !userClass.isList());
      oracle.assertAnswered();
    }
  }

  /** Retries differ in their first octets of {@code secs} alone: one of each kind is enough. */
  private static List<byte[]> distinct(List<byte[]> messages) {
    List<byte[]> distinct = new ArrayList<>();
    List<Long> shapes = new ArrayList<>();
    for (byte[] message : messages) {
      long shape = Arrays.hashCode(Arrays.copyOfRange(message, 108, message.length));
      if (!shapes.contains(shape)) {
        shapes.add(shape);
        distinct.add(message);
      }
    }
    return distinct;
  }
}
