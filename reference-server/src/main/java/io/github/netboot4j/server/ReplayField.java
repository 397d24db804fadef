package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fields of an answer that say what a machine boots. */
enum ReplayField {
  NEXT_SERVER("siaddr", 0),
  SERVER_NAME("sname", 0),
  FILE("file", 0),
  VENDOR_OPTIONS("option 43", OptionCode.VENDOR_SPECIFIC_INFORMATION),
  VENDOR_CLASS("option 60", OptionCode.VENDOR_CLASS_IDENTIFIER),
  SERVER_NAME_OPTION("option 66", OptionCode.TFTP_SERVER_NAME),
  BOOT_FILE_OPTION("option 67", OptionCode.BOOT_FILE_NAME),
  ETHERBOOT("option 175", OptionCode.ETHERBOOT);

  private final String label;
  private final int code;

  ReplayField(String label, int code) {
    this.label = label;
    this.code = code;
  }

  boolean isOption() {
    return code > 0;
  }

  /** {@code file} or {@code option 67}. */
  String label() {
    return label;
  }

  /**
   * What a message has in it.
   *
   * @return its octets, one a character, or for {@code siaddr} its text; null where there is none
   */
  @Nullable String of(DhcpMessageView message, OptionValue scratch) {
    return switch (this) {
      case NEXT_SERVER ->
          message.nextServerAddress() == Ipv4.ANY ? null : Ipv4.format(message.nextServerAddress());
      case SERVER_NAME -> text(message.serverName());
      case FILE -> text(message.bootFile());
      default ->
          message.readRawOption(code, scratch)
              ? new String(scratch.toByteArray(), StandardCharsets.ISO_8859_1)
              : null;
    };
  }

  private static @Nullable String text(String field) {
    return field.isEmpty() ? null : field;
  }

  /** A value for a person: an address as it is, text in quotes, other octets in hexadecimal. */
  String shown(@Nullable String value) {
    return value == null
        ? "nothing"
        : this == NEXT_SERVER
            ? value
            : Printable.octets(value.getBytes(StandardCharsets.ISO_8859_1));
  }
}
