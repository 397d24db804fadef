package io.github.netboot4j.dhcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts an option's value together piece by piece, for {@link DhcpMessageWriter#option(int,
 * OptionBuilder)}: lists, sub-options, domain names. Reusable; it grows to the largest value built
 * with it and then allocates nothing but in {@link #text} outside ASCII.
 *
 * <pre>{@code
 * builder.clear()
 *     .begin(6).unsigned8(8).end()                           // 43.6: skip discovery
 *     .begin(10).unsigned8(0).text("Boot").end();            // 43.10: prompt
 * writer.option(OptionCode.VENDOR_SPECIFIC_INFORMATION, builder);
 * }</pre>
 */
public final class OptionBuilder {
  private static final int LONGEST_SUB_OPTION = 255;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 255;
  private static final int DEEPEST = 8;

  private byte[] octets;
  private int length;

  /** Where the length octets of the open sub-options stand. */
  private final int[] open = new int[DEEPEST];

  private int depth;

  /**
   * An empty builder.
   *
   * @param capacity octets to make room for at first
   * @throws NegativeArraySizeException if it is negative
   */
  public OptionBuilder(int capacity) {
    octets = new byte[capacity];
  }

  /**
   * Starts over.
   *
   * @return this builder
   */
  public OptionBuilder clear() {
    length = 0;
    depth = 0;
    return this;
  }

  /**
   * Adds one octet.
   *
   * @param value its lowest 8 bits
   * @return this builder
   */
  public OptionBuilder unsigned8(int value) {
    makeRoom(1);
    octets[length++] = (byte) value;
    return this;
  }

  /**
   * Adds two octets in network byte order.
   *
   * @param value its lowest 16 bits
   * @return this builder
   */
  public OptionBuilder unsigned16(int value) {
    return unsigned8(value >>> 8).unsigned8(value);
  }

  /**
   * Adds four octets in network byte order: an address, or a number.
   *
   * @param value all 32 bits
   * @return this builder
   */
  public OptionBuilder int32(int value) {
    return unsigned16(value >>> 16).unsigned16(value);
  }

  /**
   * Adds octets.
   *
   * @param value copied
   * @return this builder
   */
  public OptionBuilder octets(byte[] value) {
    makeRoom(value.length);
    System.arraycopy(value, 0, octets, length, value.length);
    length += value.length;
    return this;
  }

  /**
   * Adds text in UTF-8, without a NUL and without its length.
   *
   * @param value the text
   * @return this builder
   */
  public OptionBuilder text(String value) {
    for (int index = 0; index < value.length(); index++) {
      if (value.charAt(index) >= 0x80) {
        return octets(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    makeRoom(value.length());
    for (int index = 0; index < value.length(); index++) {
      octets[length++] = (byte) value.charAt(index);
    }
    return this;
  }

  /**
   * Adds a domain name in the wire form of RFC 1035 §3.1, uncompressed.
   *
   * @param name labels with dots between them, one dot at the end or none; empty for the root
   * @return this builder
   * @throws IllegalArgumentException if a label is empty or takes more than 63 octets in UTF-8, or
   *     the name more than 255
   */
  public OptionBuilder domainName(String name) {
    String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    int start = length;
    while (!rest.isEmpty()) {
      int dot = rest.indexOf('.');
      byte[] label =
          rest.substring(0, dot < 0 ? rest.length() : dot).getBytes(StandardCharsets.UTF_8);
      boolean dotAtEnd = dot == rest.length() - 1;
      if (label.length == 0 || label.length > LONGEST_LABEL || dotAtEnd) {
        length = start;
        throw new IllegalArgumentException(
            "a label of a domain name has 1 to 63 octets: '" + name + "'");
      }
      unsigned8(label.length).octets(label);
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    unsigned8(0);
    if (length - start > LONGEST_NAME) {
      length = start;
      throw new IllegalArgumentException("a domain name has at most 255 octets: '" + name + "'");
    }
    return this;
  }

  /**
   * Opens a sub-option: its code, and room for its length. What is added until {@link #end} is its
   * value, which may hold sub-options of its own.
   *
   * @param code 0 to 255
   * @return this builder
   * @throws IllegalStateException if eight are open already
   */
  public OptionBuilder begin(int code) {
    if (depth == DEEPEST) {
      throw new IllegalStateException("sub-options nest at most " + DEEPEST + " deep");
    }
    unsigned8(code);
    return beginCounted();
  }

  /**
   * Opens a part that has a length octet in front but no code, such as an item of a list; {@link
   * #end} closes it.
   *
   * @return this builder
   * @throws IllegalStateException if eight parts are open already
   */
  public OptionBuilder beginCounted() {
    if (depth == DEEPEST) {
      throw new IllegalStateException("sub-options nest at most " + DEEPEST + " deep");
    }
    open[depth++] = length;
    return unsigned8(0);
  }

  /**
   * Closes the sub-option or part opened last.
   *
   * @return this builder
   * @throws IllegalStateException if none is open, or it has more than 255 octets
   */
  public OptionBuilder end() {
    if (depth == 0) {
      throw new IllegalStateException("no sub-option is open");
    }
    int at = open[--depth];
    int size = length - at - 1;
    if (size > LONGEST_SUB_OPTION) {
      throw new IllegalStateException("a sub-option has at most 255 octets, not " + size);
    }
    octets[at] = (byte) size;
    return this;
  }

  /**
   * The value's length so far.
   *
   * @return in octets
   */
  public int length() {
    return length;
  }

  /**
   * Copies the value.
   *
   * @return a new array
   * @throws IllegalStateException if a sub-option is still open
   */
  public byte[] toByteArray() {
    requireClosed();
    return Arrays.copyOf(octets, length);
  }

  /** The octets themselves, of which the first {@link #length()} count. */
  byte[] backing() {
    requireClosed();
    return octets;
  }

  private void requireClosed() {
    if (depth > 0) {
      throw new IllegalStateException("a sub-option is still open");
    }
  }

  private void makeRoom(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
    }
  }
}
