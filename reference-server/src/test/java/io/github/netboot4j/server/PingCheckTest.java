package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.server.lab.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PingCheckTest {
  private static final int FIRST = Ipv4.parse("192.0.2.10");
  private static final InetSocketAddress TARGET = Addresses.of(FIRST, 68);
  private static final long NOT_LONG = 100;

  private final LeaseTable table = new LeaseTable();
  private final DurableLeases leases = DurableLeases.inMemory(table);
  private final Places places =
      new Places(0, List.of(new AddressPlan.Range(FIRST, FIRST + 999)), address -> false);
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  /** What will be known of an address. */
  private final Map<String, CompletableFuture<Boolean>> known = new ConcurrentHashMap<>();

  private final PingCheck pings = new PingCheck(leases, Thread::new, this::isAnswered);

  private boolean isAnswered(InetAddress address) throws IOException {
    asked.add(address.getHostAddress());
    try {
      return answer(address.getHostAddress()).get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private CompletableFuture<Boolean> answer(String address) {
    return known.computeIfAbsent(address, key -> new CompletableFuture<>());
  }

  private void say(int address, boolean isAnswered) {
    answer(Ipv4.format(address)).complete(isAnswered);
  }

  /** A client discovers, and says so; the address that it is offered. */
  private int discover(int client, String said) throws IOException {
    ClientKey key = TestRequests.key(client);
    int before = table.addressOf(key, places);
    int address = table.offer(key, client, Ipv4.ANY, places, leases.now());
    ByteBuffer offer = ByteBuffer.allocate(64);
    offer.put(said.getBytes(StandardCharsets.US_ASCII)).flip();
    pings.send(
        address,
        address != before,
        offer,
        TARGET,
        (reply, target) -> {
          byte[] octets = new byte[reply.remaining()];
          reply.get(octets);
          sent.add(new String(octets, StandardCharsets.US_ASCII));
        });
    return address;
  }

  private static String next(BlockingQueue<String> of) throws InterruptedException {
    return String.valueOf(of.poll(60, TimeUnit.SECONDS));
  }

  @AfterEach
  void end() {
    pings.close();
    leases.close();
  }

  @Test
  void anOfferLeavesWhenNobodyAnswers() throws Exception {
    assertEquals(FIRST, discover(1, "offer"));
    assertEquals("192.0.2.10", next(asked));
    assertNull(sent.poll(NOT_LONG, TimeUnit.MILLISECONDS));
    say(FIRST, false);
    assertEquals("offer", next(sent));
    assertEquals(0, pings.waiting());
  }

  @Test
  void anAddressThatAnswersIsKeptFromEverybody() throws Exception {
    discover(1, "offer");
    say(FIRST, true);
    say(FIRST + 1, false);
    Await.until(
        "the address to be declined",
        Duration.ofSeconds(60),
        () ->
            table.addressOf(TestRequests.key(1), places) == Ipv4.ANY && pings.waiting() == 0
                ? Optional.of(true)
                : Optional.empty());
    assertEquals(FIRST + 1, discover(1, "another"));
    assertEquals("another", next(sent));
    assertEquals(FIRST + 2, table.offer(TestRequests.key(2), 2, FIRST, places, leases.now()));
    long later = leases.now() + LeaseTable.QUARANTINE_TIME.toMillis();
    assertEquals(FIRST, table.offer(TestRequests.key(3), 3, FIRST, places, later));
  }

  @Test
  void whoAsksAgainMeanwhileGetsOneOfferTheNewest() throws Exception {
    discover(1, "first");
    assertEquals(FIRST, discover(1, "second"));
    say(FIRST, false);
    assertEquals("second", next(sent));
    discover(1, "third");
    assertEquals("third", next(sent));
    assertNull(sent.poll(NOT_LONG, TimeUnit.MILLISECONDS));
    assertEquals(1, asked.size());
  }

  @Test
  void anAddressOfItsOwnIsNotAsked() throws Exception {
    table.offer(TestRequests.key(1), 1, Ipv4.ANY, places, leases.now());
    discover(1, "offer");
    assertEquals("offer", next(sent));
    assertEquals(0, asked.size());
  }

  @Test
  void whatIsLeasedMeanwhileStaysLeased() throws Exception {
    discover(1, "offer");
    ClientKey key = TestRequests.key(1);
    table.bind(key, 1, "", FIRST, places, leases.now(), Duration.ofHours(1));
    say(FIRST, true);
    Await.until(
        "the answer to be seen",
        Duration.ofSeconds(60),
        () -> pings.waiting() == 0 ? Optional.of(true) : Optional.empty());
    assertEquals(FIRST, table.addressOf(key, places));
  }

  @Test
  void beyondTheLimitOffersLeaveAtOnce() throws Exception {
    for (int client = 0; client < PingCheck.MOST_AT_ONCE; client++) {
      discover(client, "asked");
    }
    assertEquals(PingCheck.MOST_AT_ONCE, pings.waiting());
    discover(PingCheck.MOST_AT_ONCE, "beyond");
    assertEquals("beyond", next(sent));
    for (int client = 0; client < PingCheck.MOST_AT_ONCE; client++) {
      say(FIRST + client, false);
    }
    for (int client = 0; client < PingCheck.MOST_AT_ONCE; client++) {
      assertEquals("asked", next(sent));
    }
  }

  @Test
  void aMachineOfItsOwnAnswersAPing() throws Exception {
    assertTrue(PingCheck.ping(InetAddress.getLoopbackAddress()));
  }
}
