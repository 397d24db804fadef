package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In steady state a decision costs no octet of the heap, from datagram to datagram. */
class NoAllocationTest {
  private static final int TIMES = 1000;

  private static final BootPolicy POLICY =
      BootPolicy.firstMatch(
              BootCondition.userClass("iPXE", "gPXE").boots("http://192.0.2.1/boot.ipxe"),
              BootCondition.architecture(ClientArchitecture.X86_BIOS)
                  .and(BootCondition.stage(BootStage.BIOS_PXE))
                  .boots("undionly.kpxe"),
              BootCondition.architecture(ClientArchitecture.X64_UEFI).boots("snponly.efi"))
          .otherwise(BootDecision.noBoot());

  private final DhcpMessageView view = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final BootReplyWriter replies = new BootReplyWriter(0xC0000201);
  private long answers;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fromDatagramToDatagram(boolean direct) {
    List<ByteBuffer> buffers = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>(RecordedPackets.all());
    messages.add(DhcpBytes.discover().option(60, "PXEClient:Arch:00007:UNDI:003000").end());
    messages.add(Requests.pxe(0).option(77, "\3lab\4i").option(77, "PXE").end());
    messages.add(DhcpBytes.discover().end());
    for (byte[] message : messages) {
      ByteBuffer buffer =
          direct ? ByteBuffer.allocateDirect(message.length) : ByteBuffer.allocate(message.length);
      buffers.add(buffer.put(0, message));
    }
    ByteBuffer[] inTurn = buffers.toArray(ByteBuffer[]::new);
    ByteBuffer reply = direct ? ByteBuffer.allocateDirect(1500) : ByteBuffer.allocate(1500);

    long allocated =
        Allocation.ofOneRound(
            TIMES,
            () -> {
              for (ByteBuffer message : inTurn) {
                answer(message, reply);
              }
            });

    assertEquals(0, allocated);
    assertTrue(answers > 0);
  }

  private void answer(ByteBuffer message, ByteBuffer reply) {
    if (view.tryWrap(message, 0, message.capacity())) {
      BootDecision decision = POLICY.decide(request.wrap(view));
      writer.startReply(view, MessageType.OFFER, reply, 0, reply.capacity());
      replies.write(request, decision, writer);
      answers += writer.finish();
    }
  }
}
