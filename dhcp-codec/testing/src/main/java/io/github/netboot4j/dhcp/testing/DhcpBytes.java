package io.github.netboot4j.dhcp.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A DHCP message put together octet by octet, sound or not, without help of the codec under test.
 */
public final class DhcpBytes {
  /** Octets before the options: the fixed header and the magic cookie. */
  public static final int OPTIONS = 240;

  private final byte[] header = new byte[OPTIONS];
  private final ByteArrayOutputStream options = new ByteArrayOutputStream();

  private DhcpBytes() {}

  /**
   * A request from a client on an Ethernet, with the magic cookie and no option yet.
   *
   * @return a new message
   */
  public static DhcpBytes request() {
    DhcpBytes message = new DhcpBytes();
    message.header[0] = 1;
    message.header[1] = 1;
    message.header[2] = 6;
    return message.header(4, 0x12, 0x34, 0x56, 0x78).header(236, 99, 130, 83, 99);
  }

  /**
   * A DISCOVER.
   *
   * @return a request with option 53 alone
   */
  public static DhcpBytes discover() {
    return request().option(53, 1);
  }

  /**
   * Sets octets of the header.
   *
   * @param offset where the first of them goes, 0 to 239
   * @param octets their values
   * @return this message
   */
  public DhcpBytes header(int offset, int... octets) {
    for (int index = 0; index < octets.length; index++) {
      header[offset + index] = (byte) octets[index];
    }
    return this;
  }

  /**
   * Adds an option, or a piece of one.
   *
   * @param code 0 to 255
   * @param value not more than 255 octets
   * @return this message
   */
  public DhcpBytes option(int code, int... value) {
    return raw(code, value.length).raw(value);
  }

  /**
   * Adds an option, or a piece of one.
   *
   * @param code 0 to 255
   * @param value not more than 255 octets
   * @return this message
   */
  public DhcpBytes option(int code, byte[] value) {
    raw(code, value.length);
    options.writeBytes(value);
    return this;
  }

  /**
   * Adds an option of text.
   *
   * @param code 0 to 255
   * @param value not more than 255 characters, one octet each
   * @return this message
   */
  public DhcpBytes option(int code, String value) {
    return option(code, value.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Adds octets as they are.
   *
   * @param octets their values
   * @return this message
   */
  public DhcpBytes raw(int... octets) {
    for (int octet : octets) {
      options.write(octet);
    }
    return this;
  }

  /**
   * Ends the options.
   *
   * @return the whole message
   */
  public byte[] end() {
    return raw(255).toByteArray();
  }

  /**
   * The message as it is, without END.
   *
   * @return the whole message
   */
  public byte[] toByteArray() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(header);
    whole.writeBytes(options.toByteArray());
    return whole.toByteArray();
  }
}
