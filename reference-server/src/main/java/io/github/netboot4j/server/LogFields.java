package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import org.slf4j.spi.LoggingEventBuilder;

/** The fields that lines about a machine begin with, under names that programs rely on. */
final class LogFields {
  static final String TRACE = "trace";

  private LogFields() {}

  /**
   * Adds what is known of a machine to a line.
   *
   * @param event what the line tells of, such as {@code dhcp.answered}
   * @param trace {@link Traces#NONE} for none
   * @param machine its hardware address, 48 bits; negative for none
   * @param address its IPv4 address; 0 for none
   */
  static LoggingEventBuilder about(
      LoggingEventBuilder line, String event, int trace, long machine, int address) {
    LoggingEventBuilder with = line.addKeyValue("event", event);
    if (trace != Traces.NONE) {
      with = with.addKeyValue(TRACE, Traces.text(trace));
    }
    if (machine >= 0) {
      with = with.addKeyValue("machine", Printable.mac(machine));
    }
    return address == Ipv4.ANY ? with : with.addKeyValue("address", Ipv4.format(address));
  }
}
