package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.netboot4j.tftp.TftpOpcode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      endLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  @Override
  public void tftp(DecodedTftp packet) {
    try {
      write(packet);
      endLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  private void endLine() throws IOException {
    json.writeRaw('\n');
    json.flush();
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

  /** The members that this kind of packet has; a fault only if there is one. */
  private void write(DecodedTftp packet) throws IOException {
    json.writeStartObject();
    json.writeNumberField("frame", packet.frame());
    json.writeStringField("protocol", "tftp");
    json.writeStringField("opcode", packet.title());
    switch (packet.opcode() == null ? 0 : packet.opcode()) {
      case TftpOpcode.READ_REQUEST, TftpOpcode.WRITE_REQUEST -> {
        json.writeStringField("file", packet.file());
        json.writeStringField("mode", packet.mode());
        options(packet.options());
      }
      case TftpOpcode.DATA -> {
        number("block", packet.block());
        number("length", packet.length());
      }
      case TftpOpcode.ACKNOWLEDGMENT -> number("block", packet.block());
      case TftpOpcode.OPTION_ACKNOWLEDGMENT -> options(packet.options());
      case TftpOpcode.ERROR -> {
        number("code", packet.code());
        json.writeStringField("message", packet.message());
      }
      default -> {}
    }
    if (packet.fault() != null) {
      json.writeFieldName("fault");
      write(packet.fault());
    }
    json.writeEndObject();
  }

  /** An object has each name once: the first counts (RFC 2347), and others follow behind it. */
  private void options(List<DecodedTftp.Option> options) throws IOException {
    Map<String, String> first = new LinkedHashMap<>();
    List<DecodedTftp.Option> repeated = new ArrayList<>();
    for (DecodedTftp.Option option : options) {
      if (first.putIfAbsent(option.name(), option.value()) != null) {
        repeated.add(option);
      }
    }
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : first.entrySet()) {
      json.writeStringField(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    if (!repeated.isEmpty()) {
      json.writeArrayFieldStart("repeated");
      for (DecodedTftp.Option option : repeated) {
        json.writeStartObject();
        json.writeStringField("name", option.name());
        json.writeStringField("value", option.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
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
