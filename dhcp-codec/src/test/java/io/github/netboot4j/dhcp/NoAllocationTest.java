package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In steady state a packet costs no octet of the heap: not read, not answered, not rejected. */
class NoAllocationTest {
  private static final int TIMES = 2000;

  private final DhcpMessageView view = new DhcpMessageView();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final EveryAccessor every = new EveryAccessor();
  private final UserClass userClass = new UserClass();
  private final OptionValue value = new OptionValue();
  private long answers;

  @Test
  void theMeterSeesTheSmallestObject() {
    long[][] kept = new long[1][];
    long allocated = Allocation.ofOneRound(TIMES, () -> kept[0] = new long[1]);
    assertTrue(allocated >= 24L * TIMES, "measured " + allocated);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readingAndAnswering(boolean direct) {
    IntFunction<ByteBuffer> allocate = direct ? ByteBuffer::allocateDirect : ByteBuffer::allocate;
    ByteBuffer[] messages = buffers(messages(), allocate);
    ByteBuffer reply = allocate.apply(1500);

    long allocated =
        Allocation.ofOneRound(
            TIMES,
            () -> {
              for (ByteBuffer message : messages) {
                read(message);
                answer(reply);
              }
            });

    assertEquals(0, allocated);
    assertTrue(answers != 0);
  }

  @Test
  void buffersOfDifferentKindsInTurn() {
    List<byte[]> messages = messages();
    List<ByteBuffer> mixed = new ArrayList<>();
    for (ByteBuffer heap : buffers(messages, ByteBuffer::allocate)) {
      mixed.add(heap);
      mixed.add(heap.asReadOnlyBuffer());
    }
    mixed.addAll(List.of(buffers(messages, ByteBuffer::allocateDirect)));
    ByteBuffer[] inTurn = mixed.toArray(ByteBuffer[]::new);
    ByteBuffer[] replies = {ByteBuffer.allocate(1500), ByteBuffer.allocateDirect(1500)};

    long allocated =
        Allocation.ofOneRound(
            TIMES / 4,
            () -> {
              for (int index = 0; index < inTurn.length; index++) {
                read(inTurn[index]);
                answer(replies[index & 1]);
              }
            });

    assertEquals(0, allocated);
  }

  @Test
  void everyAccessorOfEveryMessage() {
    ByteBuffer[] messages = buffers(messages(), ByteBuffer::allocate);
    long allocated =
        Allocation.ofOneRound(
            20,
            () -> {
              for (ByteBuffer message : messages) {
                view.tryWrap(message, 0, message.capacity());
                answers += every.sum(view);
              }
            });
    assertEquals(0, allocated);
  }

  @Test
  void rejecting() {
    ByteBuffer[] malformed =
        buffers(
            List.of(
                new byte[100],
                DhcpBytes.discover().header(0, 7).end(),
                DhcpBytes.discover().raw(60).toByteArray(),
                DhcpBytes.discover().raw(60, 9).toByteArray(),
                DhcpBytes.request().header(108, 12, 200).option(52, 1).end()),
            ByteBuffer::allocate);
    long allocated =
        Allocation.ofOneRound(
            TIMES,
            () -> {
              for (ByteBuffer message : malformed) {
                answers += view.tryWrap(message, 0, message.capacity()) ? 1 : view.faultOffset();
              }
            });
    assertEquals(0, allocated);
  }

  private void read(ByteBuffer message) {
    answers += view.tryWrap(message, 0, message.capacity()) ? 1 : 2;
    answers += view.transactionId() + view.macAddress() + view.messageType();
    answers += view.maximumMessageSize() + view.relayAddress() + (view.isBroadcast() ? 1 : 0);
    answers += view.readOption(OptionCode.VENDOR_CLASS_IDENTIFIER, value) ? value.length() : 0;
    answers += view.readOption(OptionCode.CLIENT_ARCHITECTURE, value) ? value.unsigned16(0) : 0;
    answers += view.readOption(OptionCode.CLIENT_MACHINE_IDENTIFIER, value) ? 1 : 0;
    answers += userClass.read(view) && userClass.matches("iPXE") ? 1 : 0;
  }

  private void answer(ByteBuffer reply) {
    writer
        .startReply(view, MessageType.OFFER, reply, 0, reply.capacity())
        .yourAddress(0xC0000210)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, 0xC0000201)
        .option(OptionCode.BOOT_FILE_NAME, "snponly.efi");
    if (view.readOption(OptionCode.CLIENT_MACHINE_IDENTIFIER, value)) {
      writer.option(OptionCode.CLIENT_MACHINE_IDENTIFIER, value);
    }
    answers += writer.finish();
  }

  /** Real ones, and one with everything that takes the slower ways. */
  private static List<byte[]> messages() {
    List<byte[]> messages = new ArrayList<>(RecordedPackets.all());
    messages.add(
        DhcpBytes.discover()
            .header(108, 77, 5, 4, 'i', 'P', 'X', 'E', 255)
            .header(44, 97, 2, 0, 0, 255)
            .option(52, 3)
            .option(77, "\3lab")
            .option(97, new byte[15])
            .option(82, new byte[200])
            .option(82, new byte[90])
            .option(57)
            .option(57, 5, 220)
            .end());
    return messages;
  }

  private static ByteBuffer[] buffers(List<byte[]> messages, IntFunction<ByteBuffer> allocate) {
    return messages.stream()
        .map(message -> allocate.apply(message.length).put(0, message))
        .toArray(ByteBuffer[]::new);
  }
}
