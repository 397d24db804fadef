package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Octets that a request leads to. Evaluating throws nothing for any content of a request. */
public interface Data {
  /** No octets, not even an empty value. */
  Data NONE =
      new Data() {
        @Override
        public int append(BootRequest request, Workspace space) {
          return ABSENT;
        }

        @Override
        public boolean varies() {
          return false;
        }

        @Override
        public String toString() {
          return "nothing";
        }
      };

  /** The server's own address on the interface that the request came in on. */
  Data ARRIVAL_ADDRESS =
      new Data() {
        @Override
        public int append(BootRequest request, Workspace space) {
          space.append32(request.arrivalAddress());
          return Integer.BYTES;
        }

        @Override
        public boolean varies() {
          return false; // decisions are kept by this address
        }

        @Override
        public String toString() {
          return "this server's address";
        }
      };

  /** Returned by {@link #append} where there is no value. */
  int ABSENT = -1;

  /**
   * Appends the value to the workspace.
   *
   * @return how many octets it has, or {@link #ABSENT}
   */
  int append(BootRequest request, Workspace space);

  /** Whether two requests that arrive at the same address can lead to different octets. */
  default boolean varies() {
    return true;
  }

  /** Returned by {@link #variant} where it is not known which requests lead to the same octets. */
  int UNIQUE = -1;

  /**
   * For a value that {@link #varies()} between few possibilities: which of them this request leads
   * to. Requests that arrive at the same address and have the same variant lead to the same octets,
   * so that a decision is made once for each.
   *
   * @return 0 or more, or {@link #UNIQUE}
   */
  default int variant(BootRequest request, Workspace space) {
    return UNIQUE;
  }

  /** The same octets for every request. */
  static Data of(byte[] octets) {
    return new Constant(octets);
  }

  /** The octets of a text, one a character (ISO 8859-1). */
  static Data of(String text) {
    return new Constant(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The four octets of an address. */
  static Data address(int address) {
    return new Constant(
        new byte[] {
          (byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address
        });
  }

  /** The same octets for every request. */
  final class Constant implements Data {
    private final byte[] octets;

    Constant(byte[] octets) {
      this.octets = octets.clone();
    }

    /** A copy of the octets. */
    public byte[] octets() {
      return octets.clone();
    }

    byte[] shared() {
      return octets;
    }

    @Override
    public int append(BootRequest request, Workspace space) {
      space.append(octets, 0, octets.length);
      return octets.length;
    }

    @Override
    public boolean varies() {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Constant constant && Arrays.equals(octets, constant.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }

    /** Text in quotes where it is printable, NULs behind it as {@code \0}; else hexadecimal. */
    @Override
    public String toString() {
      int end = octets.length;
      while (end > 0 && octets[end - 1] == 0) {
        end--;
      }
      boolean isText = end > 0 || octets.length == 0;
      for (int index = 0; index < end; index++) {
        isText &= octets[index] >= ' ' && octets[index] <= '~';
      }
      if (!isText) {
        return octets.length == Integer.BYTES
            ? Ipv4.format(ByteBuffer.wrap(octets).getInt())
            : HexFormat.ofDelimiter(":").formatHex(octets);
      }
      String text = new String(octets, 0, end, StandardCharsets.US_ASCII);
      return '"' + text + "\\0".repeat(octets.length - end) + '"';
    }
  }
}
