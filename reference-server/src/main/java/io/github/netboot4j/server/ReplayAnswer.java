package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says.
 *
 * @param server who gave it, by option 54 or else its source; 0 when unknown
 * @param address the address that it gives the client; 0 for the answer of a ProxyDHCP or boot
 *     server
 * @param refuses whether it is a NAK
 * @param fields those that it has
 */
record ReplayAnswer(int server, int address, boolean refuses, Map<ReplayField, String> fields) {
  ReplayAnswer {
    fields = Map.copyOf(fields);
  }

  /** A field that two answers have differently; null where one has none. */
  record Difference(ReplayField field, @Nullable String was, @Nullable String wouldBe) {}

  static ReplayAnswer of(DhcpMessageView reply, int source) {
    OptionValue scratch = new OptionValue();
    Map<ReplayField, String> fields = new EnumMap<>(ReplayField.class);
    for (ReplayField field : ReplayField.values()) {
      String value = field.of(reply, scratch);
      if (value != null) {
        fields.put(field, value);
      }
    }
    int named = reply.serverIdentifier();
    return new ReplayAnswer(
        named != Ipv4.ANY ? named : source,
        reply.yourAddress(),
        reply.messageType() == MessageType.NAK,
        fields);
  }

  /** The boot file that most clients would take; null for none. */
  @Nullable String bootFile() {
    String file = fields.get(ReplayField.FILE);
    String option = fields.get(ReplayField.BOOT_FILE_OPTION);
    if (file != null || option == null) {
      return file;
    }
    int end = option.indexOf('\0');
    return end < 0 ? option : option.substring(0, end);
  }

  List<Difference> differences(ReplayAnswer other) {
    List<Difference> differences = new ArrayList<>();
    for (ReplayField field : ReplayField.values()) {
      String was = fields.get(field);
      String wouldBe = other.fields.get(field);
      if (!Objects.equals(was, wouldBe)) {
        differences.add(new Difference(field, was, wouldBe));
      }
    }
    return differences;
  }
}
