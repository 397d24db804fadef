package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reply says field by field, where a configuration says it field by field: nothing is added
 * that the configured server would not send. Immutable. It holds neither the address given to the
 * client nor what every reply has (options 51, 53, 54, 58, 59, 61 and 82).
 */
public final class ReplyFields {
  /** Nothing in any field. */
  public static final ReplyFields EMPTY = new Builder().build();

  private static final int LONGEST_FILE = 127;
  private static final int LONGEST_SERVER_NAME = 63;

  private final int nextServer;
  private final byte[] file;
  private final byte[] serverName;
  private final SortedMap<Integer, byte[]> options;

  private final int[] codes;
  private final byte[][] values;
  private final int[] echoed;

  private ReplyFields(Builder from) {
    nextServer = from.nextServer;
    file = from.file;
    serverName = from.serverName;
    options = Collections.unmodifiableSortedMap(new TreeMap<>(from.options));
    codes = options.keySet().stream().mapToInt(Integer::intValue).toArray();
    values = options.values().toArray(new byte[0][]);
    echoed = from.echoed.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Where the boot file is; {@code siaddr} in RFC 2131 §2.
   *
   * @return an IPv4 address, 0 for none
   */
  public int nextServer() {
    return nextServer;
  }

  /**
   * The field {@code file} (RFC 2131 §2).
   *
   * @return a copy, without a NUL, at most 127 octets; empty for none
   */
  public byte[] file() {
    return file.clone();
  }

  /**
   * The field {@code sname} (RFC 2131 §2).
   *
   * @return a copy, without a NUL, at most 63 octets; empty for none
   */
  public byte[] serverName() {
    return serverName.clone();
  }

  /**
   * The codes of the options.
   *
   * @return a copy, ascending
   */
  public int[] optionCodes() {
    return codes.clone();
  }

  /**
   * The value of an option.
   *
   * @param code 1 to 254
   * @return a copy; null if the reply does not have it
   */
  public byte @org.jspecify.annotations.Nullable [] option(int code) {
    byte[] value = options.get(code);
    return value == null ? null : value.clone();
  }

  /**
   * The codes of the options that are sent back as the client sent them, if it did.
   *
   * @return a copy, ascending; none of {@link #optionCodes()}
   */
  public int[] echoedCodes() {
    return echoed.clone();
  }

  /** What there is to run: {@code file}, or else option 67 up to a NUL; empty for nothing. */
  String bootFile() {
    byte[] name = file.length > 0 ? file : options.getOrDefault(OptionCode.BOOT_FILE_NAME, file);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  void write(BootRequest request, DhcpMessageWriter reply) {
    reply.nextServerAddress(nextServer);
    reply.bootFile(file);
    reply.serverName(serverName);
    for (int index = 0; index < codes.length; index++) {
      reply.option(codes[index], values[index]);
    }
    for (int code : echoed) {
      OptionValue value = request.scratch();
      if (request.message().readRawOption(code, value)) {
        reply.option(code, value);
      }
    }
  }

  /** Puts fields together. */
  public static final class Builder {
    private int nextServer = Ipv4.ANY;
    private byte[] file = {};
    private byte[] serverName = {};
    private final SortedMap<Integer, byte[]> options = new TreeMap<>();
    private final SortedSet<Integer> echoed = new TreeSet<>();

    /** Nothing so far. */
    public Builder() {}

    /**
     * Sets {@code siaddr}.
     *
     * @param address an IPv4 address
     * @return this builder
     */
    public Builder nextServer(int address) {
      nextServer = address;
      return this;
    }

    /**
     * Sets {@code file}.
     *
     * @param name without a NUL
     * @return this builder
     * @throws IllegalArgumentException if it has more than 127 octets
     */
    public Builder file(byte[] name) {
      file = fitting("file", name, LONGEST_FILE);
      return this;
    }

    /**
     * Sets {@code sname}.
     *
     * @param text without a NUL
     * @return this builder
     * @throws IllegalArgumentException if it has more than 63 octets
     */
    public Builder serverName(byte[] text) {
      serverName = fitting("sname", text, LONGEST_SERVER_NAME);
      return this;
    }

    /**
     * Sets an option.
     *
     * @param code 1 to 254
     * @param value its octets
     * @return this builder
     * @throws IllegalArgumentException for a code that is no option's
     */
    public Builder option(int code, byte[] value) {
      options.put(checked(code), value.clone());
      echoed.remove(code);
      return this;
    }

    /**
     * Has an option sent back as the client sent it, if it did.
     *
     * @param code 1 to 254
     * @return this builder
     * @throws IllegalArgumentException for a code that is no option's
     */
    public Builder echo(int code) {
      echoed.add(checked(code));
      options.remove(code);
      return this;
    }

    private static int checked(int code) {
      if (code <= OptionCode.PAD || code >= OptionCode.END) {
        throw new IllegalArgumentException("not the code of an option: " + code);
      }
      return code;
    }

    /**
     * The fields.
     *
     * @return as set so far
     */
    public ReplyFields build() {
      return new ReplyFields(this);
    }

    private static byte[] fitting(String field, byte[] name, int longest) {
      if (name.length > longest) {
        throw new IllegalArgumentException(
            field + " takes at most " + longest + " octets, not " + name.length);
      }
      return name.clone();
    }
  }
}
