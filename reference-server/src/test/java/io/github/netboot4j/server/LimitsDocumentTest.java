package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/limits.md} says what the code does. */
final class LimitsDocumentTest {
  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  @Test
  void theNumbersAreThoseOfTheCode() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "limits.md"));
    TftpLimits tftp = TftpLimits.DEFAULTS;
    for (String row :
        new String[] {
          "range given by flags | " + number(AddressRange.LARGEST),
          "in use or used before, in all | " + number(LeaseTable.MOST_ADDRESSES),
          "who it was offered to | " + LeaseTable.OFFER_TIME.toSeconds() + " s",
          "kept from everybody | " + LeaseTable.QUARANTINE_TIME.toMinutes() + " minutes",
          "asks at once | " + PingCheck.MOST_AT_ONCE,
          "answer a ping | " + PingCheck.PATIENCE.toSeconds() + " s",
          "circuit of a relay (82.1) | " + CircuitUse.MOST_ADDRESSES,
          "wait for the store | " + number(DurableLeases.MOST_WAITING),
          "transfers at once | "
              + number(tftp.maximumTransfers())
              + "; "
              + tftp.maximumTransfersPerAddress()
              + " for one address",
          "in a second | " + number(tftp.maximumRequestsPerSecond()),
          "resends in a row | " + tftp.maximumResends() + ";",
          "time in all | "
              + tftp.idleTimeout().toSeconds()
              + " s; "
              + tftp.maximumDuration().toHours()
              + " hours",
          "uploads at once | " + tftp.maximumUploads(),
          "octets of an upload | " + number(tftp.maximumUploadSize()),
          "free on the disk | " + number(tftp.minimumFreeSpace()),
          "requests at once | " + HttpFiles.MAXIMUM_THREADS,
          "connections at once | "
              + number(HttpConnections.MOST)
              + "; "
              + HttpConnections.MOST_PER_ADDRESS
              + " for one address",
          "whatever trickles | " + HttpConnections.SECONDS + " s",
          "at the least | " + number(HttpSending.PIECE) + " in " + HttpConnections.SECONDS + " s",
          "in one request | " + HttpRanges.MOST_PARTS,
          "time without traffic | " + HttpFiles.IDLE_MILLISECONDS / 1_000 + " s",
          "line and headers | " + number(HttpFiles.MAXIMUM_HEADER),
          "octets of a template | " + number(ScriptTemplates.LONGEST),
          "architecture are known | " + number(KnownMachines.MOST),
          "within which time | "
              + LoopSettings.DEFAULTS.count()
              + "; "
              + LoopSettings.DEFAULTS.window().toMinutes()
              + " minutes",
          "chains are followed | " + number(ChainWatch.MOST_MACHINES),
          "one each " + ThrottledLog.INTERVAL_NANOS / 1_000_000_000 + " s",
          "what was answered | "
              + number(LogBudget.MOST_LINES)
              + ", and "
              + LogBudget.LINES_A_SECOND
              + " more each second",
          "value from the network | " + Printable.LONGEST
        }) {
      assertTrue(document.contains(row), row);
    }
  }
}
