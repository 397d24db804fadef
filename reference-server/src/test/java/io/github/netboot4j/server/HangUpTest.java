package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HangUpTest {
  private final HangUp hangUp = new HangUp();
  private final AtomicInteger times = new AtomicInteger();

  @Test
  void eachIsActedOn() {
    hangUp.runs(times::incrementAndGet);
    assertEquals(0, times.get());
    hangUp.heard();
    hangUp.heard();
    assertEquals(2, times.get());
  }

  @Test
  void thoseThatComeTooEarlyAreActedOnOnceLater() {
    hangUp.heard();
    hangUp.heard();
    hangUp.runs(times::incrementAndGet);
    assertEquals(1, times.get());
    hangUp.heard();
    assertEquals(2, times.get());
  }
}
