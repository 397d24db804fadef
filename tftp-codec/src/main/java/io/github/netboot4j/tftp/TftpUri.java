package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Where a file is, and how it is to travel (RFC 3617):
 *
 * <pre>
 * tftp://192.0.2.1/boot/snponly.efi
 * tftp://[2001:db8::1]:6969/read%20me;mode=netascii
 * </pre>
 *
 * <p>The file is all that follows the slash behind the host, up to a {@code ;}. So {@code
 * tftp://host/a/b} names {@code a/b}, and {@code tftp://host//a} names {@code /a}. It is read
 * strictly: what RFC 3986 does not let stand in a path, {@code ?}, {@code #} and {@code ;} among
 * them, has to be percent-encoded. Beyond RFC 3617, which has neither, a port and slashes within
 * the file are read.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets, possibly with {@code %}
 *     and a zone behind it. Only its form is checked: nothing is looked up
 * @param port where requests are heard, 1 to 65535; {@value #DEFAULT_PORT} when the URI has none
 * @param fileName the name as it goes into the request, not percent-encoded: at least one
 *     character, none of them NUL, and no half of a surrogate pair
 * @param mode {@link TftpMode#OCTET}, also when the URI says nothing, or {@link TftpMode#NETASCII}
 */
public record TftpUri(String host, int port, String fileName, TftpMode mode) {
  /** Where servers hear requests (RFC 1350 section 4). */
  public static final int DEFAULT_PORT = 69;

  private static final String SCHEME = "tftp://";
  private static final String FORM = "tftp://HOST[:PORT]/FILE[;mode=octet|netascii]";
  private static final String MODE = "mode=";
  private static final String HEX = "0123456789ABCDEF";

  /**
   * Checks the parts.
   *
   * @param host as above
   * @param port as above
   * @param fileName as above
   * @param mode as above
   * @throws IllegalArgumentException if a part is not as described; the message says which, in one
   *     line, and holds nothing of the part that is not printable ASCII
   */
  public TftpUri {
    UriHost.require(host);
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
    }
    if (fileName.isEmpty()) {
      throw new IllegalArgumentException("no file: write " + FORM);
    }
    if (fileName.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a TFTP file name cannot hold NUL");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(fileName)) {
      throw new IllegalArgumentException("the file name holds half of a surrogate pair");
    }
    if (mode == TftpMode.MAIL) {
      throw new IllegalArgumentException("mode mail is obsolete: write octet or netascii");
    }
  }

  /**
   * Reads a URI.
   *
   * @param text the URI; its scheme, its mode and hexadecimal digits may be in either case
   * @return its parts
   * @throws IllegalArgumentException if the text is no such URI; the message says what is wrong and
   *     how to write it, in one line, and holds nothing of the text that is not printable ASCII
   */
  public static TftpUri parse(String text) {
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new IllegalArgumentException("no TFTP URI: write " + FORM);
    }
    int slash = text.indexOf('/', SCHEME.length());
    if (slash < 0) {
      throw new IllegalArgumentException("no file: write " + FORM);
    }
    String authority = text.substring(SCHEME.length(), slash);
    if (authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException("TFTP has no user names: write " + FORM);
    }
    int hostEnd = UriHost.end(authority);
    int semicolon = text.indexOf(';', slash);
    int fileEnd = semicolon < 0 ? text.length() : semicolon;
    return new TftpUri(
        UriHost.parse(authority.substring(0, hostEnd)),
        port(authority.substring(hostEnd)),
        decoded(text, slash + 1, fileEnd),
        semicolon < 0 ? TftpMode.OCTET : mode(text.substring(semicolon + 1)));
  }

  /**
   * The URI in its shortest form: no port if it is {@value #DEFAULT_PORT}, no mode if it is octet.
   *
   * @return ASCII that {@link #parse} reads as an equal value
   */
  @Override
  public String toString() {
    StringBuilder uri = new StringBuilder(SCHEME);
    if (UriHost.isIpv6(host)) {
      uri.append('[').append(host.replace("%", "%25")).append(']');
    } else {
      uri.append(host);
    }
    if (port != DEFAULT_PORT) {
      uri.append(':').append(port);
    }
    uri.append('/');
    for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
      if (isPathCharacter((char) (b & 0xff))) {
        uri.append((char) b);
      } else {
        uri.append('%').append(HEX.charAt((b & 0xff) >> 4)).append(HEX.charAt(b & 0xf));
      }
    }
    if (mode != TftpMode.OCTET) {
      uri.append(';').append(MODE).append(mode.wireName());
    }
    return uri.toString();
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    int port = 0;
    for (int i = 1; i < text.length() && port <= 0xffff; i++) {
      int digit = text.charAt(i) - '0';
      port = digit < 0 || digit > 9 ? 0x10000 : port * 10 + digit;
    }
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("the port is no number from 1 to 65535");
    }
    return port;
  }

  private static TftpMode mode(String text) {
    for (TftpMode mode : TftpMode.values()) {
      if (text.equalsIgnoreCase(MODE + mode.wireName())) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "behind ; stands mode=octet or mode=netascii; within a file name it is percent-encoded");
  }

  private static String decoded(String text, int from, int to) {
    byte[] bytes = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < to ? hexadecimal(text.charAt(i + 1)) : -1;
        int low = i + 2 < to ? hexadecimal(text.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException(
              "the percent sign at index " + i + " lacks two hexadecimal digits");
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (isPathCharacter(c)) {
        bytes[length++] = (byte) c;
      } else {
        throw new IllegalArgumentException(
            UriHost.shown(c) + " at index " + i + " has to be percent-encoded, as UTF-8");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the percent-encoded file name is not UTF-8", e);
    }
  }

  /** What stands for itself: RFC 3986's {@code pchar} and the slash, but for the semicolon. */
  private static boolean isPathCharacter(char c) {
    return UriHost.isUnreserved(c) || "!$&'()*+,=:@/".indexOf(c) >= 0;
  }

  private static int hexadecimal(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
