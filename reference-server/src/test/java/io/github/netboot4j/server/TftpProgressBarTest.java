package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TftpProgressBarTest {
  private static final String START = "\r\u001b[K";
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter printed = new StringWriter();
  private long now = Long.MAX_VALUE - 5;

  private TftpProgressBar bar(String name, boolean terminal) {
    return new TftpProgressBar(name, new PrintWriter(printed), terminal, () -> now);
  }

  private String drawn(String name, long bytes, long total, long nanos) {
    TftpProgressBar bar = bar(name, true);
    now += nanos;
    bar.transferred(bytes, total);
    return printed.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0,1000,1,[--------------------]   0 %       0 B/s  ETA --:--",
    "560,1000,1,[###########---------]  56 %     560 B/s  ETA 0:01",
    "1000,1000,1,[####################] 100 %    1.0 kB/s  ETA 0:00",
    "1500,1000,1,[####################] 100 %    1.5 kB/s  ETA 0:00",
    "1000000,3600000000,1,[--------------------]   0 %    1.0 MB/s  ETA 59:59",
    "1000000,36000000000,1,[--------------------]   0 %    1.0 MB/s  ETA 9:59:59",
    "1,99999999999999,100,[--------------------]   0 %       0 B/s  ETA --:--",
    "123456789,234567890,1,[##########----------]  52 %    123 MB/s  ETA 0:01"
  })
  void aBarWithPercentRateAndTime(long bytes, long total, long seconds, String expected) {
    assertEquals(START + "f  " + expected, drawn("f", bytes, total, seconds * SECOND));
  }

  @Test
  void withoutASizeAnAmountAndTheTime() {
    assertEquals(START + "f    2.5 MB    500 kB/s  0:05", drawn("f", 2_500_000, -1, 5 * SECOND));
  }

  @Test
  void aLongNameShowsItsEndAndNothingOfItIsObeyed() {
    String line = drawn("x".repeat(50) + "\u001b[2J.bin", 1, 2, SECOND);
    assertTrue(line.startsWith(START + "…xxxxxxxxxx\\u001b[2J.bin  ["), line);
    assertTrue(line.length() < 80 + START.length());
  }

  @Test
  void itIsDrawnTenTimesASecondAtTheMost() {
    TftpProgressBar bar = bar("f", true);
    for (int i = 0; i < 1000; i++) {
      now += SECOND / 1000;
      bar.transferred(i, 1000);
    }
    assertEquals(10, printed.toString().split(START.replace("[", "\\["), -1).length - 1);
    bar.clear();
    bar.clear();
    assertTrue(printed.toString().endsWith(START));
    assertEquals(11, printed.toString().split(START.replace("[", "\\["), -1).length - 1);
  }

  @Test
  void withoutATerminalThereIsNothing() {
    TftpProgressBar bar = bar("f", false);
    now += SECOND;
    bar.transferred(1, 2);
    bar.clear();
    assertEquals("", printed.toString());
  }

  @Test
  void theEndIsToldInOneLine() {
    TftpProgressBar bar = bar("a\nb", false);
    now += 2 * SECOND;
    TftpParameters agreed = new TftpParameters(1428, 16, 0, -1, TftpMode.OCTET);
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    assertEquals(
        "a\\u000ab: 1,234,567 bytes in 2.0 s (617 kB/s), blksize 1428, windowsize 16",
        bar.summary(new TftpResult(1_234_567, agreed, 0, server)));
    assertTrue(
        bar.summary(new TftpResult(1_234_567, agreed, 3, server))
            .endsWith("windowsize 16, sent again: 3"));
  }
}
