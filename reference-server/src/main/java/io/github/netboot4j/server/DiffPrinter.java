package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.chainload.simulate.PolicyDifference;
import io.github.netboot4j.chainload.simulate.ToldAnswer;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints which clients are answered differently, for a person or as one line of JSON in ASCII. */
final class DiffPrinter {
  /** The client that examples for {@code explain} begin with. */
  private static final String ASKED_AS = "bios";

  private final PrintWriter out;
  private final Path before;
  private final Path after;

  DiffPrinter(PrintWriter out, Path before, Path after) {
    this.out = out;
    this.before = before;
    this.after = after;
  }

  void text(PolicyDifference difference) {
    for (PolicyDifference.Change change : difference.changes()) {
      out.println("- " + Printable.whole(change.before().toString()));
      out.println("+ " + Printable.whole(change.after().toString()));
      if (!change.clients().isEmpty()) {
        out.println("  " + String.join(", ", change.clients()));
      }
      if (change.classes() > 0) {
        out.println(
            "  "
                + change.classes()
                + (change.classes() == 1 ? " class" : " classes")
                + " of client, such as: explain "
                + Printable.whole(after.toString())
                + " --client "
                + ASKED_AS
                + " "
                + String.join(" ", needed(change.example())));
      }
      out.println();
    }
    int count = difference.changes().size();
    out.println(
        (count == 0 ? "no difference" : count == 1 ? "1 difference" : count + " differences")
            + " in "
            + difference.examined()
            + " classes of client"
            + (difference.isComplete() ? "" : "; there may be others"));
  }

  /** Without those that take away what this client does not send. */
  private static List<String> needed(List<String> flags) {
    ByteBuffer discover =
        BootClient.firstStages().stream()
            .filter(client -> client.name().equals(ASKED_AS))
            .findFirst()
            .orElseThrow()
            .discover(Machine.on(1, 0));
    DhcpMessageView sent = new DhcpMessageView().wrap(discover, 0, discover.limit());
    List<String> needed = new ArrayList<>(flags);
    for (int code = 1; code < OptionCode.END; code++) {
      if (!sent.hasOption(code)) {
        needed.remove("--option " + code + "=");
      }
    }
    return needed;
  }

  void json(PolicyDifference difference) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.setHighestNonEscapedChar('~');
      json.writeStartObject();
      json.writeStringField("old", before.toString());
      json.writeStringField("new", after.toString());
      json.writeNumberField("examined", difference.examined());
      json.writeBooleanField("complete", difference.isComplete());
      json.writeArrayFieldStart("changes");
      for (PolicyDifference.Change change : difference.changes()) {
        json.writeStartObject();
        answer(json, "before", change.before());
        answer(json, "after", change.after());
        json.writeNumberField("classes", change.classes());
        texts(json, "clients", change.clients());
        texts(json, "example", change.example());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintWriter throws none.
    }
  }

  private static void answer(JsonGenerator json, String name, ToldAnswer answer)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("what", answer.what());
    Reason rule = answer.rule();
    json.writeStringField("rule", rule.rule());
    if (rule.source() != null) {
      json.writeStringField("file", rule.source());
      json.writeNumberField("line", rule.line());
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
