package io.github.netboot4j.tftp;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a transfer, by address and port (the transfer identifiers of RFC 1350 section 4).
 * Each packet that comes is shown to {@link #judge}, and reaches the state machine only if it is
 * the peer's:
 *
 * <pre>{@code
 * view.tryWrap(buffer, 0, length);
 * switch (peer.judge(address, port, view, now())) {
 *   case PEER     -> tell the state machine
 *   case STRANGER -> send ERROR 5 to that address and port; the transfer goes on
 *   case IGNORED  -> nothing
 * }
 * }</pre>
 *
 * <p>A server knows its peer from the request. A client knows the address it sends to, and learns
 * the port from the first answer; with a request that the network duplicated and a server that
 * served it twice, the second answer is a stranger's. Strangers are answered at most once in an
 * interval, and an ERROR never is, so that two such programs do not answer each other for ever.
 *
 * <p>Time is in nanoseconds from any origin and may wrap around. Nothing is allocated.
 */
public final class TftpPeer {
  /** Whose packet it is. */
  public enum Origin {
    /** The peer's. It may still be unreadable, or of no use at this time. */
    PEER,
    /** Someone else's, to be answered with {@link TftpErrorCode#UNKNOWN_TRANSFER_ID}. */
    STRANGER,
    /** Someone else's, or no answer to the request: not to be answered at all. */
    IGNORED
  }

  private static final int UNKNOWN = 0;

  private @Nullable InetAddress address;
  private final int requestOpcode;
  private final long intervalNanos;
  private int port;
  private boolean turnedAway;
  private long lastTurnedAway;

  private TftpPeer(@Nullable InetAddress address, int port, int requestOpcode, long intervalNanos) {
    if (intervalNanos < 0) {
      throw new IllegalArgumentException("negative interval " + intervalNanos);
    }
    this.address = address;
    this.port = port;
    this.requestOpcode = requestOpcode;
    this.intervalNanos = intervalNanos;
  }

  /**
   * The client of a server's transfer.
   *
   * @param address where the request came from
   * @param port where the request came from, 1 to 65535
   * @param intervalNanos the least time between two answers to strangers, in nanoseconds
   * @return the peer
   * @throws IllegalArgumentException if the port is out of range or the interval negative
   */
  public static TftpPeer client(InetAddress address, int port, long intervalNanos) {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
    }
    return new TftpPeer(address, port, 0, intervalNanos);
  }

  /**
   * The server of a client's transfer, whose port is not known yet.
   *
   * @param address where the request goes to; null to take an answer from any address, such as
   *     another one of the same server
   * @param requestOpcode {@link TftpOpcode#READ_REQUEST} or {@link TftpOpcode#WRITE_REQUEST}: what
   *     counts as an answer
   * @param intervalNanos the least time between two answers to strangers, in nanoseconds
   * @return the peer
   * @throws IllegalArgumentException if the opcode is no request's or the interval negative
   */
  public static TftpPeer server(
      @Nullable InetAddress address, int requestOpcode, long intervalNanos) {
    if (requestOpcode != TftpOpcode.READ_REQUEST && requestOpcode != TftpOpcode.WRITE_REQUEST) {
      throw new IllegalArgumentException(TftpOpcode.name(requestOpcode) + " is no request");
    }
    return new TftpPeer(address, UNKNOWN, requestOpcode, intervalNanos);
  }

  /**
   * The address of the peer.
   *
   * @return the address; null until the first answer has come, if any address will do
   */
  public @Nullable InetAddress address() {
    return address;
  }

  /**
   * The port of the peer, where packets after the request go.
   *
   * @return 1 to 65535, or 0 until a server's first answer has come
   */
  public int port() {
    return port;
  }

  /**
   * Tells whose packet has come, and learns the port from a first answer.
   *
   * @param address where it came from
   * @param port where it came from, 1 to 65535
   * @param packet the packet, readable or not
   * @param now nanoseconds
   * @return what to do with it
   */
  public Origin judge(InetAddress address, int port, TftpPacketView packet, long now) {
    if (this.address == null || this.address.equals(address)) {
      if (port == this.port) {
        return Origin.PEER;
      }
      if (this.port == UNKNOWN) {
        if (!isFirstAnswer(packet)) {
          return Origin.IGNORED;
        }
        this.address = address;
        this.port = port;
        return Origin.PEER;
      }
    }
    if (packet.opcode() == 0
        || packet.opcode() == TftpOpcode.ERROR
        || (turnedAway && now - lastTurnedAway < intervalNanos)) {
      return Origin.IGNORED;
    }
    turnedAway = true;
    lastTurnedAway = now;
    return Origin.STRANGER;
  }

  private boolean isFirstAnswer(TftpPacketView packet) {
    return switch (packet.opcode()) {
      case TftpOpcode.OPTION_ACKNOWLEDGMENT, TftpOpcode.ERROR -> true;
      case TftpOpcode.DATA -> requestOpcode == TftpOpcode.READ_REQUEST && packet.blockNumber() == 1;
      case TftpOpcode.ACKNOWLEDGMENT ->
          requestOpcode == TftpOpcode.WRITE_REQUEST && packet.blockNumber() == 0;
      default -> false;
    };
  }
}
