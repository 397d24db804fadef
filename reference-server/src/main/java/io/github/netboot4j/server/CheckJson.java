package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.chainload.dialect.Finding;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.LoopProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints each file's result as one line of JSON in ASCII; {@code docs/findings.md} describes it.
 */
final class CheckJson implements CheckPrinter {
  private final PrintWriter out;
  private final boolean strict;

  CheckJson(PrintWriter out, boolean strict) {
    this.out = out;
    this.strict = strict;
  }

  @Override
  public void print(CheckResult result) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.setHighestNonEscapedChar('~');
      json.writeStartObject();
      json.writeStringField("file", result.file());
      if (result.dialect() == null) {
        json.writeNullField("dialect");
      } else {
        json.writeStringField("dialect", ConfigurationFile.nameOf(result.dialect()));
      }
      json.writeStringField("result", result.word(strict));
      json.writeArrayFieldStart("clients");
      for (BootClient client : result.clients()) {
        json.writeString(client.name());
      }
      json.writeEndArray();
      json.writeNumberField("machines", result.machines());
      json.writeNumberField("machinesLeftOut", result.leftOut());
      json.writeArrayFieldStart("findings");
      for (Finding finding : result.findings()) {
        finding(json, finding);
      }
      json.writeEndArray();
      proof(json, result.proof());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  private static void proof(JsonGenerator json, @Nullable LoopProof proof) throws IOException {
    if (proof == null) {
      json.writeNullField("proof");
      return;
    }
    json.writeObjectFieldStart("proof");
    json.writeBooleanField("proven", proof.isProven());
    json.writeNumberField("classes", proof.examined());
    json.writeEndObject();
  }

  private void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", finding.kind().label());
    json.writeStringField(
        "severity", CheckResult.severity(finding, strict).name().toLowerCase(Locale.ROOT));
    json.writeStringField("file", finding.source());
    if (finding.line() > 0) {
      json.writeNumberField("line", finding.line());
    } else {
      json.writeNullField("line");
    }
    json.writeStringField("text", finding.text());
    json.writeEndObject();
  }
}
