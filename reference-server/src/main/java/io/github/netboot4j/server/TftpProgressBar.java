package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.client.TftpProgress;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows a person how far a transfer has come, in one line that is written over and over. */
final class TftpProgressBar implements TftpProgress {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LONGEST_NAME = 24;
  private static final int CELLS = 20;

  /** Back to the start of the line, whose rest goes. */
  private static final String START_OF_LINE = "\r\u001b[K";

  private final String name;
  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier clock;
  private final long started;
  private long shown;
  private boolean drawn;

  /**
   * A bar that is not drawn yet.
   *
   * @param name what to call the file
   * @param terminal whether to draw at all
   * @param clock tells nanoseconds
   */
  TftpProgressBar(String name, PrintWriter out, boolean terminal, LongSupplier clock) {
    this.name = name;
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    started = clock.getAsLong();
    shown = started;
  }

  @Override
  public void transferred(long bytes, long total) {
    if (!terminal) {
      return;
    }
    long now = clock.getAsLong();
    if (now - shown < INTERVAL_NANOS) {
      return;
    }
    shown = now;
    drawn = true;
    out.print(START_OF_LINE + line(bytes, total, (now - started) / NANOS_PER_SECOND));
    out.flush();
  }

  /** Takes the bar away. */
  void clear() {
    if (drawn) {
      drawn = false;
      out.print(START_OF_LINE);
      out.flush();
    }
  }

  /** What came of the transfer, in one line. */
  String summary(TftpResult result) {
    double seconds = (clock.getAsLong() - started) / NANOS_PER_SECOND;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %,d bytes in %.1f s (%s/s), blksize %d, windowsize %d",
            Printable.text(name),
            result.bytes(),
            seconds,
            amount(result.bytes() / seconds),
            result.agreed().blockSize(),
            result.agreed().windowSize());
    return result.resent() == 0 ? line : line + ", sent again: " + result.resent();
  }

  private String line(long bytes, long total, double seconds) {
    double rate = bytes / seconds;
    String start = shortName() + "  ";
    String end = "  %8s/s".formatted(amount(rate));
    if (total == TftpParameters.UNKNOWN_SIZE || total == 0) {
      return start + "%8s".formatted(amount((double) bytes)) + end + "  " + time(seconds);
    }
    double part = Math.min(1, (double) bytes / total);
    int full = (int) (part * CELLS);
    return start
        + "["
        + "#".repeat(full)
        + "-".repeat(CELLS - full)
        + "] %3d %%".formatted((int) (part * 100))
        + end
        + "  ETA "
        + time((total - bytes) / rate);
  }

  /** The end of a long name tells more than its start. */
  private String shortName() {
    String printable = Printable.text(name);
    int from = printable.length() - LONGEST_NAME;
    return from <= 0 ? printable : "…" + printable.substring(from + 1);
  }

  private static String amount(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  private static String time(double seconds) {
    if (!(seconds < TimeUnit.DAYS.toSeconds(100))) {
      return "--:--";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }
}
