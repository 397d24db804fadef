package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * One test for each class of fault that has been a published bug in a DHCP program, named after it.
 */
final class DhcpPromisesTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final MessageOracle oracle = new MessageOracle(view);
  private final OptionValue value = new OptionValue();

  @Provide
  Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  @Property(tries = 2_000)
  void anyParseFault_isTrueOrAFaultAndNeverAnException(@ForAll("hostile") byte[] bytes) {
    assertEquals(view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length), view.fault() == null);
  }

  @Example
  void anyParseFault_allocatesNothing() {
    ByteBuffer[] truncated = new ByteBuffer[200];
    byte[] message = RecordedPackets.all().get(0);
    for (int length = 0; length < truncated.length; length++) {
      truncated[length] = ByteBuffer.wrap(Arrays.copyOf(message, message.length - length));
    }
    long allocated =
        Allocation.ofOneRound(
            200,
            () -> {
              for (ByteBuffer bytes : truncated) {
                view.tryWrap(bytes, 0, bytes.capacity());
              }
            });
    assertEquals(0, allocated);
  }

  @Example
  void lengthsAndOverload_everyKindStaysInTheDatagramAndNeverRecurses() {
    for (int areas = 0; areas <= 255; areas++) {
      byte[] message =
          DhcpBytes.discover()
              .option(52, areas)
              .header(108, 52, 1, 2, 12, 1, 'f', 255)
              .header(44, 52, 1, 1, 12, 1, 's', 255)
              .toByteArray();
      assertTrue(oracle.assertAgrees(message), "overload " + areas);
      assertEquals(areas, view.overload());
    }
  }

  @Example
  void zeroOrWrongFixedLength_readsAsAbsentWithAFault() {
    for (int code = 1; code < 255; code++) {
      for (int length = 0; length <= 255; length++) {
        byte[] message = DhcpBytes.request().option(code, new byte[length]).toByteArray();
        if (view.tryWrap(ByteBuffer.wrap(message), 0, message.length)) {
          assertEquals(view.optionFault(code) == null, view.readOption(code, value));
          assertTrue(view.readRawOption(code, value));
          assertEquals(length, value.length());
        } else {
          // Option 52 with a value is the one that makes other octets of the message matter.
          assertEquals(OptionCode.OVERLOAD, code);
        }
      }
    }
  }

  @Property(tries = 500)
  void relayOption82_comesBackVerbatimOrNotAtAll(@ForAll byte[] information) {
    byte[] whole = Arrays.copyOf(information, Math.max(2, Math.min(information.length, 255)));
    byte[] message = DhcpBytes.discover().option(82, whole).toByteArray();
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    ByteBuffer out = ByteBuffer.allocate(DhcpMessageWriter.MINIMUM_CAPACITY);
    int length =
        new DhcpMessageWriter()
            .startReply(view, MessageType.OFFER, out, 0, out.capacity())
            .option(200, new byte[60])
            .finish();
    DhcpMessageView reply = new DhcpMessageView().wrap(out, 0, length);
    assertTrue(reply.readOption(82, value));
    assertArrayEquals(whole, value.toByteArray());
  }

  @Example
  void option57TinyOrHuge_isClampedAndNeverThrows() {
    for (int announced : new int[] {0, 1, 28, 575, 576, 577, 1472, 1500, 1501, 65_535}) {
      byte[] message =
          DhcpBytes.discover().option(57, announced >>> 8, announced & 0xFF).toByteArray();
      view.wrap(ByteBuffer.wrap(message), 0, message.length);
      ByteBuffer out = ByteBuffer.allocate(4_000);
      DhcpMessageWriter writer =
          new DhcpMessageWriter().startReply(view, MessageType.OFFER, out, 0, out.capacity());
      for (int code = 200; code < 250; code++) {
        writer.option(code, new byte[100]);
      }
      int length = writer.finish();
      int most = Math.max(576, Math.min(announced, 1500)) - 28;
      assertTrue(length <= most && length > most - 104, announced + " → " + length);
      assertTrue(view.tryWrap(out, 0, length));
    }
  }

  @Property(tries = 1_000)
  void option57TinyOrHuge_anyDecodableRequestIsAnswered(@ForAll("hostile") byte[] bytes) {
    if (view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      oracle.assertAnswered();
    }
  }

  @Example
  void longFileOrSname_isRefusedAtItsBoundary() {
    ByteBuffer out = ByteBuffer.allocate(600);
    DhcpMessageWriter writer = new DhcpMessageWriter().start(MessageType.OFFER, out, 0, 600);
    assertTrue(writer.bootFile(new byte[127]));
    assertFalse(writer.bootFile(new byte[128]));
    assertTrue(writer.serverName(new byte[63]));
    assertFalse(writer.serverName(new byte[64]));
  }

  /** Options written again in their order, read again, written again: nothing changes any more. */
  @Property(tries = 1_000)
  void roundTrip_reachesAFixpoint(@ForAll("hostile") byte[] bytes) {
    if (view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      byte[] once = rewritten(view);
      byte[] twice = rewritten(new DhcpMessageView().wrap(ByteBuffer.wrap(once), 0, once.length));
      assertArrayEquals(once, twice);
    }
  }

  private byte[] rewritten(DhcpMessageView from) {
    ByteBuffer out = ByteBuffer.allocate(70_000);
    DhcpMessageWriter writer =
        new DhcpMessageWriter()
            .start(from.messageType(), out, 0, out.capacity())
            .operation(from.operation())
            .transactionId(from.transactionId())
            .hardwareAddress(from);
    for (int code = 1; code < 255; code++) {
      if (code != OptionCode.MESSAGE_TYPE
          && code != OptionCode.OVERLOAD
          && from.readRawOption(code, value)) {
        writer.option(code, value);
      }
    }
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
    return Arrays.copyOf(out.array(), writer.finish());
  }
}
