package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThrottledLogTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @Test
  void oneLineAtOnceThenOneEachIntervalWithTheCountBetween() {
    LoggerContext context = new LoggerContext();
    Logger logger = context.getLogger("test");
    lines.start();
    logger.addAppender(lines);
    ThrottledLog log = new ThrottledLog(logger, clock::get);

    for (int packet = 0; packet < 1_000; packet++) {
      log.warn(() -> "rubbish");
    }
    assertEquals(List.of("rubbish"), told());

    clock.addAndGet(ThrottledLog.INTERVAL_NANOS);
    log.warn(() -> "rubbish again");
    assertEquals(List.of("rubbish", "rubbish again (and 999 like it before)"), told());
    assertEquals(1_001, log.total());
  }

  private List<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
