package io.github.netboot4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison counts only if both sides come to the same answer. */
class BenchmarksMeasureTheSameTest {
  @ParameterizedTest
  @CsvSource({"uefi, heap", "uefi, direct", "ipxe, heap", "ipxe, direct"})
  void theViewReadsWhatTheFloorReads(String client, String memory) {
    DhcpDecodeBenchmark benchmark = new DhcpDecodeBenchmark();
    benchmark.client = client;
    benchmark.memory = memory;
    benchmark.load();
    assertTrue(benchmark.floor() > 0);
    assertEquals(benchmark.floor(), benchmark.netboot4j());
  }

  @ParameterizedTest
  @CsvSource({"uefi, heap, snponly.efi", "ipxe, direct, http://192.0.2.1/boot.ipxe"})
  void theOfferIsOne(String client, String memory, String bootFile) {
    DhcpTurnaroundBenchmark benchmark = new DhcpTurnaroundBenchmark();
    benchmark.client = client;
    benchmark.memory = memory;
    benchmark.load();
    DhcpMessageView offer = new DhcpMessageView();
    offer.wrap(benchmark.reply(), 0, benchmark.offer());
    assertEquals(MessageType.OFFER, offer.messageType());
    assertEquals(bootFile, offer.bootFile());
  }

  @ParameterizedTest
  @CsvSource({"short, 200", "cut, 368"})
  void theMalformedMessagesAre(String fault, int offset) {
    DhcpMalformedBenchmark benchmark = new DhcpMalformedBenchmark();
    benchmark.fault = fault;
    benchmark.load();
    assertFalse(benchmark.tryWrap());
    assertEquals(offset, benchmark.wrap());
  }
}
