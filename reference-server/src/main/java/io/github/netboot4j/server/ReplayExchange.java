package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A request in a capture, and the answers that it got there. */
final class ReplayExchange {
  /** {@code secs}, which is all that differs in a request that is sent again. */
  private static final int SECONDS = 8;

  private static final int CHADDR = 28;

  private final long record;
  private final byte[] octets;
  private final int port;
  private final DhcpMessageView message = new DhcpMessageView();
  private final List<ReplayAnswer> answers = new ArrayList<>();
  private int times = 1;

  /**
   * A request.
   *
   * @param record where it stands in the capture
   * @param octets the message
   * @param port where it was sent to
   */
  ReplayExchange(long record, byte[] octets, int port) {
    this.record = record;
    this.octets = octets.clone();
    this.port = port;
    message.tryWrap(ByteBuffer.wrap(this.octets), 0, octets.length);
  }

  /** What a request and its answer have in common. */
  static String key(DhcpMessageView message) {
    byte[] address = new byte[message.hardwareAddressLength()];
    message.buffer().get(message.offset() + CHADDR, address);
    return "%08x %s".formatted(message.transactionId(), HexFormat.of().formatHex(address));
  }

  long record() {
    return record;
  }

  /** How often the client sent it before it was answered. */
  int times() {
    return times;
  }

  DhcpMessageView message() {
    return message;
  }

  boolean isToBootServer() {
    return port == BootRequest.BOOT_SERVER_PORT;
  }

  /** In the order in which they came. */
  List<ReplayAnswer> answers() {
    return List.copyOf(answers);
  }

  /** Whether another request is this one, sent again for want of an answer; it is counted then. */
  boolean isRepeatedBy(byte[] other, int otherPort) {
    boolean again =
        answers.isEmpty()
            && port == otherPort
            && Arrays.equals(octets, 0, SECONDS, other, 0, SECONDS)
            && Arrays.equals(octets, SECONDS + 2, octets.length, other, SECONDS + 2, other.length);
    times += again ? 1 : 0;
    return again;
  }

  /** Whether a reply is of the type that answers this, and came the same way. */
  boolean isAnsweredBy(DhcpMessageView reply, int fromPort) {
    boolean discover = message.messageType() == MessageType.DISCOVER;
    boolean offer = reply.messageType() == MessageType.OFFER;
    return discover == offer
        && reply.relayAddress() == message.relayAddress()
        && (fromPort == BootRequest.BOOT_SERVER_PORT) == isToBootServer();
  }

  /** Takes an answer, unless it is one that was sent again. */
  void answer(ReplayAnswer answer) {
    if (!answers.contains(answer)) {
      answers.add(answer);
    }
  }
}
