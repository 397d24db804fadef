package io.github.netboot4j.tftp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Option negotiation (RFC 2347, 2348, 2349, 7440), for both sides.
 *
 * <p>A server calls {@link #answer} with a request. What comes out says which options it takes and
 * on which terms, and writes the OACK: never an option that was not asked for, and no block or
 * window greater than asked for. An option that is unknown, no number, or out of its range is left
 * out, as if it had not been sent. Of an option sent twice, the first counts.
 *
 * <p>A client writes its request with {@link #writeReadRequest} or {@link #writeWriteRequest} and
 * judges the OACK with {@link #confirm} or {@link #confirmWrite}.
 */
public final class TftpNegotiation {
  /** The name of the block size option (RFC 2348). */
  public static final String BLOCK_SIZE = "blksize";

  /** The name of the timeout option (RFC 2349). */
  public static final String TIMEOUT = "timeout";

  /** The name of the transfer size option (RFC 2349). */
  public static final String TRANSFER_SIZE = "tsize";

  /** The name of the window size option (RFC 7440). */
  public static final String WINDOW_SIZE = "windowsize";

  private static final String[] NAMES = {BLOCK_SIZE, TIMEOUT, TRANSFER_SIZE, WINDOW_SIZE};
  private static final int IPV4_HEADER_LENGTH = 20;
  private static final int UDP_TFTP_HEADERS = 8 + TftpPacketWriter.DATA_HEADER_LENGTH;

  private final TftpParameters parameters;
  private final String[] accepted;

  private TftpNegotiation(TftpParameters parameters, String[] accepted) {
    this.parameters = parameters;
    this.accepted = accepted;
  }

  /**
   * The block size whose DATA packets just fit an IPv4 packet without options.
   *
   * @param mtu maximum transmission unit of the link, in bytes, IP header included
   * @return the MTU less 32 bytes of headers (1468 for Ethernet), kept within {@link
   *     TftpParameters#MINIMUM_BLOCK_SIZE} and {@link TftpParameters#MAXIMUM_BLOCK_SIZE}
   */
  public static int blockSizeForMtu(int mtu) {
    return blockSizeForMtu(mtu, IPV4_HEADER_LENGTH);
  }

  /**
   * The block size whose DATA packets just fit an IP packet.
   *
   * @param mtu maximum transmission unit of the link, in bytes, IP header included
   * @param ipHeaderLength bytes before the UDP header: 20 for IPv4, 40 for IPv6 without extensions
   * @return the MTU less all headers (1448 for IPv6 on Ethernet), kept within {@link
   *     TftpParameters#MINIMUM_BLOCK_SIZE} and {@link TftpParameters#MAXIMUM_BLOCK_SIZE}
   */
  public static int blockSizeForMtu(int mtu, int ipHeaderLength) {
    long room = (long) mtu - ipHeaderLength - UDP_TFTP_HEADERS;
    return (int)
        Math.max(
            TftpParameters.MINIMUM_BLOCK_SIZE, Math.min(TftpParameters.MAXIMUM_BLOCK_SIZE, room));
  }

  /**
   * Answers the options of a request.
   *
   * @param request a read or write request
   * @param mode the mode that the transfer will use
   * @param maximumBlockSize the greatest block size to agree to, in bytes, {@link
   *     TftpParameters#MINIMUM_BLOCK_SIZE} or more; a transfer without this option uses 512 all the
   *     same
   * @param maximumWindowSize the greatest window size to agree to, in blocks, 1 or more. Beyond
   *     32767, the number of a late ACK can be mistaken for that of a new one
   * @param transferSize for a read request, the size of the file as it will be sent, in bytes; or
   *     {@link TftpParameters#UNKNOWN_SIZE}, and then {@code tsize} is left out. A write request
   *     states its size itself
   * @return what is agreed
   * @throws IllegalArgumentException if the view holds no request, a limit is out of range, or the
   *     mode is mail
   */
  public static TftpNegotiation answer(
      TftpPacketView request,
      TftpMode mode,
      int maximumBlockSize,
      int maximumWindowSize,
      long transferSize) {
    boolean write = request.opcode() == TftpOpcode.WRITE_REQUEST;
    if (!write && request.opcode() != TftpOpcode.READ_REQUEST) {
      throw new IllegalArgumentException(TftpOpcode.name(request.opcode()) + " is no request");
    }
    if (maximumBlockSize < TftpParameters.MINIMUM_BLOCK_SIZE || maximumWindowSize < 1) {
      throw new IllegalArgumentException(
          "limits " + maximumBlockSize + ", " + maximumWindowSize + " are out of range");
    }
    int blockSize = TftpParameters.DEFAULT_BLOCK_SIZE;
    int windowSize = 1;
    int timeout = 0;
    long size = TftpParameters.UNKNOWN_SIZE;
    String[] accepted = new String[NAMES.length];
    int count = 0;
    for (int i = 0; i < request.optionCount(); i++) {
      String name = known(request, i);
      long value = request.optionNumber(i);
      if (name == null || request.findOption(name) != i || !inRange(name, value)) {
        continue;
      }
      switch (name) {
        case BLOCK_SIZE -> blockSize = (int) Math.min(value, maximumBlockSize);
        case WINDOW_SIZE -> windowSize = (int) Math.min(value, maximumWindowSize);
        case TIMEOUT -> timeout = (int) value;
        default -> {
          size = write ? value : transferSize;
          if (size == TftpParameters.UNKNOWN_SIZE) {
            continue;
          }
        }
      }
      accepted[count++] = name;
    }
    return new TftpNegotiation(
        new TftpParameters(blockSize, windowSize, timeout, size, mode),
        Arrays.copyOf(accepted, count));
  }

  /**
   * The terms of the transfer.
   *
   * @return the agreed values, and the defaults of RFC 1350 for what was not negotiated
   */
  public TftpParameters parameters() {
    return parameters;
  }

  /**
   * Whether an option was taken, so that an OACK has to be sent before the first block.
   *
   * @return false when the transfer goes on as RFC 1350 has it
   */
  public boolean hasOptions() {
    return accepted.length > 0;
  }

  /**
   * Writes the OACK: the options that were taken, in the order of the request.
   *
   * @param writer wrapped around the place for the packet
   * @return the length of the packet, or {@link TftpPacketWriter#NO_ROOM}
   */
  public int write(TftpPacketWriter writer) {
    writer.beginOptionAcknowledgment();
    for (String name : accepted) {
      writer.option(name, value(parameters, name));
    }
    return writer.finish();
  }

  /**
   * Writes a read request that asks for parameters. A value that RFC 1350 has anyway (512 bytes, a
   * window of 1, no timeout, an unknown size) is not asked for.
   *
   * @param writer wrapped around the place for the packet
   * @param fileName at least one character, none of them NUL
   * @param asked what to ask for; a transfer size of 0 asks for the size
   * @return the length of the packet, or {@link TftpPacketWriter#NO_ROOM}
   */
  public static int writeReadRequest(
      TftpPacketWriter writer, String fileName, TftpParameters asked) {
    return writeOptions(writer.beginReadRequest(fileName, asked.mode()), asked);
  }

  /**
   * Writes a write request that asks for parameters, as {@link #writeReadRequest} does.
   *
   * @param writer wrapped around the place for the packet
   * @param fileName at least one character, none of them NUL
   * @param asked what to ask for; the transfer size, if known, is the size of the file as it will
   *     be sent
   * @return the length of the packet, or {@link TftpPacketWriter#NO_ROOM}
   */
  public static int writeWriteRequest(
      TftpPacketWriter writer, String fileName, TftpParameters asked) {
    return writeOptions(writer.beginWriteRequest(fileName, asked.mode()), asked);
  }

  private static int writeOptions(TftpPacketWriter writer, TftpParameters asked) {
    for (String name : NAMES) {
      if (asksFor(asked, name)) {
        writer.option(name, value(asked, name));
      }
    }
    return writer.finish();
  }

  /**
   * Judges the OACK to a read request that {@link #writeReadRequest} wrote. Of an option sent
   * twice, the first counts.
   *
   * @param asked what the request asked for
   * @param acknowledgment the OACK
   * @return what is agreed; or null when the OACK has an option that was not asked for or a value
   *     outside what was asked for, and is to be refused with {@link TftpErrorCode#OPTION_REFUSED}
   * @throws IllegalArgumentException if the view holds no OACK
   */
  public static @Nullable TftpParameters confirm(
      TftpParameters asked, TftpPacketView acknowledgment) {
    return confirm(asked, acknowledgment, false);
  }

  /**
   * Judges the OACK to a write request that {@link #writeWriteRequest} wrote, as {@link #confirm}
   * does. The server has to give the transfer size back as it was sent (RFC 2349).
   *
   * @param asked what the request asked for
   * @param acknowledgment the OACK
   * @return what is agreed, or null when the OACK is to be refused
   * @throws IllegalArgumentException if the view holds no OACK
   */
  public static @Nullable TftpParameters confirmWrite(
      TftpParameters asked, TftpPacketView acknowledgment) {
    return confirm(asked, acknowledgment, true);
  }

  private static @Nullable TftpParameters confirm(
      TftpParameters asked, TftpPacketView acknowledgment, boolean write) {
    if (acknowledgment.opcode() != TftpOpcode.OPTION_ACKNOWLEDGMENT) {
      throw new IllegalArgumentException(TftpOpcode.name(acknowledgment.opcode()) + " is no OACK");
    }
    int blockSize = TftpParameters.DEFAULT_BLOCK_SIZE;
    int windowSize = 1;
    int timeout = 0;
    long size = TftpParameters.UNKNOWN_SIZE;
    for (int i = 0; i < acknowledgment.optionCount(); i++) {
      String name = known(acknowledgment, i);
      if (name == null || !asksFor(asked, name)) {
        return null;
      }
      if (acknowledgment.findOption(name) != i) {
        continue;
      }
      long value = acknowledgment.optionNumber(i);
      if (!inRange(name, value) || !within(name, value, asked, write)) {
        return null;
      }
      switch (name) {
        case BLOCK_SIZE -> blockSize = (int) value;
        case WINDOW_SIZE -> windowSize = (int) value;
        case TIMEOUT -> timeout = (int) value;
        default -> size = value;
      }
    }
    return new TftpParameters(blockSize, windowSize, timeout, size, asked.mode());
  }

  private static @Nullable String known(TftpPacketView packet, int index) {
    for (String name : NAMES) {
      if (packet.optionNameEquals(index, name)) {
        return name;
      }
    }
    return null;
  }

  private static boolean inRange(String name, long value) {
    return switch (name) {
      case BLOCK_SIZE ->
          value >= TftpParameters.MINIMUM_BLOCK_SIZE && value <= TftpParameters.MAXIMUM_BLOCK_SIZE;
      case WINDOW_SIZE -> value >= 1 && value <= TftpParameters.MAXIMUM_WINDOW_SIZE;
      case TIMEOUT -> value >= 1 && value <= TftpParameters.MAXIMUM_TIMEOUT_SECONDS;
      default -> value >= 0;
    };
  }

  /** Whether a value in an OACK is one that the server may answer. */
  private static boolean within(String name, long value, TftpParameters asked, boolean write) {
    return switch (name) {
      case BLOCK_SIZE -> value <= asked.blockSize();
      case WINDOW_SIZE -> value <= asked.windowSize();
      case TIMEOUT -> value == asked.timeoutSeconds();
      default -> !write || value == asked.transferSize();
    };
  }

  private static boolean asksFor(TftpParameters asked, String name) {
    return switch (name) {
      case BLOCK_SIZE -> asked.blockSize() != TftpParameters.DEFAULT_BLOCK_SIZE;
      case WINDOW_SIZE -> asked.windowSize() != 1;
      case TIMEOUT -> asked.timeoutSeconds() != 0;
      default -> asked.transferSize() != TftpParameters.UNKNOWN_SIZE;
    };
  }

  private static long value(TftpParameters parameters, String name) {
    return switch (name) {
      case BLOCK_SIZE -> parameters.blockSize();
      case WINDOW_SIZE -> parameters.windowSize();
      case TIMEOUT -> parameters.timeoutSeconds();
      default -> parameters.transferSize();
    };
  }
}
