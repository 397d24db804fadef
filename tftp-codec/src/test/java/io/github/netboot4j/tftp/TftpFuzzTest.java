package io.github.netboot4j.tftp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Runs over its committed seeds like any test. {@code JAZZER_FUZZ=1 mvn -pl tftp-codec test
 * -Dtest=TftpFuzzTest#view} searches on, guided by coverage; what it finds becomes a named test.
 */
final class TftpFuzzTest {
  private final PacketOracle packets = new PacketOracle();

  @FuzzTest(maxDuration = "5m")
  void view(byte[] bytes) {
    packets.assertAgrees(bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void uri(byte[] bytes) {
    UriOracle.assertSound(new String(bytes, StandardCharsets.UTF_8));
  }

  @FuzzTest(maxDuration = "5m")
  void sender(byte[] events) {
    SenderUnderEvents.run(events);
  }

  @FuzzTest(maxDuration = "5m")
  void receiver(byte[] events) {
    ReceiverUnderEvents.run(events);
  }
}
