package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** A network that drops, duplicates, delays and reorders as its seed says, and its clock. */
final class SimulatedNetwork {
  /** What is attached to a port. */
  interface Host {
    /** Does all that is due. */
    void drive();

    /** When it has to be driven next, or null if nothing but a packet will change anything. */
    Long deadline();

    void receive(Address from, ByteBuffer packet);
  }

  /** Where a packet comes from. */
  enum Address {
    /** Client and servers are told apart by their ports. */
    OURS,
    /** Takes no part. */
    STRANGERS
  }

  private record Packet(
      long arrival, long serial, Address from, int fromPort, int toPort, ByteBuffer bytes) {}

  /** The clocks of the machines wrap around on the way. */
  private static final long ORIGIN = Long.MAX_VALUE - 10_000;

  private static final long DELAY = 50;

  private final PriorityQueue<Packet> underway =
      new PriorityQueue<>(
          Comparator.comparingLong(Packet::arrival).thenComparingLong(Packet::serial));
  private final Map<Integer, Host> hosts = new HashMap<>();
  private final List<Host> inOrder = new ArrayList<>();
  private final Random random;
  private long now;
  private long serial;

  /** Percentages, and the greatest extra delay. */
  int dropped;

  int duplicated;
  int strange;
  long jitter;

  /** The port that the packet being received came from. */
  int fromPort;

  /** Packets sent by hosts, before the network did anything to them. */
  long packets;

  SimulatedNetwork(long seed) {
    random = new Random(seed);
  }

  void attach(int port, Host host) {
    hosts.put(port, host);
    inOrder.add(host);
  }

  long now() {
    return ORIGIN + now;
  }

  boolean isIdle() {
    return underway.isEmpty();
  }

  void send(int fromPort, int toPort, byte[] packet) {
    packets++;
    int copies = chance(dropped) ? 0 : chance(duplicated) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      enqueue(Address.OURS, fromPort, toPort, packet);
    }
    if (chance(strange)) {
      byte[] stray = packet.clone();
      stray[1] = (byte) (1 + random.nextInt(7));
      stray[stray.length - 1] = (byte) random.nextInt(4);
      enqueue(Address.STRANGERS, 1 + random.nextInt(5), toPort, stray);
    }
  }

  private void enqueue(Address from, int fromPort, int toPort, byte[] packet) {
    long arrival = now + DELAY + (jitter == 0 ? 0 : (long) (random.nextDouble() * jitter));
    underway.add(new Packet(arrival, serial++, from, fromPort, toPort, ByteBuffer.wrap(packet)));
  }

  private boolean chance(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }

  /** Runs until nothing is left to happen. */
  void run(long mostSteps) {
    long steps = 0;
    while (step()) {
      assertTrue(++steps < mostSteps, "the transfer does not end");
    }
  }

  /** Drives all hosts and lets the next thing happen; false if there is none. */
  boolean step() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < inOrder.size(); i++) {
      Host host = inOrder.get(i);
      host.drive();
      Long deadline = host.deadline();
      if (deadline != null) {
        next = Math.min(next, deadline - ORIGIN);
      }
    }
    if (!underway.isEmpty()) {
      next = Math.min(next, underway.peek().arrival());
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    now = Math.max(now, next);
    deliver();
    return true;
  }

  private void deliver() {
    if (underway.isEmpty() || underway.peek().arrival() > now) {
      return;
    }
    Packet arrived = underway.remove();
    Host host = hosts.get(arrived.toPort());
    if (host != null) {
      fromPort = arrived.fromPort();
      host.receive(arrived.from(), arrived.bytes());
    }
  }
}
