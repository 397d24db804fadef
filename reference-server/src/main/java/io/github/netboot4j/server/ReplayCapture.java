package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts each request of a capture together with its answers, which have its transaction id and
 * hardware address. At most {@value #MOST_OPEN} requests wait for more answers; the oldest is done
 * then.
 */
final class ReplayCapture {
  static final int MOST_OPEN = 4_096;

  private final PcapReader reader;
  private final Consumer<ReplayExchange> done;
  private final PcapDatagram datagram = new PcapDatagram();
  private final DhcpMessageView message = new DhcpMessageView();
  private final Deque<ReplayExchange> open = new ArrayDeque<>();
  private final Map<String, List<ReplayExchange>> byKey = new HashMap<>();
  private long damaged;
  private long others;

  ReplayCapture(PcapReader reader, Consumer<ReplayExchange> done) {
    this.reader = reader;
    this.done = done;
  }

  /** Reads on to the end, and hands out each exchange in the order of the requests. */
  void read() throws IOException {
    while (reader.next()) {
      if (datagram.find(reader) == PcapDatagram.Content.UDP && DecodeDhcp.claims(datagram)) {
        take();
      }
    }
    while (!open.isEmpty()) {
      close(open.remove());
    }
  }

  /** Messages that are cut or no DHCP. */
  long damaged() {
    return damaged;
  }

  /** Requests of types that are not replayed: INFORM, RELEASE, DECLINE, BOOTP and rarer ones. */
  long others() {
    return others;
  }

  private void take() {
    byte[] octets = new byte[datagram.payloadLength()];
    datagram.buffer().get(datagram.payloadOffset(), octets);
    if (datagram.fault() != null || !message.tryWrap(ByteBuffer.wrap(octets), 0, octets.length)) {
      damaged++;
    } else if (message.operation() == DhcpMessageView.BOOTREQUEST) {
      request(octets);
    } else if (message.operation() == DhcpMessageView.BOOTREPLY) {
      reply();
    }
  }

  private void request(byte[] octets) {
    int type = message.messageType();
    int port = datagram.destinationPort();
    boolean heard = port == BootRequest.SERVER_PORT || port == BootRequest.BOOT_SERVER_PORT;
    if (!heard || (type != MessageType.DISCOVER && type != MessageType.REQUEST)) {
      others++;
      return;
    }
    List<ReplayExchange> same =
        byKey.computeIfAbsent(ReplayExchange.key(message), key -> new ArrayList<>(2));
    for (ReplayExchange before : same) {
      if (before.isRepeatedBy(octets, port)) {
        return;
      }
    }
    if (open.size() == MOST_OPEN) {
      close(open.remove());
    }
    ReplayExchange exchange = new ReplayExchange(reader.recordNumber(), octets, port);
    // Closing the oldest may have taken the list away.
    byKey.putIfAbsent(ReplayExchange.key(message), same);
    same.add(exchange);
    open.add(exchange);
  }

  /** The latest request that it can be the answer of: some clients use one id again and again. */
  private void reply() {
    List<ReplayExchange> same = byKey.getOrDefault(ReplayExchange.key(message), List.of());
    for (int index = same.size() - 1; index >= 0; index--) {
      ReplayExchange exchange = same.get(index);
      if (exchange.isAnsweredBy(message, datagram.sourcePort())) {
        exchange.answer(ReplayAnswer.of(message, datagram.sourceAddress()));
        return;
      }
    }
  }

  private void close(ReplayExchange exchange) {
    String key = ReplayExchange.key(exchange.message());
    List<ReplayExchange> same = byKey.getOrDefault(key, new ArrayList<>());
    same.remove(exchange);
    if (same.isEmpty()) {
      byKey.remove(key);
    }
    done.accept(exchange);
  }
}
