package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Load for a DHCP server, with less processor time for an exchange than the server needs: it plays
 * a relay with many clients, each of which discovers and requests what it is offered. One thread,
 * one socket. Packets are like those of perfdhcp, and so is what counts: each answer must come
 * within a second.
 */
public final class DhcpLoad {
  private static final long FIRST_MAC = 0x000C_0102_0304L;
  private static final int SERVER_PORT = 67;
  private static final int BUFFER = 1 << 22;
  private static final int CAPACITY = 576;
  private static final long DROP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What is sent late is sent in pieces, or the answers to it would find no room. */
  private static final int MOST_AT_ONCE = 16;

  /** Does not count: until the compiler has done its work. At most the rate that is asked for. */
  private static final int WARM_UP_RATE = 5_000;

  private static final int WARM_UP_SECONDS = 3;

  private static final byte[] PARAMETERS = {1, 28, 2, 3, 6, 15, 12};

  private final DatagramChannel channel;
  private final int relay;
  private final int clients;
  private final int exchanges;
  private final double nanosEach;

  private final ByteBuffer out = ByteBuffer.allocateDirect(CAPACITY);
  private final ByteBuffer in = ByteBuffer.allocateDirect(2_048);
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final DhcpMessageView view = new DhcpMessageView();
  private final SplittableRandom random = new SplittableRandom(1);

  /** Of each exchange, by its transaction id: when it sent last, and who it is. */
  private final long[] sentAt;

  private final int[] client;

  private final int[] ackMicros;
  private int discovers;
  private int offers;
  private int acks;
  private int refused;

  private DhcpLoad(DatagramChannel channel, int relay, int rate, int seconds, int clients) {
    this.channel = channel;
    this.relay = relay;
    this.clients = clients;
    exchanges = rate * seconds;
    nanosEach = 1e9 / rate;
    sentAt = new long[exchanges];
    client = new int[exchanges];
    ackMicros = new int[exchanges];
  }

  /** Takes: own address, the server's address, exchanges a second, seconds, clients. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      System.err.println("DhcpLoad OWN-ADDRESS SERVER EXCHANGES-A-SECOND SECONDS CLIENTS");
      System.exit(2);
    }
    InetAddress own = InetAddress.getByName(arguments[0]);
    try (DatagramChannel channel = DatagramChannel.open();
        Selector selector = Selector.open()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      channel.bind(new InetSocketAddress(own, SERVER_PORT));
      channel.connect(new InetSocketAddress(InetAddress.getByName(arguments[1]), SERVER_PORT));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      int[] numbers = Arrays.stream(arguments).skip(2).mapToInt(Integer::parseInt).toArray();
      int relay = ByteBuffer.wrap(own.getAddress()).getInt();
      new DhcpLoad(channel, relay, Math.min(numbers[0], WARM_UP_RATE), WARM_UP_SECONDS, numbers[2])
          .run(selector);
      DhcpLoad load = new DhcpLoad(channel, relay, numbers[0], numbers[1], numbers[2]);
      load.run(selector);
      System.out.println(load.figures());
    }
  }

  private void run(Selector selector) throws IOException {
    long begin = System.nanoTime();
    long end = begin + (long) (exchanges * nanosEach);
    for (long now = begin; !isOver(now, end); now = System.nanoTime()) {
      long due = now < end ? (long) ((now - begin) / nanosEach) + 1 : discovers;
      int sent = 0;
      while (sent < MOST_AT_ONCE && discovers < due) {
        discover(now);
        sent++;
      }
      int received = 0;
      while (received < 2 * MOST_AT_ONCE && receive(now)) {
        received++;
      }
      if (sent + received == 0) {
        selector.select(1);
        selector.selectedKeys().clear();
      }
    }
  }

  private boolean isOver(long now, long end) {
    return now >= end && (acks + refused == discovers || now >= end + 2 * DROP_NANOS);
  }

  private void discover(long now) throws IOException {
    int number = discovers++;
    client[number] = random.nextInt(clients);
    begin(MessageType.DISCOVER, number);
    send(number, now);
  }

  private void begin(int type, int number) {
    writer
        .start(type, out, 0, CAPACITY)
        .hops(1)
        .transactionId(number + 1)
        .relayAddress(relay)
        .macAddress(FIRST_MAC + client[number])
        .option(OptionCode.PARAMETER_REQUEST_LIST, PARAMETERS);
  }

  private void send(int number, long now) throws IOException {
    out.position(0).limit(writer.finish());
    channel.write(out);
    out.clear();
    sentAt[number] = now;
  }

  /** Takes one datagram; false if there is none. */
  private boolean receive(long now) throws IOException {
    in.clear();
    if (channel.read(in) <= 0) {
      return false;
    }
    int number = view.tryWrap(in, 0, in.position()) ? view.transactionId() - 1 : -1;
    if (number >= 0 && number < discovers && now - sentAt[number] <= DROP_NANOS) {
      take(number, now);
    }
    return true;
  }

  private void take(int number, long now) throws IOException {
    switch (view.messageType()) {
      case MessageType.OFFER -> {
        offers++;
        begin(MessageType.REQUEST, number);
        writer.optionInt32(OptionCode.REQUESTED_ADDRESS, view.yourAddress());
        writer.optionInt32(OptionCode.SERVER_IDENTIFIER, view.serverIdentifier());
        send(number, now);
      }
      case MessageType.ACK ->
          ackMicros[acks++] =
              (int) TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt[number]);
      case MessageType.NAK -> refused++;
      default -> {}
    }
  }

  /** One line of JSON. Delays are of a REQUEST's answer, in milliseconds. */
  private String figures() {
    Arrays.sort(ackMicros, 0, acks);
    return String.format(
        Locale.ROOT,
        """
        {"sent": %d, "offers": %d, "acks": %d, "refused": %d, \
        "median delay": %.3f, "99 %% delay": %.3f}""",
        discovers,
        offers,
        acks,
        refused,
        delay(50),
        delay(99));
  }

  private double delay(int percent) {
    return acks == 0 ? 0 : ackMicros[(int) ((long) acks * percent / 100)] / 1_000.0;
  }
}
