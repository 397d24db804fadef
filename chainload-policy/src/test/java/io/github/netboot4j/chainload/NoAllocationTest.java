package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In steady state a decision costs no octet of the heap, from datagram to datagram. */
class NoAllocationTest {
  private static final int TIMES = 300;

  private static final BootPolicy POLICY =
      BootPolicy.byHost(
              Map.of(
                  "52:54:00:12:34:57",
                  BootPolicy.always(BootDecision.boot("own.efi")),
                  "04030201-0605-0807-090a-0b0c0d0e0f10",
                  BootPolicy.always(BootDecision.boot("own.efi"))))
          .orElse(
              BootPolicy.firstMatch(
                  BootCondition.relayCircuit("rack1", "rack2").boots("rack.efi"),
                  BootCondition.subnet("198.51.100.0/24").boots("subnet.efi"),
                  BootCondition.ipxeFeatures(19, 24, 26).boots("http://192.0.2.1/slam.ipxe"),
                  BootCondition.userClass("iPXE", "gPXE")
                      .or(BootCondition.stage(BootStage.IPXE, BootStage.GPXE))
                      .decides(
                          BootDecision.boot("http://192.0.2.1/boot.ipxe")
                              .withOption(175, new IpxeSettings().noPxeDhcp().toByteArray())),
                  BootCondition.stage(BootStage.BIOS_PXE)
                      .then(
                          BootPolicy.always(
                              BootDecision.boot("undionly.kpxe")
                                  .withServerName("boot1")
                                  .withOption(209, "lab")
                                  .withOption(
                                      43,
                                      new PxeMenu().item(1, "a").prompt(0, "b").toByteArray()))),
                  BootCondition.stage(BootStage.RASPBERRY_PI).boots("bootcode.bin"),
                  BootCondition.architecture(ClientArchitecture.X64_UEFI).boots("snponly.efi")))
          .otherwise(BootDecision.noBoot());

  private final DhcpMessageView view = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final BootReplyWriter replies = new BootReplyWriter(0xC0000201);
  private long answers;
  private int port;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fromDatagramToDatagram(boolean direct) {
    List<ByteBuffer> buffers = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>(RecordedPackets.all());
    messages.add(DhcpBytes.discover().option(60, "PXEClient:Arch:00007:UNDI:003000").end());
    messages.add(Requests.pxe(0).option(77, "\3lab\4i").option(77, "PXE").end());
    messages.add(DhcpBytes.discover().end());
    for (RequestSample sample :
        RequestSamples.generate(7, 160, 0xC6120001, List.of(0xC6336401), true)) {
      if (messages.size() < 60 || sample.route() != RequestSample.Route.DIRECT) {
        messages.add(sample.message());
      }
    }
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
    assertTrue(answers != 0);
  }

  private void answer(ByteBuffer message, ByteBuffer reply) {
    if (view.tryWrap(message, 0, message.capacity())) {
      BootDecision decision = POLICY.decide(request.wrap(view));
      writer.startReply(view, MessageType.OFFER, reply, 0, reply.capacity());
      replies.write(request, decision, writer);
      answers += writer.finish() + EveryRequestAccessor.ask(request);
      writer.startReply(view, MessageType.OFFER, reply, 0, reply.capacity());
      request.arrivedAt(0, ++port % 2 == 0 ? 67 : 4011);
      replies.writeProxy(request, decision, writer);
      answers += writer.finish();
    }
  }
}
