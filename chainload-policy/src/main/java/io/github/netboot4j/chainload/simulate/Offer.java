package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply as boot loaders parse it: of an option that is sent twice the first counts, nothing is
 * joined, and overload (option 52) is honoured or not. Our own view follows the RFCs; firmware does
 * not, so it is not used here. (EDK2 {@code PxeBcParseDhcp4Options}, iPXE {@code net/dhcpopts.c}.)
 */
final class Offer {
  static final int SKIP_DISCOVERY = 8;

  private static final int NEXT_SERVER = 20;
  private static final int YOUR_ADDRESS = 16;
  private static final int SERVER_NAME = 44;
  private static final int FILE = 108;
  private static final int COOKIE = 236;
  private static final int OPTIONS = 240;
  private static final int IN_FILE = 1;
  private static final int IN_SERVER_NAME = 2;

  private final Reply reply;
  private final byte[] octets;
  private final Map<Integer, byte[]> options = new HashMap<>();
  private final Map<Integer, byte[]> vendorOptions = new HashMap<>();

  /**
   * Parses a reply.
   *
   * @param overload whether the client knows option 52
   */
  Offer(Reply reply, boolean overload) {
    this.reply = reply;
    octets = Arrays.copyOf(reply.octets(), Math.max(reply.octets().length, OPTIONS));
    parse(octets, OPTIONS, octets.length, options);
    byte[] areas = options.get(OptionCode.OVERLOAD);
    if (overload && areas != null && areas.length == 1) {
      if ((areas[0] & IN_FILE) != 0) {
        parse(octets, FILE, COOKIE, options);
      }
      if ((areas[0] & IN_SERVER_NAME) != 0) {
        parse(octets, SERVER_NAME, FILE, options);
      }
    }
    byte[] vendor = options.get(OptionCode.VENDOR_SPECIFIC_INFORMATION);
    if (vendor != null) {
      parse(vendor, 0, vendor.length, vendorOptions);
    }
  }

  private static void parse(byte[] from, int start, int end, Map<Integer, byte[]> into) {
    int at = start;
    while (at < end && from[at] != (byte) OptionCode.END) {
      if (from[at] == OptionCode.PAD) {
        at++;
        continue;
      }
      if (at + 1 >= end || at + 2 + (from[at + 1] & 0xFF) > end) {
        return;
      }
      int next = at + 2 + (from[at + 1] & 0xFF);
      into.putIfAbsent(from[at] & 0xFF, Arrays.copyOfRange(from, at + 2, next));
      at = next;
    }
  }

  Reply reply() {
    return reply;
  }

  byte @Nullable [] option(int code) {
    return options.get(code);
  }

  boolean has(int code) {
    return options.containsKey(code);
  }

  /** A sub-option of option 43. */
  byte @Nullable [] vendor(int code) {
    return vendorOptions.get(code);
  }

  boolean hasVendor(int code) {
    return vendorOptions.containsKey(code);
  }

  /** A sub-option of option 175, as a signed octet. */
  int ipxe(int code) {
    Map<Integer, byte[]> settings = new HashMap<>();
    byte[] value = options.getOrDefault(OptionCode.ETHERBOOT, new byte[0]);
    parse(value, 0, value.length, settings);
    byte[] found = settings.get(code);
    return found == null || found.length == 0 ? 0 : found[0];
  }

  int yourAddress() {
    return int32(octets, YOUR_ADDRESS);
  }

  int nextServer() {
    return int32(octets, NEXT_SERVER);
  }

  /** Option 54; 0 without it. */
  int serverIdentifier() {
    byte[] value = options.get(OptionCode.SERVER_IDENTIFIER);
    return value == null || value.length != Integer.BYTES ? Ipv4.ANY : int32(value, 0);
  }

  /** {@code siaddr}, or else option 54. */
  int nextServerOrIdentifier() {
    return nextServer() != Ipv4.ANY ? nextServer() : serverIdentifier();
  }

  /** Option 53; 0 without it (BOOTP). */
  int messageType() {
    byte[] value = options.get(OptionCode.MESSAGE_TYPE);
    return value == null || value.length == 0 ? 0 : value[0] & 0xFF;
  }

  /** Whether option 60 starts so. */
  boolean isFor(String application) {
    byte[] value = options.get(OptionCode.VENDOR_CLASS_IDENTIFIER);
    return value != null && new String(value, StandardCharsets.ISO_8859_1).startsWith(application);
  }

  /** {@code file}, up to a NUL. */
  String fileField() {
    return text(Arrays.copyOfRange(octets, FILE, COOKIE));
  }

  /** Option 67, up to a NUL; empty without it. */
  String fileOption() {
    return text(options.getOrDefault(OptionCode.BOOT_FILE_NAME, new byte[0]));
  }

  /** An octet of the discovery control (43.6); 0 without it. */
  int discoveryControl() {
    byte[] value = vendorOptions.get(6);
    return value == null || value.length == 0 ? 0 : value[0] & 0xFF;
  }

  static int int32(byte[] from, int at) {
    return ByteBuffer.wrap(from).getInt(at);
  }

  static String text(byte[] value) {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
  }
}
