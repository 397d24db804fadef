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
  static final String SCRIPT = "http://192.0.2.1/boot.ipxe";
  static final String BIOS_LOADER = "undionly.kpxe";
  static final String UEFI_LOADER = "snponly.efi";
  static final int REPLY_CAPACITY = 1472;

  /** Who sent the message. */
  @Param({"uefi", "ipxe"})
  public String client = "uefi";

  private final BootPolicy policy =
      BootPolicy.firstMatch(
          userClass("iPXE", "gPXE").boots(SCRIPT),
          architecture(ClientArchitecture.X86_BIOS).boots(BIOS_LOADER),
          architecture(ClientArchitecture.X64_UEFI).boots(UEFI_LOADER));
  private final TurnaroundFloor floor = new TurnaroundFloor();
  private final Dhcp4javaPeer dhcp4java = new Dhcp4javaPeer();
  private final Dhcp4jPeer dhcp4j = new Dhcp4jPeer();
  private final ApacheDsPeer apacheDs = new ApacheDsPeer();
  private final OnosPeer onos = new OnosPeer();
  private byte[] octets = {};

  /** The message, and room for the reply, in buffers of either kind. */
  @State(Scope.Thread)
  public static class Datagrams {
    /** Where the message and the reply lie. */
    @Param({"heap", "direct"})
    public String memory = "heap";

    private final DhcpMessageView view = new DhcpMessageView();
    private final BootRequest request = new BootRequest();
    private final DhcpMessageWriter writer = new DhcpMessageWriter();
    private final BootReplyWriter bootReply = new BootReplyWriter(Offer.SERVER_ADDRESS);
    private ByteBuffer message = ByteBuffer.allocate(0);
    private ByteBuffer reply = ByteBuffer.allocate(0);
    private int length;

    /**
     * Loads the message.
     *
     * @param benchmark says which
     */
    @Setup
    public void load(DhcpTurnaroundBenchmark benchmark) {
      length = benchmark.octets.length;
      message = Messages.buffer(memory, benchmark.octets);
      reply = Messages.allocate(memory, REPLY_CAPACITY);
    }

    byte[] encoded(int octets) {
      byte[] encoded = new byte[octets];
      reply.get(0, encoded);
      return encoded;
    }
  }

  /** Loads the message. */
  @Setup
  public void load() {
    octets = Messages.message(client);
  }

  /**
   * This project's codec and policy.
   *
   * @param datagrams the request and its reply
   * @return the length of the OFFER
   */
  @Benchmark
  public int netboot4j(Datagrams datagrams) {
    DhcpMessageView view = datagrams.view;
    if (!view.tryWrap(datagrams.message, 0, datagrams.length)) {
      return -1;
    }
    BootDecision decision = policy.decide(datagrams.request.wrap(view));
    DhcpMessageWriter writer = datagrams.writer;
    writer
        .startReply(view, MessageType.OFFER, datagrams.reply, 0, REPLY_CAPACITY)
        .yourAddress(Offer.YOUR_ADDRESS)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, Offer.SERVER_ADDRESS)
        .optionInt32(OptionCode.LEASE_TIME, Offer.TURNAROUND_LEASE_TIME)
        .optionInt32(OptionCode.SUBNET_MASK, Offer.SUBNET_MASK)
        .optionInt32(OptionCode.ROUTER, Offer.SERVER_ADDRESS);
    datagrams.bootReply.write(datagrams.request, decision, writer);
    return writer.finish();
  }

  /**
   * The least that correct code can do.
   *
   * @param datagrams the request and its reply
   * @return the length of the OFFER
   */
  @Benchmark
  public int floor(Datagrams datagrams) {
    return floor.answer(datagrams.message, datagrams.length, datagrams.reply);
  }

  /**
   * dhcp4java.
   *
   * @return the length of the OFFER
   */
  @Benchmark
  public int dhcp4java() {
    return dhcp4java.answer(octets);
  }

  /**
   * dhcp4j.
   *
   * @return the length of the OFFER
   */
  @Benchmark
  public int dhcp4j() {
    return dhcp4j.answer(octets);
  }

  /**
   * ApacheDS.
   *
   * @return the length of the OFFER
   */
  @Benchmark
  public int apacheDs() {
    return apacheDs.answer(octets);
  }

  /**
   * ONOS.
   *
   * @return the length of the OFFER
   */
  @Benchmark
  public int onos() {
    return onos.answer(octets);
  }
}
