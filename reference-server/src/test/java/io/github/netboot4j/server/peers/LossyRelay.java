package io.github.netboot4j.server.peers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between TFTP clients and one server on the loopback interface that loses, repeats,
 * swaps and delays packets.
 *
 * <p>Clients send their requests to {@link #address()}. Each port that the server answers from
 * appears to a client as another port of the relay, so that it sees as many transfer identifiers as
 * there are.
 *
 * <p>What becomes of a packet follows from the seed, its direction, its opcode and block number,
 * and how many like it went before, and not from the time or from the packets around it. So a seed
 * does the same again, as far as the timers of the two sides do.
 */
public final class LossyRelay implements AutoCloseable {
  /**
   * How much trouble there is, in packets of a hundred.
   *
   * @param lost never arrive
   * @param repeated arrive twice, the second time at once or later
   * @param swapped arrive behind the next packet of their direction
   * @param delayed arrive up to {@value #LONGEST_DELAY_MILLIS} ms later
   * @param oneWriteRequest whether the first write request arrives, and no other: some servers
   *     serve each of them, into the same file, and no client can help that
   */
  public record Trouble(int lost, int repeated, int swapped, int delayed, boolean oneWriteRequest) {
    /** Trouble that write requests have too. */
    public Trouble(int lost, int repeated, int swapped, int delayed) {
      this(lost, repeated, swapped, delayed, false);
    }
  }

  /**
   * Ports below those that systems give out, each used once: a server that has not noticed the end
   * of a transfer still sends to its port, and would be heard by the next who has that port.
   */
  private static final AtomicInteger PORTS =
      new AtomicInteger(20_000 + (int) (ProcessHandle.current().pid() % 8_000));

  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int LONGEST_DELAY_MILLIS = 20;
  private static final int SHORTEST_DATA_OR_ACK = 4;
  private static final int WRITE_REQUEST = 2;
  private static final int DATA = 3;
  private static final int ACK = 4;

  private final InetSocketAddress server;
  private final long seed;
  private final Trouble trouble;
  private final Selector selector = Selector.open();
  private final DatagramChannel requests;
  private final Map<InetSocketAddress, Route> routes = new HashMap<>();
  private final PriorityQueue<Late> late = new PriorityQueue<>(Comparator.comparing(Late::due));
  private final ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final AtomicInteger troubled = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "lossy-relay");
  private volatile IOException failure;

  /** A port that no system gives out by itself, and that was not used before; it may be taken. */
  static int nextPort() {
    return PORTS.getAndIncrement();
  }

  /** Starts a network in front of a server's port for requests. */
  public LossyRelay(InetSocketAddress server, long seed, Trouble trouble) throws IOException {
    this.server = server;
    this.seed = seed;
    this.trouble = trouble;
    requests = open(this::fromClient);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where clients send their requests. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) requests.getLocalAddress();
  }

  /** How many packets did not simply pass. */
  public int troubled() {
    return troubled.get();
  }

  @Override
  public void close() throws IOException {
    selector.wakeup();
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requests.close();
    for (Route route : routes.values()) {
      route.close();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Takes the packet that has come; its bytes are from 0 to the limit. */
  private interface Arrival {
    void from(InetSocketAddress sender) throws IOException;
  }

  /** A packet on its way, at a time by {@link System#nanoTime()}. */
  private record Late(long due, DatagramChannel out, InetSocketAddress to, ByteBuffer bytes) {}

  private DatagramChannel open(Arrival arrival) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    while (channel.getLocalAddress() == null) {
      try {
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort()));
      } catch (BindException e) {
        // taken: the next one
      }
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, arrival);
    return channel;
  }

  private void run() {
    try {
      while (true) {
        selector.select(sendDue());
        for (SelectionKey key : selector.selectedKeys()) {
          DatagramChannel channel = (DatagramChannel) key.channel();
          Arrival arrival = (Arrival) key.attachment();
          while (channel.receive(packet.clear()) instanceof InetSocketAddress sender) {
            packet.flip();
            arrival.from(sender);
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (ClosedSelectorException e) {
      // closed: the end of the network
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Sends what is late enough; the milliseconds until there is more, or 0 for nothing to come. */
  private long sendDue() throws IOException {
    while (true) {
      Late next = late.peek();
      if (next == null) {
        return 0;
      }
      long left = next.due - System.nanoTime();
      if (left > 0) {
        return TimeUnit.NANOSECONDS.toMillis(left) + 1;
      }
      late.remove();
      next.out.send(next.bytes, next.to);
    }
  }

  private void fromClient(InetSocketAddress client) throws IOException {
    Route route = routes.get(client);
    if (route == null) {
      route = new Route(client, routes.size());
      routes.put(client, route);
    }
    route.upwards.pass(route.towardsServer, server);
  }

  /** The way of one client: a port towards the server, and one towards the client for each TID. */
  private final class Route {
    final InetSocketAddress client;
    final DatagramChannel towardsServer;
    final Map<InetSocketAddress, DatagramChannel> towardsClient = new HashMap<>();
    final Direction upwards;
    final Direction downwards;

    Route(InetSocketAddress client, int number) throws IOException {
      this.client = client;
      towardsServer = open(this::fromServer);
      upwards = new Direction(2L * number);
      downwards = new Direction(2L * number + 1);
    }

    void fromServer(InetSocketAddress transfer) throws IOException {
      DatagramChannel out = towardsClient.get(transfer);
      if (out == null) {
        out = open(sender -> upwards.pass(towardsServer, transfer));
        towardsClient.put(transfer, out);
      }
      downwards.pass(out, client);
    }

    void close() throws IOException {
      towardsServer.close();
      for (DatagramChannel channel : towardsClient.values()) {
        channel.close();
      }
    }
  }

  /** One direction of a route, and the dice for it. */
  private final class Direction {
    final long number;
    final Map<Integer, Integer> seen = new HashMap<>();
    Late held;

    Direction(long number) {
      this.number = number;
    }

    void pass(DatagramChannel out, InetSocketAddress to) throws IOException {
      int opcode = packet.limit() < 2 ? 0 : packet.getShort(0) & 0xffff;
      int block =
          (opcode == DATA || opcode == ACK) && packet.limit() >= SHORTEST_DATA_OR_ACK
              ? packet.getShort(2) & 0xffff
              : 0;
      int before = seen.merge(opcode << 16 | block, 1, Integer::sum) - 1;
      if (opcode == WRITE_REQUEST && trouble.oneWriteRequest) {
        if (before == 0) {
          out.send(packet.rewind(), to);
        }
        return;
      }
      dice(random(opcode << 16 | block, before), out, to);
    }

    private void dice(SplittableRandom random, DatagramChannel out, InetSocketAddress to)
        throws IOException {
      int repeated = trouble.lost + trouble.repeated;
      int swapped = repeated + trouble.swapped;
      int delayed = swapped + trouble.delayed;
      int dice = random.nextInt(100);
      if (dice < delayed) {
        troubled.incrementAndGet();
      }
      if (dice < trouble.lost) {
        return;
      }
      if (dice < repeated) {
        delay(random.nextInt(LONGEST_DELAY_MILLIS), out, to);
      } else if (dice < swapped && held == null) {
        held = delay(LONGEST_DELAY_MILLIS, out, to);
        return;
      } else if (dice >= swapped && dice < delayed) {
        delay(1 + random.nextInt(LONGEST_DELAY_MILLIS), out, to);
        return;
      }
      out.send(packet.rewind(), to);
      if (held != null && late.remove(held)) {
        held.out.send(held.bytes, held.to);
      }
      held = null;
    }

    private Late delay(int millis, DatagramChannel out, InetSocketAddress to) {
      ByteBuffer copy = ByteBuffer.allocate(packet.limit()).put(packet.rewind()).flip();
      long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      Late entry = new Late(due, out, to, copy);
      late.add(entry);
      return entry;
    }

    /** Numbers that are this packet's own. */
    private SplittableRandom random(int kind, int before) {
      long mixed = seed;
      for (long part : new long[] {number, kind, before}) {
        mixed = new SplittableRandom(mixed ^ part).nextLong();
      }
      return new SplittableRandom(mixed);
    }
  }
}
