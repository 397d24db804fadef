package io.github.netboot4j.bench;

import io.github.netboot4j.tftp.TftpPacketWriter;
import java.net.DatagramPacket;
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

/**
 * Makes a packet that can be given to a socket. The payload of DATA lies where it was read to: this
 * project writes the header before it, commons-net copies it into a packet of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TftpEncodeBenchmark {
  /** Which packet: {@code data}, 512 octets of payload, or {@code acknowledgment}. */
  @Param({"data", "acknowledgment"})
  public String packet = "data";

  private final CommonsNetPeer commonsNet = new CommonsNetPeer();
  private byte[] payload = {};
  private boolean data;

  /** Where this project and the floor write to, the payload in its place. */
  @State(Scope.Thread)
  public static class Target {
    /** What kind of buffer. */
    @Param({"heap", "direct"})
    public String memory = "heap";

    private final TftpPacketWriter writer = new TftpPacketWriter();
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** Puts a payload behind the header to come. */
    @Setup
    public void allocate() {
      byte[] whole = TftpPackets.packet("data");
      Arrays.fill(whole, 0, TftpPacketWriter.DATA_HEADER_LENGTH, (byte) -1);
      buffer = Messages.buffer(memory, whole);
      writer.wrap(buffer, 0, whole.length);
    }

    byte[] encoded(int length) {
      byte[] octets = new byte[length];
      buffer.get(0, octets);
      return octets;
    }
  }

  /** Reads the payload, so to speak. */
  @Setup
  public void load() {
    data = packet.equals("data");
    payload = Arrays.copyOfRange(TftpPackets.packet("data"), 4, 4 + TftpPackets.PAYLOAD);
  }

  /**
   * This project's writer.
   *
   * @param target where to
   * @return the length of the packet
   */
  @Benchmark
  public int netboot4j(Target target) {
    return data
        ? target.writer.data(TftpPackets.BLOCK) + payload.length
        : target.writer.acknowledgment(TftpPackets.BLOCK);
  }

  /**
   * The least that correct code can do.
   *
   * @param target where to
   * @return the length of the packet
   */
  @Benchmark
  public int floor(Target target) {
    target.buffer.putInt(0, (data ? 3 : 4) << 16 | TftpPackets.BLOCK);
    return data ? 4 + payload.length : 4;
  }

  /**
   * commons-net.
   *
   * @return the packet
   */
  @Benchmark
  public DatagramPacket commonsNet() {
    return data ? commonsNet.data(payload) : commonsNet.acknowledgment();
  }
}
