package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values stand in the JSON of all commands. */
final class JsonFields {
  private JsonFields() {}

  /** A rule with file and line; null for none, and its line null if it is of no file. */
  static void reason(JsonGenerator json, @Nullable Reason reason) throws IOException {
    if (reason == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("text", reason.rule());
    text(json, "file", reason.source());
    if (reason.source() == null) {
      json.writeNullField("line");
    } else {
      json.writeNumberField("line", reason.line());
    }
    json.writeEndObject();
  }

  static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }

  /** An address in dotted decimal; null for 0.0.0.0. */
  static void address(JsonGenerator json, String name, int address) throws IOException {
    text(json, name, address == Ipv4.ANY ? null : Ipv4.format(address));
  }

  /** {@code X64_UEFI} is {@code x64-uefi}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
