package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MalformedDhcpException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
  /** What is wrong: an iPXE DISCOVER cut within its header, or within its last option. */
  @Param({"short", "cut"})
  public String fault = "short";

  private final DhcpMessageView view = new DhcpMessageView();
  private ByteBuffer message = ByteBuffer.allocate(0);
  private int length;

  /** Spoils the message. */
  @Setup
  public void load() {
    byte[] whole = Messages.discover("ipxe");
    // Before END stands option 97; three octets less than whole cut it and END off.
    byte[] spoiled = Arrays.copyOf(whole, fault.equals("short") ? 200 : whole.length - 3);
    message = ByteBuffer.wrap(spoiled);
    length = spoiled.length;
  }

  /**
   * Without an exception, as a server does it.
   *
   * @return whether the message is sound, which it is not
   */
  @Benchmark
  public boolean tryWrap() {
    return view.tryWrap(message, 0, length);
  }

  /**
   * With the exception, for programs that prefer one.
   *
   * @return where the fault is
   */
  @Benchmark
  public int wrap() {
    try {
      return view.wrap(message, 0, length).length();
    } catch (MalformedDhcpException e) {
      return e.offset();
    }
  }
}
