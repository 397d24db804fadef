package io.github.netboot4j.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netboot4j leases}: what is stored, also while a server runs. */
@Command(
    name = "leases",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the leases of a server, running or not: address, state, hardware address, when",
      "the lease ends (UTC), and what the client calls itself."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j leases",
      "  netboot4j leases --active --json --leases /var/lib/netboot4j/leases.db",
      "",
      "docs/operating.md says how to ask the database itself."
    })
final class LeasesCommand implements Callable<Integer> {
  @Option(
      names = "--leases",
      paramLabel = "FILE",
      description = "The server's database. Default: where serve keeps it.")
  private @Nullable Path file;

  @Option(names = "--active", description = "Only leases that have not ended.")
  private boolean onlyActive;

  @Option(names = "--json", description = "One JSON object a line; docs/operating.md has it.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path path = file != null ? file : LeaseFiles.byDefault(System.getenv());
    if (!Files.isRegularFile(path)) {
      throw new StartupException(
          path + " is not there; say with --leases FILE where the server keeps its leases");
    }
    LeaseFiles.checkOurs(path, path.toString());
    long now = Instant.now().getEpochSecond();
    PrintWriter out = spec.commandLine().getOut();
    List<LeaseRecord> records;
    try {
      records = LeaseDatabase.read(path);
    } catch (SQLException e) {
      throw new StartupException(path + " cannot be read: " + LeaseFiles.why(e));
    }
    for (LeaseRecord record : records) {
      if (!onlyActive || state(record, now).equals("active")) {
        if (json) {
          printJson(out, record, now);
        } else {
          printLine(out, record, now);
        }
      }
    }
    out.flush();
    return 0;
  }

  private static String state(LeaseRecord record, long now) {
    boolean over = record.ends() <= now;
    return switch (record.state()) {
      case LEASED -> over ? "expired" : "active";
      case RELEASED -> "released";
      case DECLINED -> over ? "expired" : "declined";
    };
  }

  private static String time(long seconds) {
    return seconds == LeaseRecord.NEVER ? "never" : Instant.ofEpochSecond(seconds).toString();
  }

  private static void printLine(PrintWriter out, LeaseRecord record, long now) {
    String line =
        String.format(
            Locale.ROOT,
            "%-15s  %-8s  %-17s  %-20s  %s",
            Ipv4.format(record.address()),
            state(record, now),
            record.macAddress() < 0 ? "-" : Printable.mac(record.macAddress()),
            time(record.ends()),
            record.hostName());
    out.println(line.stripTrailing());
  }

  private static void printJson(PrintWriter out, LeaseRecord record, long now) throws IOException {
    try (JsonGenerator object =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      object.setHighestNonEscapedChar('~');
      object.writeStartObject();
      object.writeStringField("address", Ipv4.format(record.address()));
      object.writeStringField("state", state(record, now));
      if (record.macAddress() >= 0) {
        object.writeStringField("mac", Printable.mac(record.macAddress()));
      }
      object.writeStringField("client", HexFormat.of().formatHex(record.client().toByteArray()));
      if (!record.hostName().isEmpty()) {
        object.writeStringField("host", record.hostName());
      }
      object.writeStringField("starts", time(record.starts()));
      object.writeStringField("ends", time(record.ends()));
      object.writeEndObject();
      object.writeRaw('\n');
    }
  }
}
