package io.github.netboot4j.server.oracle;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends datagrams in the client's namespace and collects what comes back for each, told apart by
 * transaction id. A program of its own, since a JVM cannot change namespace; it needs nothing but
 * the JDK, takes its orders from standard input, and ends with it.
 */
final class OracleClient {
  private static final int AT_ONCE = 24;
  private static final int LARGEST = 65_536;
  private static final int TRANSACTION_ID = 4;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** How long nothing has come, in milliseconds, before the server is asked whether it is idle. */
  private static final int QUIET = 12;

  private static final int QUIET_AT_LAST = 40;

  private final DatagramChannel client;
  private final DatagramChannel relay;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);

  private OracleClient() throws IOException {
    selector = Selector.open();
    client = open(68);
    relay = open(67);
  }

  private DatagramChannel open(int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
    channel.bind(new InetSocketAddress(port));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    return channel;
  }

  private static final class Request {
    final boolean fromRelay;
    final InetSocketAddress to;
    final byte[] message;

    Request(boolean fromRelay, InetSocketAddress to, byte[] message) {
      this.fromRelay = fromRelay;
      this.to = to;
      this.message = message;
    }

    int transactionId() {
      return ByteBuffer.wrap(message).getInt(TRANSACTION_ID);
    }
  }

  /** Answers orders until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    DataInputStream orders = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream results = new DataOutputStream(new BufferedOutputStream(System.out));
    OracleClient client = new OracleClient();
    while (true) {
      int serverProcess;
      try {
        serverProcess = orders.readInt();
      } catch (EOFException e) {
        return;
      }
      List<Request> requests = new ArrayList<>();
      for (int count = orders.readInt(); count > 0; count--) {
        boolean fromRelay = orders.readBoolean();
        InetAddress address = InetAddress.getByAddress(orders.readNBytes(4));
        InetSocketAddress to = new InetSocketAddress(address, orders.readUnsignedShort());
        requests.add(new Request(fromRelay, to, orders.readNBytes(orders.readUnsignedShort())));
      }
      Map<Integer, byte[]> replies = client.exchange(serverProcess, requests);
      for (Request request : requests) {
        byte[] reply = replies.getOrDefault(request.transactionId(), new byte[0]);
        results.writeShort(reply.length);
        results.write(reply);
      }
      results.flush();
    }
  }

  /** Replies by transaction id. What is not answered is sent once more. */
  private Map<Integer, byte[]> exchange(int serverProcess, List<Request> requests)
      throws IOException {
    Map<Integer, byte[]> replies = new HashMap<>();
    receive(1, new HashMap<>()); // What came late for an earlier order is no answer to this one.
    List<Request> open = requests;
    for (int quiet : new int[] {QUIET, QUIET_AT_LAST}) {
      for (int from = 0; from < open.size(); from += AT_ONCE) {
        List<Request> batch = open.subList(from, Math.min(from + AT_ONCE, open.size()));
        for (Request request : batch) {
          (request.fromRelay ? relay : client).send(ByteBuffer.wrap(request.message), request.to);
        }
        await(serverProcess, batch, quiet, replies);
      }
      open =
          requests.stream()
              .filter(request -> !replies.containsKey(request.transactionId()))
              .toList();
    }
    return replies;
  }

  /** Until all are answered, or nothing comes any more and the server has nothing left to do. */
  private void await(
      int serverProcess, List<Request> batch, int quiet, Map<Integer, byte[]> replies)
      throws IOException {
    long start = System.nanoTime();
    while (!batch.stream().allMatch(request -> replies.containsKey(request.transactionId()))
        && System.nanoTime() - start < LONGEST_NANOS) {
      if (receive(quiet, replies) == 0
          && isIdle(serverProcess)
          && receive(quiet, replies) == 0
          && isIdle(serverProcess)) {
        return;
      }
    }
  }

  /** Takes what comes within so many milliseconds; returns how many datagrams that were. */
  private int receive(int milliseconds, Map<Integer, byte[]> replies) throws IOException {
    int received = 0;
    selector.select(milliseconds);
    selector.selectedKeys().clear();
    for (DatagramChannel channel : List.of(client, relay)) {
      while (channel.receive(buffer.clear()) != null) {
        received++;
        byte[] reply = new byte[buffer.flip().remaining()];
        buffer.get(reply);
        if (reply.length > TRANSACTION_ID + Integer.BYTES && reply[0] == 2) {
          replies.putIfAbsent(ByteBuffer.wrap(reply).getInt(TRANSACTION_ID), reply);
        }
      }
    }
    return received;
  }

  /**
   * Whether all threads of the server wait and none of its sockets holds anything; also when it has
   * ended.
   */
  private static boolean isIdle(int process) throws IOException {
    Path of = Path.of("/proc", Integer.toString(process));
    try {
      return isWaiting(of.resolve("task"))
          && hasNothing(of.resolve("net/udp"), 4)
          && hasNothing(of.resolve("net/packet"), 6);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static boolean isWaiting(Path tasks) throws IOException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        String state;
        try {
          state = Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
          continue; // it has ended
        }
        if (state.charAt(state.lastIndexOf(')') + 2) != 'S') {
          return false;
        }
      }
    }
    return true;
  }

  /** A table of sockets; the column is the octets that wait, at the end, after a colon if any. */
  private static boolean hasNothing(Path table, int column) throws IOException {
    for (String row : Files.readAllLines(table).stream().skip(1).toList()) {
      String waiting = row.strip().split("\\s+", -1)[column];
      if (!waiting.substring(waiting.indexOf(':') + 1).matches("0+")) {
        return false;
      }
    }
    return true;
  }
}
