package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
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

/**
 * Checks a message and reads what a boot server asks it: transaction id, hardware address, message
 * type (53), and of options 60, 77, 93 and 97 the length and the first octet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DhcpDecodeBenchmark {
  /** Which message: see {@link Messages#message}. */
  @Param({"uefi", "ipxe", "relayed", "offer"})
  public String message = "uefi";

  private final Dhcp4javaPeer dhcp4java = new Dhcp4javaPeer();
  private final Dhcp4jPeer dhcp4j = new Dhcp4jPeer();
  private final ApacheDsPeer apacheDs = new ApacheDsPeer();
  private final OnosPeer onos = new OnosPeer();
  private byte[] octets = {};

  /** The message in a buffer, for the codecs that take one of any kind. */
  @State(Scope.Thread)
  public static class Datagram {
    /** Where the message lies. */
    @Param({"heap", "direct"})
    public String memory = "heap";

    private final DhcpMessageView view = new DhcpMessageView();
    private final OptionValue value = new OptionValue();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int length;

    /**
     * Loads the message.
     *
     * @param benchmark says which
     */
    @Setup
    public void load(DhcpDecodeBenchmark benchmark) {
      length = benchmark.octets.length;
      buffer = Messages.buffer(memory, benchmark.octets);
    }
  }

  /** Loads the message. */
  @Setup
  public void load() {
    octets = Messages.message(message);
  }

  /**
   * This project's view.
   *
   * @param datagram the message
   * @return a sum of all that was read
   */
  @Benchmark
  public long netboot4j(Datagram datagram) {
    DhcpMessageView view = datagram.view;
    if (!view.tryWrap(datagram.buffer, 0, datagram.length)) {
      return -1;
    }
    return view.transactionId()
        + view.macAddress()
        + view.messageType()
        + sum(view, OptionCode.VENDOR_CLASS_IDENTIFIER)
        + sum(view, OptionCode.USER_CLASS)
        + sum(view, OptionCode.CLIENT_ARCHITECTURE)
        + sum(view, OptionCode.CLIENT_MACHINE_IDENTIFIER);
  }

  private static int sum(DhcpMessageView view, int code) {
    int length = view.optionLength(code);
    return length > 0 ? length + view.optionByte(code, 0) : 0;
  }

  /**
   * This project's view, the options shown in an {@link OptionValue}.
   *
   * @param datagram the message
   * @return the same sum
   */
  @Benchmark
  public long netboot4jValues(Datagram datagram) {
    DhcpMessageView view = datagram.view;
    OptionValue value = datagram.value;
    if (!view.tryWrap(datagram.buffer, 0, datagram.length)) {
      return -1;
    }
    return view.transactionId()
        + view.macAddress()
        + view.messageType()
        + sum(view, OptionCode.VENDOR_CLASS_IDENTIFIER, value)
        + sum(view, OptionCode.USER_CLASS, value)
        + sum(view, OptionCode.CLIENT_ARCHITECTURE, value)
        + sum(view, OptionCode.CLIENT_MACHINE_IDENTIFIER, value);
  }

  private static int sum(DhcpMessageView view, int code, OptionValue value) {
    return view.readOption(code, value) ? value.length() + value.unsigned8(0) : 0;
  }

  /**
   * The least that correct code can do.
   *
   * @param datagram the message
   * @return the same sum
   */
  @Benchmark
  public long floor(Datagram datagram) {
    return DecodeFloor.decode(datagram.buffer, datagram.length);
  }

  /**
   * dhcp4java.
   *
   * @return the same sum
   */
  @Benchmark
  public long dhcp4java() {
    return dhcp4java.decode(octets);
  }

  /**
   * dhcp4j.
   *
   * @return the same sum
   */
  @Benchmark
  public long dhcp4j() {
    return dhcp4j.decode(octets);
  }

  /**
   * ApacheDS.
   *
   * @return the same sum
   */
  @Benchmark
  public long apacheDs() {
    return apacheDs.decode(octets);
  }

  /**
   * ONOS.
   *
   * @return the same sum
   */
  @Benchmark
  public long onos() {
    return onos.decode(octets);
  }
}
