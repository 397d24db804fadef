package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives, it is decided and answered without an exception, or rejected by the codec. */
class HostileBytesTest {
  private static final BootPolicy POLICY =
      BootPolicy.byHost(
              Map.of(
                  "52:54:00:12:34:56",
                  BootCondition.stage(BootStage.BIOS_PXE).boots("own.kpxe"),
                  "04030201-0605-0807-090a-0b0c0d0e0f10",
                  BootPolicy.always(BootDecision.noBoot())))
          .orElse(
              BootPolicy.firstMatch(
                  BootCondition.relayCircuit("rack1").boots("rack1.efi"),
                  BootCondition.subnet("192.0.2.0/24").boots("subnet.efi"),
                  BootCondition.ipxeFeatures(19, 24).boots("http://192.0.2.1/features.ipxe"),
                  BootCondition.userClass("iPXE", "gPXE").boots("http://192.0.2.1/boot.ipxe"),
                  BootCondition.architecture(ClientArchitecture.X86_BIOS)
                      .decides(
                          BootDecision.boot("undionly.kpxe")
                              .withServerName("boot1")
                              .withOption(43, new PxeMenu().item(1, "a").toByteArray())
                              .withOption(209, "n".repeat(255))),
                  BootCondition.stage(BootStage.UEFI_HTTP)
                      .boots("http://192.0.2.1/" + "n".repeat(110)),
                  BootCondition.architecture(ClientArchitecture.OTHER).not().boots("snponly.efi")));

  private final DhcpMessageView view = new DhcpMessageView();
  private final DhcpMessageView reply = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final BootReplyWriter replies = new BootReplyWriter(0xC0000201);
  private final ByteBuffer buffer = ByteBuffer.allocate(1500);

  @Provide
  Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  @Provide
  Arbitrary<byte[]> sound() {
    return DhcpArbitraries.messages();
  }

  @Property(tries = 3000)
  void anyBytes(@ForAll("hostile") byte[] message) {
    if (decideAndAnswer(message)) {
      assertEquals(POLICY.decide(request), POLICY.explain(request).decision());
    }
  }

  @Property(tries = 1000)
  void anySoundMessage(@ForAll("sound") byte[] message) {
    assertTrue(decideAndAnswer(message));
  }

  @Example
  void everyOctetOfEveryRecordedMessageChanged() {
    for (byte[] message : RecordedPackets.all()) {
      for (int index = 0; index < message.length; index++) {
        byte was = message[index];
        for (int octet : new int[] {0, 7, 52, 77, 255, was + 1, was - 1}) {
          message[index] = (byte) octet;
          decideAndAnswer(message);
        }
        message[index] = was;
      }
    }
  }

  /** Whether the message is accepted. */
  private boolean decideAndAnswer(byte[] message) {
    if (!view.tryWrap(ByteBuffer.wrap(message), 0, message.length)) {
      // A server stops here; were one to go on, that is no exception either.
      assertNotNull(POLICY.decide(request.wrap(view)));
      EveryRequestAccessor.ask(request);
      return false;
    }
    BootDecision decision = POLICY.decide(request.wrap(view));
    EveryRequestAccessor.ask(request);
    for (int port : new int[] {BootRequest.SERVER_PORT, BootRequest.BOOT_SERVER_PORT}) {
      writer.startReply(view, MessageType.OFFER, buffer, 0, buffer.capacity());
      replies.writeProxy(request.arrivedAt(0, port), decision, writer);
      reply.wrap(buffer, 0, writer.finish());
    }
    writer.startReply(view, MessageType.OFFER, buffer, 0, buffer.capacity());
    replies.write(request, decision, writer);
    reply.wrap(buffer, 0, writer.finish());
    assertTrue(reply.hasEnd());
    if (decision.boots()) {
      assertEquals(decision.bootFile(), reply.bootFile());
      boolean written = reply.hasOption(OptionCode.BOOT_FILE_NAME);
      assertTrue(written || writer.omitted() != DhcpMessageWriter.NOTHING_OMITTED);
    } else {
      assertEquals("", reply.bootFile());
    }
    return true;
  }
}
