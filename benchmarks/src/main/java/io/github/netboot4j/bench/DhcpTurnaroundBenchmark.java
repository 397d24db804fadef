package io.github.netboot4j.bench;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.userClass;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootReplyWriter;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From datagram to datagram: a DISCOVER is checked, decided upon, and answered with an OFFER. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DhcpTurnaroundBenchmark {
  private static final int SERVER = 0xC000_0201;
  private static final int REPLY_CAPACITY = 1472;

  /** Who sent the message. */
  @Param({"uefi", "ipxe"})
  public String client = "uefi";

  /** Where the message and the reply lie. */
  @Param({"heap", "direct"})
  public String memory = "heap";

  private final BootPolicy policy =
      BootPolicy.firstMatch(
          userClass("iPXE", "gPXE").boots("http://192.0.2.1/boot.ipxe"),
          architecture(ClientArchitecture.X86_BIOS).boots("undionly.kpxe"),
          architecture(ClientArchitecture.X64_UEFI).boots("snponly.efi"));
  private final DhcpMessageView view = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final BootReplyWriter bootReply = new BootReplyWriter(SERVER);
  private ByteBuffer message = ByteBuffer.allocate(0);
  private ByteBuffer reply = ByteBuffer.allocate(0);
  private int length;

  /** Loads the message. */
  @Setup
  public void load() {
    byte[] octets = Messages.discover(client);
    message = Messages.buffer(memory, octets);
    reply = Messages.allocate(memory, REPLY_CAPACITY);
    length = octets.length;
  }

  /**
   * Decodes, decides, encodes.
   *
   * @return the length of the OFFER
   */
  @Benchmark
  public int offer() {
    if (!view.tryWrap(message, 0, length)) {
      return -1;
    }
    BootDecision decision = policy.decide(request.wrap(view));
    writer
        .startReply(view, MessageType.OFFER, reply, 0, REPLY_CAPACITY)
        .yourAddress(0xC000_029D)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, SERVER)
        .optionInt32(OptionCode.LEASE_TIME, 3600)
        .optionInt32(OptionCode.SUBNET_MASK, 0xFFFF_FF00)
        .optionInt32(OptionCode.ROUTER, SERVER);
    bootReply.write(request, decision, writer);
    return writer.finish();
  }

  ByteBuffer reply() {
    return reply;
  }
}
