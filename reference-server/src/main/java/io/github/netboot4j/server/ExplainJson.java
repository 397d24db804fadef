package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.chainload.dialect.Remark;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Prints an explanation as one line of JSON in ASCII; {@code docs/explain.md} describes it. */
final class ExplainJson {
  private final PrintWriter out;

  ExplainJson(PrintWriter out) {
    this.out = out;
  }

  void print(Explained explained) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.setHighestNonEscapedChar('~');
      json.writeStartObject();
      json.writeStringField("file", explained.file().toString());
      json.writeStringField("dialect", ConfigurationFile.nameOf(explained.dialect()));
      client(json, explained);
      BootDecision decision = explained.explanation().decision();
      decision(json, decision);
      reply(json, decision.fields());
      json.writeArrayFieldStart("rules");
      for (Explanation.Considered rule : explained.explanation().considered()) {
        rule(json, rule);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("remarks");
      for (Remark remark : explained.remarks()) {
        json.writeStartObject();
        json.writeStringField("kind", JsonFields.word(remark.kind()));
        json.writeStringField("file", remark.source());
        json.writeNumberField("line", remark.line());
        json.writeStringField("text", remark.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  private static void client(JsonGenerator json, Explained explained) throws IOException {
    BootRequest request = explained.request();
    json.writeObjectFieldStart("client");
    json.writeStringField("name", explained.client());
    JsonFields.text(
        json, "mac", request.macAddress() < 0 ? null : Printable.mac(request.macAddress()));
    if (request.architectureCode() < 0) {
      json.writeNullField("architecture");
    } else {
      json.writeNumberField("architecture", request.architectureCode());
    }
    boolean vendor = request.vendorClass().length() > 0;
    JsonFields.text(json, "vendorClass", vendor ? request.vendorClass().toText() : null);
    boolean user = request.userClass().isPresent();
    JsonFields.text(json, "userClass", user ? request.userClass().toString() : null);
    json.writeStringField("stage", request.stage().label());
    JsonFields.address(json, "relay", request.message().relayAddress());
    JsonFields.address(json, "server", request.arrivalAddress());
    JsonFields.address(json, "given", request.givenAddress());
    json.writeEndObject();
  }

  private static void decision(JsonGenerator json, BootDecision decision) throws IOException {
    json.writeObjectFieldStart("decision");
    json.writeStringField(
        "kind", decision.isSilent() ? "silent" : decision.boots() ? "boot" : "no-boot");
    JsonFields.text(json, "bootFile", decision.boots() ? decision.bootFile() : null);
    json.writeFieldName("rule");
    JsonFields.reason(json, decision.reason());
    json.writeEndObject();
  }

  private static void reply(JsonGenerator json, @Nullable ReplyFields fields) throws IOException {
    if (fields == null) {
      json.writeNullField("reply");
      return;
    }
    json.writeObjectFieldStart("reply");
    JsonFields.address(json, "nextServer", fields.nextServer());
    JsonFields.text(json, "serverName", latin(fields.serverName()));
    JsonFields.text(json, "file", latin(fields.file()));
    json.writeArrayFieldStart("options");
    for (int code : fields.optionCodes()) {
      byte[] value = fields.option(code);
      json.writeStartObject();
      json.writeNumberField("code", code);
      json.writeStringField("name", RegisteredOption.nameOf(code));
      json.writeStringField("value", HexFormat.of().formatHex(value == null ? new byte[0] : value));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static @Nullable String latin(byte[] octets) {
    return octets.length == 0 ? null : new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static void rule(JsonGenerator json, Explanation.Considered rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("about", rule.about());
    json.writeStringField("value", rule.value());
    json.writeBooleanField("won", rule.won());
    json.writeStringField("why", rule.why());
    json.writeFieldName("rule");
    JsonFields.reason(json, rule.rule());
    json.writeEndObject();
  }
}
