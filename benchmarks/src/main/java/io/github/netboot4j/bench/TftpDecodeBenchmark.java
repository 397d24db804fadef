package io.github.netboot4j.bench;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import java.net.DatagramPacket;
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
 * Checks a packet and reads what a side of a transfer asks it. Of a request, the opcode, the length
 * and first octet of the name, whether the mode is octet, and the values of {@code tsize}, {@code
 * blksize} and {@code windowsize}; of DATA, the opcode, block number, length and first octet of the
 * payload; of an ACK, the opcode and block number.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TftpDecodeBenchmark {
  /** Which packet: see {@link TftpPackets#packet}. */
  @Param({"request", "data", "acknowledgment"})
  public String packet = "request";

  private final CommonsNetPeer commonsNet = new CommonsNetPeer();
  private byte[] octets = {};
  private DatagramPacket socketsPacket = commonsNet.datagram(octets);

  /** The packet in a buffer, for the codecs that take one of any kind. */
  @State(Scope.Thread)
  public static class Datagram {
    /** Where the packet lies. */
    @Param({"heap", "direct"})
    public String memory = "heap";

    private final TftpPacketView view = new TftpPacketView();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int length;

    /**
     * Loads the packet.
     *
     * @param benchmark says which
     */
    @Setup
    public void load(TftpDecodeBenchmark benchmark) {
      length = benchmark.octets.length;
      buffer = Messages.buffer(memory, benchmark.octets);
    }
  }

  /** Loads the packet. */
  @Setup
  public void load() {
    octets = TftpPackets.packet(packet);
    socketsPacket = commonsNet.datagram(octets);
  }

  /**
   * This project's view.
   *
   * @param datagram the packet
   * @return a sum of all that was read
   */
  @Benchmark
  public long netboot4j(Datagram datagram) {
    TftpPacketView view = datagram.view;
    ByteBuffer buffer = datagram.buffer;
    if (!view.tryWrap(buffer, 0, datagram.length)) {
      return -1;
    }
    int opcode = view.opcode();
    return switch (opcode) {
      case TftpOpcode.READ_REQUEST ->
          (long) opcode
              + view.fileNameLength()
              + (buffer.get(view.fileNameOffset()) & 0xFF)
              + (view.mode() == TftpMode.OCTET ? 1 : 0)
              + number(view, TftpNegotiation.TRANSFER_SIZE)
              + number(view, TftpNegotiation.BLOCK_SIZE)
              + number(view, TftpNegotiation.WINDOW_SIZE);
      case TftpOpcode.DATA ->
          (long) opcode
              + view.blockNumber()
              + view.payloadLength()
              + (buffer.get(view.payloadOffset()) & 0xFF);
      default -> (long) opcode + view.blockNumber();
    };
  }

  private static long number(TftpPacketView view, String name) {
    int index = view.findOption(name);
    return index < 0 ? 0 : view.optionNumber(index);
  }

  /**
   * The least that correct code can do.
   *
   * @param datagram the packet
   * @return the same sum
   */
  @Benchmark
  public long floor(Datagram datagram) {
    return TftpFloor.decode(datagram.buffer, datagram.length);
  }

  /**
   * commons-net.
   *
   * @return the same sum
   */
  @Benchmark
  public long commonsNet() {
    return commonsNet.decode(socketsPacket);
  }
}
