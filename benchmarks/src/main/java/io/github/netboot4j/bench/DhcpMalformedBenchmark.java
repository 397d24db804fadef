package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MalformedDhcpException;
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

/** What it costs to turn down a message that is none. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DhcpMalformedBenchmark {
  /** What is wrong: see {@link Messages#malformed}. */
  @Param({"short", "cut"})
  public String fault = "short";

  private final DhcpMessageView view = new DhcpMessageView();
  private final Dhcp4javaPeer dhcp4java = new Dhcp4javaPeer();
  private final Dhcp4jPeer dhcp4j = new Dhcp4jPeer();
  private final ApacheDsPeer apacheDs = new ApacheDsPeer();
  private final OnosPeer onos = new OnosPeer();
  private byte[] octets = {};
  private ByteBuffer message = ByteBuffer.allocate(0);
  private int length;

  /** Spoils the message. */
  @Setup
  public void load() {
    octets = Messages.malformed(fault);
    message = ByteBuffer.wrap(octets);
    length = octets.length;
  }

  /**
   * Without an exception, as a server does it.
   *
   * @return whether the message is sound, which it is not
   */
  @Benchmark
  public boolean netboot4j() {
    return view.tryWrap(message, 0, length);
  }

  /**
   * With the exception, for programs that prefer one.
   *
   * @return where the fault is
   */
  @Benchmark
  public int netboot4jException() {
    try {
      return view.wrap(message, 0, length).length();
    } catch (MalformedDhcpException e) {
      return e.offset();
    }
  }

  /**
   * The least that correct code can do.
   *
   * @return -1
   */
  @Benchmark
  public long floor() {
    return DecodeFloor.decode(message, length);
  }

  /**
   * dhcp4java.
   *
   * @return -1
   */
  @Benchmark
  public long dhcp4java() {
    return dhcp4java.decode(octets);
  }

  /**
   * dhcp4j.
   *
   * @return -1
   */
  @Benchmark
  public long dhcp4j() {
    return dhcp4j.decode(octets);
  }

  /**
   * ApacheDS.
   *
   * @return -1
   */
  @Benchmark
  public long apacheDs() {
    return apacheDs.decode(octets);
  }

  /**
   * ONOS.
   *
   * @return -1
   */
  @Benchmark
  public long onos() {
    return onos.decode(octets);
  }
}
