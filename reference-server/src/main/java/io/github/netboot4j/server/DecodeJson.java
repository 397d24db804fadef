package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Prints each message as one line of JSON in ASCII, for programs. */
final class DecodeJson implements DecodePrinter {
  private final JsonGenerator json;

  /** Writes to {@code out}, and flushes it after each line. */
  DecodeJson(PrintWriter out) {
    try {
      json = new JsonFactory().createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
    json.setHighestNonEscapedChar('~');
    json.setRootValueSeparator(new SerializedString(""));
  }

  @Override
  public void dhcp(DecodedDhcp message) {
    try {
      write(message);
      json.writeRaw('\n');
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  private void write(DecodedDhcp message) throws IOException {
    json.writeStartObject();
    json.writeNumberField("frame", message.frame());
    json.writeStringField("protocol", "dhcp");
    number("op", message.op());
    number("htype", message.htype());
    number("hlen", message.hlen());
    number("hops", message.hops());
    json.writeStringField("xid", message.xid());
    number("secs", message.secs());
    number("flags", message.flags());
    json.writeStringField("ciaddr", message.ciaddr());
    json.writeStringField("yiaddr", message.yiaddr());
    json.writeStringField("siaddr", message.siaddr());
    json.writeStringField("giaddr", message.giaddr());
    json.writeStringField("chaddr", message.chaddr());
    json.writeStringField("sname", message.sname());
    json.writeStringField("file", message.file());
    json.writeArrayFieldStart("options");
    for (DecodedOption option : message.options()) {
      write(option);
    }
    json.writeEndArray();
    json.writeFieldName("fault");
    write(message.fault());
    json.writeEndObject();
  }

  private void write(DecodedOption option) throws IOException {
    json.writeStartObject();
    json.writeNumberField("code", option.code());
    json.writeStringField("name", option.name());
    json.writeStringField("value", option.value());
    if (option.text() != null) {
      json.writeStringField("text", option.text());
    }
    if (option.fault() != null) {
      json.writeStringField("fault", option.fault().name());
    }
    json.writeEndObject();
  }

  private void write(@Nullable DecodedFault fault) throws IOException {
    if (fault == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("kind", fault.kind());
    json.writeNumberField("offset", fault.offset());
    json.writeEndObject();
  }

  private void number(String name, @Nullable Integer value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
