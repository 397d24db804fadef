package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.chainload.simulate.BootImage;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.Choice;
import io.github.netboot4j.chainload.simulate.Exchange;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.chainload.simulate.Step;
import io.github.netboot4j.chainload.simulate.Verdict;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints chains as one line of JSON in ASCII; {@code docs/simulate.md} describes it. */
final class SimulateJson {
  private final PrintWriter out;

  SimulateJson(PrintWriter out) {
    this.out = out;
  }

  void print(Simulated simulated) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.setHighestNonEscapedChar('~');
      json.writeStartObject();
      json.writeStringField("file", simulated.file().toString());
      json.writeStringField("dialect", ConfigurationFile.nameOf(simulated.dialect()));
      json.writeObjectFieldStart("summary");
      Map<Verdict.Kind, Integer> counts = simulated.counts();
      for (Verdict.Kind kind : Verdict.Kind.values()) {
        json.writeNumberField(word(kind), counts.getOrDefault(kind, 0));
      }
      json.writeEndObject();
      json.writeNumberField("hostsLeftOut", simulated.leftOut());
      json.writeArrayFieldStart("chains");
      for (Chain chain : simulated.chains()) {
        chain(json, chain);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  private static void chain(JsonGenerator json, Chain chain) throws IOException {
    json.writeStartObject();
    json.writeStringField("client", chain.client().name());
    json.writeObjectFieldStart("machine");
    Machine machine = chain.machine();
    json.writeStringField("name", machine.name());
    json.writeStringField("mac", Printable.mac(chain.client().macAddress(machine)));
    JsonFields.address(json, "relay", machine.relay());
    JsonFields.address(json, "server", machine.server());
    json.writeEndObject();
    json.writeArrayFieldStart("steps");
    for (Step step : chain.steps()) {
      step(json, step);
    }
    json.writeEndArray();
    Verdict verdict = chain.verdict();
    json.writeObjectFieldStart("verdict");
    json.writeStringField("kind", word(verdict.kind()));
    json.writeStringField("why", verdict.why());
    json.writeFieldName("rule");
    JsonFields.reason(json, verdict.rule());
    JsonFields.text(json, "remedy", verdict.remedy().isEmpty() ? null : verdict.remedy());
    if (verdict.closesAt() < 0) {
      json.writeNullField("closesAt");
    } else {
      json.writeNumberField("closesAt", verdict.closesAt());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void step(JsonGenerator json, Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("client", step.client().name());
    json.writeArrayFieldStart("asked");
    for (Exchange exchange : step.exchanges()) {
      json.writeStartObject();
      json.writeStringField("message", exchange.asked());
      json.writeNumberField("replies", exchange.replies().size());
      json.writeEndObject();
    }
    json.writeEndArray();
    Choice.Fetches fetches = step.choice() instanceof Choice.Fetches found ? found : null;
    JsonFields.text(json, "file", fetches == null ? null : fetches.file());
    JsonFields.address(json, "from", fetches == null ? Ipv4.ANY : fetches.server());
    JsonFields.text(json, "field", fetches == null ? null : fetches.from());
    json.writeFieldName("rule");
    JsonFields.reason(json, fetches == null ? null : fetches.reply().rule());
    json.writeFieldName("image");
    image(json, step.image());
    json.writeEndObject();
  }

  private static void image(JsonGenerator json, @Nullable BootImage image) throws IOException {
    if (image == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("kind", image.kind().word());
    json.writeStringField("known", image.known().name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("runsOn");
    for (ClientArchitecture architecture : ClientArchitecture.values()) {
      boolean any = image.runsOn().size() == ClientArchitecture.values().length;
      if (!any && image.runsOn().contains(architecture)) {
        json.writeString(JsonFields.word(architecture));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String word(Verdict.Kind kind) {
    return kind.label().replace(' ', '-');
  }
}
