package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogEncodersTest {
  private final Logger logger = new LoggerContext().getLogger("test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  private String encoded(Encoder<ILoggingEvent> encoder) {
    return new String(encoder.encode(lines.list.get(0)), StandardCharsets.UTF_8);
  }

  private Map<String, Object> json() throws IOException {
    String line = encoded(new JsonLogEncoder());
    assertEquals(line.length() - 1, line.indexOf('\n'), "one line: " + line);
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      assertEquals(JsonToken.START_OBJECT, parser.nextToken());
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        fields.put(
            name,
            value == JsonToken.VALUE_NUMBER_INT
                ? (Object) parser.getLongValue()
                : parser.getText());
      }
    }
    return fields;
  }

  @Test
  void aLineOfAMachineInBothForms() throws IOException {
    LogFields.about(logger.atInfo(), "tftp.finished", 0x5f0c3a1e, 0x525400123456L, 0xC000020A)
        .addKeyValue("bytes", 173_792L)
        .log("TFTP → {} done");
    assertTrue(
        encoded(new TextLogEncoder())
            .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  \\[5f0c3a1e] TFTP → \\{} done\n"),
        () -> encoded(new TextLogEncoder()));
    Map<String, Object> fields = json();
    assertTrue(
        fields.remove("time").toString().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"),
        fields::toString);
    assertEquals(
        List.of(
            Map.entry("level", "INFO"),
            Map.entry("event", "tftp.finished"),
            Map.entry("trace", "5f0c3a1e"),
            Map.entry("machine", "52:54:00:12:34:56"),
            Map.entry("address", "192.0.2.10"),
            Map.entry("bytes", 173_792L),
            Map.entry("message", "TFTP → {} done")),
        List.copyOf(fields.entrySet()));
  }

  @Test
  void aLineOfNobodyHasNoSuchFields() throws IOException {
    logger.warn("no admin address: {} is taken", "127.0.0.1:9067");
    String text = encoded(new TextLogEncoder());
    assertTrue(text.endsWith(" WARN  no admin address: 127.0.0.1:9067 is taken\n"), text);
    assertEquals(List.of("time", "level", "message"), List.copyOf(json().keySet()));
  }

  @Test
  void whateverAMessageHoldsItsObjectIsOneLine() throws IOException {
    String hostile = "\"}\n{\"level\":\"ERROR\u001b[2J\\";
    logger.atInfo().addKeyValue("file", hostile).log(hostile);
    assertEquals(hostile, json().get("message"));
    assertEquals(hostile, json().get("file"));
  }

  @Test
  void aFailureKeepsItsStack() throws IOException {
    logger.error("it broke", new IllegalStateException("why"));
    assertTrue(json().get("stack").toString().contains("IllegalStateException: why"));
    assertTrue(encoded(new TextLogEncoder()).contains("\njava.lang.IllegalStateException: why"));
  }
}
