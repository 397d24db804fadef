package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Prints each result as one line of JSON in ASCII; {@code docs/replay.md} describes it. */
final class ReplayJson implements ReplayPrinter {
  private final PrintWriter out;

  ReplayJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(ReplayResult result) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.setHighestNonEscapedChar('~');
      json.writeStartObject();
      json.writeNumberField("record", result.record());
      json.writeNumberField("times", result.times());
      json.writeStringField("type", result.type());
      json.writeNumberField("port", result.port());
      json.writeFieldName("mac");
      text(json, result.client() < 0 ? null : Printable.mac(result.client()));
      json.writeStringField("stage", result.stage());
      json.writeFieldName("server");
      text(json, result.server() == Ipv4.ANY ? null : Ipv4.format(result.server()));
      json.writeStringField(
          "result",
          !result.isCompared() ? "not-compared" : result.isDifferent() ? "different" : "same");
      json.writeFieldName("notCompared");
      text(json, result.notCompared());
      json.writeFieldName("given");
      answer(json, result.given());
      json.writeFieldName("wouldBe");
      answer(json, result.wouldBe());
      json.writeArrayFieldStart("differences");
      for (ReplayAnswer.Difference difference : result.differences()) {
        json.writeString(difference.field().label());
      }
      json.writeEndArray();
      json.writeFieldName("rule");
      rule(json, result.rule());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
    out.flush();
  }

  private static void answer(JsonGenerator json, @Nullable ReplayAnswer answer) throws IOException {
    if (answer == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeFieldName("bootFile");
    text(json, answer.bootFile());
    for (ReplayField field : ReplayField.values()) {
      String value = answer.fields().get(field);
      json.writeFieldName(field.label());
      text(json, value == null || !field.isOption() ? value : hex(value));
    }
    json.writeEndObject();
  }

  private static String hex(String octets) {
    return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void rule(JsonGenerator json, Reason reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", reason.rule());
    json.writeFieldName("file");
    text(json, reason.source());
    json.writeFieldName("line");
    if (reason.source() == null) {
      json.writeNull();
    } else {
      json.writeNumber(reason.line());
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }
}
