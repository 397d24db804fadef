package io.github.netboot4j.server.lab;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The little of a DHCP message that the stages of a boot are told by, read independently of the
 * product's codec. As iPXE does, it takes the first of a repeated option and ignores overload.
 *
 * @param request whether a client sent it ({@code op} 1)
 * @param hardwareAddress {@code chaddr}, six bytes
 * @param yourAddress {@code yiaddr}
 * @param nextServer {@code siaddr}
 * @param file the header's {@code file}, up to its first NUL
 * @param options the options' values, a character for each byte
 */
record LabDhcp(
    boolean request,
    String hardwareAddress,
    String yourAddress,
    String nextServer,
    String file,
    Map<Integer, String> options) {
  private static final int COOKIE_OFFSET = 236;
  private static final int COOKIE = 0x63825363;
  private static final int OPTIONS_OFFSET = 240;
  private static final int PAD = 0;
  private static final int END = 255;

  private static final int MESSAGE_TYPE = 53;
  private static final int VENDOR_CLASS = 60;
  private static final int BOOT_FILE = 67;
  private static final int USER_CLASS = 77;
  private static final int ARCHITECTURE = 93;
  private static final String[] TYPES = {
    "?", "DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM"
  };

  /** Reads a packet; empty when it is no DHCP message. */
  static Optional<LabDhcp> of(LabPacket packet) {
    if (!packet.isUdp()
        || packet.length() < OPTIONS_OFFSET
        || packet.payload().getInt(COOKIE_OFFSET) != COOKIE) {
      return Optional.empty();
    }
    return Optional.of(
        new LabDhcp(
            packet.u8(0) == 1,
            LabCapture.mac(packet.payload(), 28),
            LabCapture.address(packet.payload(), 16),
            LabCapture.address(packet.payload(), 20),
            untilNul(packet.latin1(108, 128)),
            options(packet)));
  }

  private static Map<Integer, String> options(LabPacket packet) {
    Map<Integer, String> options = new TreeMap<>();
    int offset = OPTIONS_OFFSET;
    while (offset < packet.length() && packet.u8(offset) != END) {
      int code = packet.u8(offset++);
      if (code == PAD) {
        continue;
      }
      if (offset == packet.length() || packet.length() - offset - 1 < packet.u8(offset)) {
        break;
      }
      int length = packet.u8(offset++);
      options.putIfAbsent(code, packet.latin1(offset, length));
      offset += length;
    }
    return options;
  }

  /** The message's name, for instance {@code DISCOVER}; {@code ?} when it has none. */
  String type() {
    String value = option(MESSAGE_TYPE);
    return value.length() == 1 && value.charAt(0) < TYPES.length ? TYPES[value.charAt(0)] : "?";
  }

  /** Option 93, the first architecture; −1 when there is none. */
  int architecture() {
    String value = option(ARCHITECTURE);
    return value.length() < 2 ? -1 : value.charAt(0) << 8 | value.charAt(1);
  }

  /** Option 77, every byte of it; empty when there is none. */
  String userClass() {
    return option(USER_CLASS);
  }

  /** Option 60; empty when there is none. */
  String vendorClass() {
    return option(VENDOR_CLASS);
  }

  /** What to boot: the header's field, else option 67; empty when there is neither. */
  String bootFile() {
    return file.isEmpty() ? untilNul(option(BOOT_FILE)) : file;
  }

  private String option(int code) {
    return options.getOrDefault(code, "");
  }

  private static String untilNul(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
