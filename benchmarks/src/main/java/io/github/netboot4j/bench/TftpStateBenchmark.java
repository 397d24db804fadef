package io.github.netboot4j.bench;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpReceiver;
import io.github.netboot4j.tftp.TftpRetransmission;
import io.github.netboot4j.tftp.TftpSender;
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
 * What the state machines cost in a transfer without end and without loss: for each ACK, with all
 * the DATA of a window, as shells call them. No library to compare with has such machines.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TftpStateBenchmark {
  private static final int BLOCK_SIZE = 1428;

  /** Blocks for each ACK. */
  @Param({"1", "4", "16"})
  public int window = 1;

  private TftpSender sender = sender(1);
  private TftpReceiver receiver = receiver(1);
  private int number;
  private long now;

  /** Starts both transfers. */
  @Setup
  public void start() {
    sender = sender(window);
    receiver = receiver(window);
    number = 0;
    if (receiver.poll(now) == TftpReceiver.Action.SEND_ACKNOWLEDGMENT) {
      receiver.acknowledgmentSent(now);
    }
  }

  private static TftpSender sender(int window) {
    return new TftpSender(parameters(window), TftpRetransmission.DEFAULTS, TftpBlockWrap.TO_ZERO);
  }

  private static TftpReceiver receiver(int window) {
    return new TftpReceiver(
        parameters(window), false, TftpRetransmission.DEFAULTS, TftpBlockWrap.TO_ZERO, 0);
  }

  private static TftpParameters parameters(int window) {
    return new TftpParameters(BLOCK_SIZE, window, 0, TftpParameters.UNKNOWN_SIZE, TftpMode.OCTET);
  }

  /**
   * The sender: it sends a window, waits, and hears of the ACK.
   *
   * @return how many blocks are acknowledged
   */
  @Benchmark
  public long sender() {
    now += 1000;
    int last = 0;
    while (sender.poll(now) == TftpSender.Action.SEND_DATA) {
      last = sender.blockNumberToSend();
      sender.dataSent(BLOCK_SIZE, now);
    }
    sender.acknowledged(last, now);
    return sender.acknowledgedBlocks();
  }

  /**
   * The receiver: it hears of a window of DATA and sends the ACK.
   *
   * @return how many blocks were received
   */
  @Benchmark
  public long receiver() {
    now += 1000;
    while (receiver.poll(now) == TftpReceiver.Action.WAIT) {
      number = number + 1 & 0xFFFF;
      receiver.dataReceived(number, BLOCK_SIZE, now);
    }
    receiver.acknowledgmentSent(now);
    return receiver.receivedBlocks();
  }
}
