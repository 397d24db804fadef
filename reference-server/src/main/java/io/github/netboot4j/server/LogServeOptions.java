package io.github.netboot4j.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The flag of {@code serve} for how the log is written. */
final class LogServeOptions {
  @Option(
      names = "--log",
      paramLabel = "FORM",
      description = {
        "How the log is written to standard output: text, or json, an object a line.",
        "Default: text."
      })
  private String form = "text";

  /** Has all lines from now on written so. A configuration of Logback's own may have no console. */
  void apply() throws StartupException {
    Encoder<ILoggingEvent> encoder =
        switch (form) {
          case "text" -> new TextLogEncoder();
          case "json" -> new JsonLogEncoder();
          default ->
              throw new StartupException(
                  "--log '" + Printable.text(form) + "' is not text or json");
        };
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
        && root.getAppender("console") instanceof OutputStreamAppender<ILoggingEvent> console) {
      encoder.setContext(root.getLoggerContext());
      encoder.start();
      console.setEncoder(encoder);
    }
  }
}
