package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request put together from its attributes; what is not said is as usual. */
public final class Witness {
  private static final int HARDWARE_AT = 28;
  private static final int LONGEST_PIECE = 255;
  private static final byte[] MAGIC_COOKIE = {99, (byte) 130, 83, 99};

  private final byte[] header = new byte[DhcpMessageView.HEADER_LENGTH];
  private final Map<Integer, byte[]> options = new TreeMap<>();
  private int givenAddress;
  private @Nullable Arrival arrival;

  Witness() {
    header[0] = DhcpMessageView.BOOTREQUEST;
    put(Attribute.HARDWARE, Attribute.HARDWARE.usual());
  }

  void arrivesAt(Arrival where) {
    arrival = where;
  }

  void put(Attribute attribute, byte @Nullable [] value) {
    if (value == null) {
      options.remove(attribute.code());
      return;
    }
    switch (attribute.kind()) {
      case OPTION -> options.put(attribute.code(), value);
      case HARDWARE -> {
        Arrays.fill(header, HARDWARE_AT, Attribute.SERVER_NAME_AT, (byte) 0);
        header[1] = value[0];
        header[2] = value[1];
        System.arraycopy(value, 2, header, HARDWARE_AT, value.length - 2);
      }
      case CLIENT_ADDRESS -> header(12, value);
      case RELAY_ADDRESS -> header(24, value);
      case SECONDS -> header(8, value);
      case BOOT_FILE -> header(Attribute.BOOT_FILE_AT, value);
      case SERVER_NAME -> header(Attribute.SERVER_NAME_AT, value);
      case GIVEN_ADDRESS -> givenAddress = ByteBuffer.wrap(value).getInt();
    }
  }

  private void header(int at, byte[] value) {
    System.arraycopy(value, 0, header, at, value.length);
  }

  /** Its options by their codes. */
  public Map<Integer, byte[]> options() {
    return options;
  }

  /** The message. */
  public byte[] message() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    out.writeBytes(MAGIC_COOKIE);
    write(OptionCode.MESSAGE_TYPE, out);
    for (int code : options.keySet()) {
      if (code != OptionCode.MESSAGE_TYPE && code != OptionCode.RELAY_AGENT_INFORMATION) {
        write(code, out);
      }
    }
    write(OptionCode.RELAY_AGENT_INFORMATION, out);
    out.write(OptionCode.END);
    return out.toByteArray();
  }

  private void write(int code, ByteArrayOutputStream to) {
    byte[] value = options.get(code);
    if (value == null) {
      return;
    }
    int at = 0;
    do {
      int piece = Math.min(LONGEST_PIECE, value.length - at);
      to.write(code);
      to.write(piece);
      to.write(value, at, piece);
      at += piece;
    } while (at < value.length);
  }

  /** The message as it came in. */
  public BootRequest request(BootRequest into) {
    byte[] octets = message();
    if (arrival != null) {
      arrival.at(into);
    }
    return into.wrap(new DhcpMessageView().wrap(ByteBuffer.wrap(octets), 0, octets.length))
        .given(givenAddress);
  }
}
