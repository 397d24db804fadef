package io.github.netboot4j.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what a test's own thread logs for operators, in place of the console. */
final class LoggedLines implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger = (Logger) LoggerFactory.getLogger("netboot4j");
  private final List<ILoggingEvent> events = new ArrayList<>();
  private final Thread self = Thread.currentThread();

  /** Not what a server of another test logs that is about to end. */
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (Thread.currentThread() == self) {
            events.add(event);
          }
        }
      };

  @Override
  public void beforeEach(ExtensionContext context) {
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  /** From which level on lines are kept; until the end of the test. */
  void setLevel(@Nullable Level level) {
    logger.setLevel(level);
  }

  /** What was logged, the oldest first. */
  List<ILoggingEvent> events() {
    return events;
  }

  /** The lines without their levels. */
  List<String> messages() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The lines, each after its level. */
  List<String> told() {
    return events.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
