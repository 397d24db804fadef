package io.github.netboot4j.bench;

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

/** Writes the {@link Offer} from its parts: eight header fields and nine options. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DhcpEncodeBenchmark {
  private final Dhcp4javaPeer dhcp4java = new Dhcp4javaPeer();
  private final Dhcp4jPeer dhcp4j = new Dhcp4jPeer();
  private final ApacheDsPeer apacheDs = new ApacheDsPeer();
  private final OnosPeer onos = new OnosPeer();
  private final byte[] bootFileOption = Offer.bootFileOption();
  private final byte[] finished = Messages.message("offer");

  /** What this project's codec and the floor write into. */
  @State(Scope.Thread)
  public static class Target {
    /** Where the message is to lie. */
    @Param({"heap", "direct"})
    public String memory = "heap";

    private final DhcpMessageWriter writer = new DhcpMessageWriter();
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** Makes room. */
    @Setup
    public void allocate() {
      buffer = Messages.allocate(memory, DhcpTurnaroundBenchmark.REPLY_CAPACITY);
    }

    byte[] encoded(int length) {
      byte[] octets = new byte[length];
      buffer.get(0, octets);
      return octets;
    }
  }

  /**
   * This project's writer.
   *
   * @param target where to
   * @return the message's length
   */
  @Benchmark
  public int netboot4j(Target target) {
    return target
        .writer
        .start(MessageType.OFFER, target.buffer, 0, DhcpTurnaroundBenchmark.REPLY_CAPACITY)
        .operation(DhcpMessageView.BOOTREPLY)
        .transactionId(Offer.TRANSACTION_ID)
        .flags(Offer.BROADCAST)
        .yourAddress(Offer.YOUR_ADDRESS)
        .nextServerAddress(Offer.SERVER_ADDRESS)
        .macAddress(Offer.MAC_ADDRESS)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, Offer.SERVER_ADDRESS)
        .optionInt32(OptionCode.LEASE_TIME, Offer.LEASE_TIME)
        .option(OptionCode.BOOT_FILE_NAME, bootFileOption)
        .optionInt32(OptionCode.RENEWAL_TIME, Offer.RENEWAL_TIME)
        .optionInt32(OptionCode.REBINDING_TIME, Offer.REBINDING_TIME)
        .optionInt32(OptionCode.SUBNET_MASK, Offer.SUBNET_MASK)
        .optionInt32(OptionCode.BROADCAST_ADDRESS, Offer.BROADCAST_ADDRESS)
        .optionInt32(OptionCode.ROUTER, Offer.SERVER_ADDRESS)
        .finish();
  }

  /**
   * The least that anyone can do: the finished message is copied.
   *
   * @param target where to
   * @return its length
   */
  @Benchmark
  public int floor(Target target) {
    target.buffer.put(0, finished);
    return finished.length;
  }

  /**
   * dhcp4java.
   *
   * @return the message's length
   */
  @Benchmark
  public int dhcp4java() {
    return dhcp4java.encodeOffer();
  }

  /**
   * dhcp4j.
   *
   * @return the message's length
   */
  @Benchmark
  public int dhcp4j() {
    return dhcp4j.encodeOffer();
  }

  /**
   * ApacheDS.
   *
   * @return the message's length
   */
  @Benchmark
  public int apacheDs() {
    return apacheDs.encodeOffer();
  }

  /**
   * ONOS.
   *
   * @return the message's length
   */
  @Benchmark
  public int onos() {
    return onos.encodeOffer();
  }
}
