package io.github.netboot4j.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** A line of the log for programs: one JSON object. */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("time", event.getInstant().toString());
      object.writeStringField("level", event.getLevel().toString());
      List<KeyValuePair> fields = event.getKeyValuePairs();
      if (fields != null) {
        for (KeyValuePair field : fields) {
          write(object, field);
        }
      }
      object.writeStringField("message", event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        object.writeStringField("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void write(JsonGenerator object, KeyValuePair field) throws IOException {
    if (field.value instanceof Number number) {
      object.writeNumberField(field.key, number.longValue());
    } else {
      object.writeStringField(field.key, String.valueOf(field.value));
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
