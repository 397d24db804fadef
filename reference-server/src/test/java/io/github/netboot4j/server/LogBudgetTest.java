package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LogBudgetTest {
  private long now = Long.MAX_VALUE - 5;
  private final LogBudget budget = new LogBudget(() -> now);

  private int taken() {
    int lines = 0;
    while (budget.take()) {
      lines++;
    }
    return lines;
  }

  @Test
  void manyLinesMayComeAtOnceAndThenAFewEachSecond() {
    assertEquals(LogBudget.MOST_LINES, taken());
    assertEquals(0, taken());
    now += TimeUnit.MILLISECONDS.toNanos(10);
    assertEquals(0, taken());
    now += TimeUnit.MILLISECONDS.toNanos(990);
    assertEquals(LogBudget.LINES_A_SECOND, taken());
    for (int half = 0; half < 4; half++) {
      now += TimeUnit.MILLISECONDS.toNanos(500);
      assertEquals(LogBudget.LINES_A_SECOND / 2, taken());
    }
  }

  @Test
  void whatIsNotUsedIsSavedUpToTheMost() {
    assertEquals(LogBudget.MOST_LINES, taken());
    now += TimeUnit.DAYS.toNanos(1);
    assertEquals(LogBudget.MOST_LINES, taken());
  }
}
