package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LogSetupTest {
  @Test
  void itIsWhatTheProcessLogsBy() {
    assertTrue(
        ServiceLoader.load(Configurator.class).stream()
            .anyMatch(provider -> provider.type() == LogSetup.class));
    LoggerContext used = (LoggerContext) LoggerFactory.getILoggerFactory();
    Appender<ILoggingEvent> console = used.getLogger("ROOT").getAppender("console");
    assertTrue(((ConsoleAppender<ILoggingEvent>) console).isStarted());
    assertTrue(used.getLogger("netboot4j").isInfoEnabled());
    assertFalse(used.getLogger("netboot4j").isDebugEnabled());
    assertFalse(used.getLogger("org.eclipse.jetty.server").isInfoEnabled());
  }

  @Test
  void aFileThatIsNamedGoesFirst() {
    System.setProperty("logback.configurationFile", "none");
    try {
      LoggerContext fresh = new LoggerContext();
      assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, new LogSetup().configure(fresh));
      assertFalse(fresh.getLogger("ROOT").iteratorForAppenders().hasNext());
    } finally {
      System.clearProperty("logback.configurationFile");
    }
  }
}
