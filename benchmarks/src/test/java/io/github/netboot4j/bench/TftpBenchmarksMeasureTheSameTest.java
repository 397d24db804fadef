package io.github.netboot4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.DatagramPacket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison counts only if all sides come to the same answer. */
class TftpBenchmarksMeasureTheSameTest {
  private static final List<String> MEMORY = List.of("heap", "direct");

  /** The sum put together by hand. */
  private static long sumOf(String packet) {
    return switch (packet) {
      case "request" -> 1 + 11 + 's' + 1 + 0 + 1468 + 4;
      case "data" -> 3 + 0x1234 + 512 + 7;
      case "acknowledgment" -> 4 + 0x1234;
      default -> throw new IllegalArgumentException(packet);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "data", "acknowledgment"})
  void allReadTheSame(String packet) {
    TftpDecodeBenchmark benchmark = new TftpDecodeBenchmark();
    benchmark.packet = packet;
    benchmark.load();
    for (String memory : MEMORY) {
      TftpDecodeBenchmark.Datagram datagram = new TftpDecodeBenchmark.Datagram();
      datagram.memory = memory;
      datagram.load(benchmark);
      assertEquals(sumOf(packet), benchmark.netboot4j(datagram), memory);
      assertEquals(sumOf(packet), benchmark.floor(datagram), memory);
    }
    assertEquals(sumOf(packet), benchmark.commonsNet(), "commons-net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "acknowledgment"})
  void allWriteTheSame(String packet) {
    byte[] expected = TftpPackets.packet(packet);
    TftpEncodeBenchmark benchmark = new TftpEncodeBenchmark();
    benchmark.packet = packet;
    benchmark.load();
    for (String memory : MEMORY) {
      TftpEncodeBenchmark.Target target = new TftpEncodeBenchmark.Target();
      target.memory = memory;
      target.allocate();
      assertArrayEquals(expected, target.encoded(benchmark.netboot4j(target)), memory);
      target.allocate();
      assertArrayEquals(expected, target.encoded(benchmark.floor(target)), memory);
    }
    DatagramPacket datagram = benchmark.commonsNet();
    assertArrayEquals(
        expected, Arrays.copyOf(datagram.getData(), datagram.getLength()), "commons-net");
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "16"})
  void bothMachinesMoveAWindowForEachAcknowledgment(int window) {
    TftpStateBenchmark benchmark = new TftpStateBenchmark();
    benchmark.window = window;
    benchmark.start();
    // Past 65535 blocks, as in the benchmark.
    for (long round = 1; round <= 70_000; round++) {
      assertEquals(round * window, benchmark.sender());
      assertEquals(round * window, benchmark.receiver());
    }
  }
}
