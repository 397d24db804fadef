package io.github.netboot4j.chainload.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootReplyWriter;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.ChainAssertions;
import io.github.netboot4j.chainload.simulate.Simulator;
import io.github.netboot4j.chainload.simulate.Verdict;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.RequestSample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/**
 * What every boot policy must do: decide for each request, the same again, without exceptions, and
 * in such a way that machines boot.
 *
 * <pre>{@code
 * class MyPolicyTest extends BootPolicyContract {
 *   @Override
 *   protected BootPolicy policy() {
 *     return new MyPolicy();
 *   }
 * }
 * }</pre>
 *
 * <p>It runs under jqwik, whose engine comes with this artifact; JUnit's platform finds it. To
 * leave a test out, override it with an empty one that is marked {@link net.jqwik.api.Disabled} and
 * says why.
 */
public abstract class BootPolicyContract {
  private static final int SERVER = 0xC000_0201; // 192.0.2.1
  private static final int NETMASK = 0xFFFF_FF00;
  private static final int THREADS = 4;
  private static final int REPLY_CAPACITY = 1500;

  /** Made by jqwik, once for each test. */
  protected BootPolicyContract() {}

  /**
   * The policy that is to be tested.
   *
   * @return the policy; it may be the same each time
   */
  protected abstract BootPolicy policy();

  /**
   * Where clients are played through. A policy that comes from a configuration overrides this with
   * {@link Simulator#of(io.github.netboot4j.chainload.dialect.BootConfiguration)}; one whose files
   * have names that say nothing adds {@link Simulator#withImages}.
   *
   * @return by default a DHCP server with {@link #policy}
   */
  protected Simulator simulator() {
    return Simulator.of(policy());
  }

  /**
   * Who is there to boot.
   *
   * @return by default all clients that are modelled
   */
  protected Collection<BootClient> clients() {
    return BootClient.firstStages();
  }

  /**
   * Any octets.
   *
   * @return {@link DhcpArbitraries#hostile}
   */
  @Provide
  protected final Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  /**
   * Requests of boot clients.
   *
   * @return {@link DhcpArbitraries#requests}
   */
  @Provide
  protected final Arbitrary<RequestSample> requests() {
    return DhcpArbitraries.requests();
  }

  private static BootRequest request(RequestSample sample) {
    byte[] message = sample.message();
    DhcpMessageView view = new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
    boolean bootServer = sample.route() == RequestSample.Route.BOOT_SERVER;
    return new BootRequest()
        .wrap(view)
        .arrivedAt(SERVER, bootServer ? BootRequest.BOOT_SERVER_PORT : BootRequest.SERVER_PORT)
        .arrivedOn("", NETMASK);
  }

  private static BootDecision decide(BootPolicy policy, BootRequest request) {
    BootDecision decision = policy.decide(request);
    assertNotNull(decision, "a policy without an opinion answers BootDecision.undecided()");
    return decision;
  }

  private static byte[] reply(BootRequest request, BootDecision decision, boolean proxy) {
    byte[] octets = new byte[REPLY_CAPACITY];
    DhcpMessageWriter writer = new DhcpMessageWriter();
    writer.startReply(
        request.message(), MessageType.OFFER, ByteBuffer.wrap(octets), 0, REPLY_CAPACITY);
    BootReplyWriter replies = new BootReplyWriter(SERVER);
    if (proxy) {
      replies.writeProxy(request, decision, writer);
    } else {
      replies.write(request, decision, writer);
    }
    return Arrays.copyOf(octets, writer.finish());
  }

  /** A decision for comparison: what it says of itself, and what goes out because of it. */
  private static String outcome(BootRequest request, BootDecision decision) {
    return decision + "\n" + HexFormat.of().formatHex(reply(request, decision, false));
  }

  private static String outcome(BootPolicy policy, RequestSample sample) {
    BootRequest request = request(sample);
    return outcome(request, decide(policy, request));
  }

  /**
   * Whatever a server can read is decided and can be explained, however hostile: no exception, and
   * never null.
   *
   * @param datagram any octets
   */
  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  public void anyBytesThatCanBeReadAreDecided(@ForAll("hostile") byte[] datagram) {
    DhcpMessageView view = new DhcpMessageView();
    if (view.tryWrap(ByteBuffer.wrap(datagram), 0, datagram.length)) {
      for (int port : new int[] {BootRequest.SERVER_PORT, BootRequest.BOOT_SERVER_PORT}) {
        BootRequest request = new BootRequest().wrap(view).arrivedAt(SERVER, port);
        decide(policy(), request);
        assertNotNull(policy().explain(request), "no explanation");
      }
    }
  }

  /**
   * Every boot client gets a decision, and one that an explanation agrees with.
   *
   * @param sample a request
   */
  @Property(tries = 500)
  public void everyRequestIsDecidedAsExplained(@ForAll("requests") RequestSample sample) {
    BootPolicy policy = policy();
    BootRequest request = request(sample);
    assertEquals(
        outcome(request, decide(policy, request)),
        outcome(request, policy.explain(request).decision()));
  }

  /**
   * A policy has no state: what was decided before changes nothing.
   *
   * @param samples requests, of which the first comes again after the others
   */
  @Property(tries = 100)
  public void theSameRequestIsDecidedTheSameAgain(
      @ForAll("several") @Size(min = 2, max = 8) List<RequestSample> samples) {
    BootPolicy policy = policy();
    String first = outcome(policy, samples.get(0));
    samples.forEach(sample -> outcome(policy, sample));
    assertEquals(first, outcome(policy, samples.get(0)));
  }

  /**
   * Requests one after the other.
   *
   * @return lists of {@link DhcpArbitraries#requests}
   */
  @Provide
  protected final Arbitrary<List<RequestSample>> several() {
    return DhcpArbitraries.requests().list();
  }

  /**
   * A policy may be asked by any thread, and by several at once.
   *
   * @param samples requests
   */
  @Property(tries = 20)
  public void threadsDecideAlike(
      @ForAll("several") @Size(min = 50, max = 50) List<RequestSample> samples) {
    BootPolicy policy = policy();
    List<String> alone = samples.stream().map(sample -> outcome(policy, sample)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<String>>> together = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        together.add(
            threads.submit(() -> samples.stream().map(sample -> outcome(policy, sample)).toList()));
      }
      for (Future<List<String>> decisions : together) {
        assertEquals(alone, decisions.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * What is decided fits into a reply, to a DHCP client, and as a ProxyDHCP server on both its
   * ports: a sound message that says the boot file.
   *
   * @param sample a request
   */
  @Property(tries = 500)
  public void repliesAreSoundAndSayTheBootFile(@ForAll("requests") RequestSample sample) {
    BootRequest request = request(sample);
    BootDecision decision = decide(policy(), request);
    for (boolean proxy : new boolean[] {false, true}) {
      byte[] octets = reply(request, decision, proxy);
      DhcpMessageView reply = new DhcpMessageView().wrap(ByteBuffer.wrap(octets), 0, octets.length);
      assertTrue(reply.hasEnd());
      if (decision.boots() && decision.fields() == null) {
        assertTrue(
            reply.bootFile().equals(decision.bootFile())
                || reply.hasOption(OptionCode.BOOT_FILE_NAME),
            "the reply has no room for the boot file");
      }
    }
  }

  /** No modelled client loads the same loader for ever, or waits for what never comes. */
  @Example
  public void noClientLoopsOrIsStuck() {
    ChainAssertions.assertThatNoClientLoops(simulator(), clients());
  }

  /** No modelled client is told to run what was made for another architecture or firmware. */
  @Example
  public void noClientIsToldWhatItCannotRun() {
    List<Chain> wrong =
        simulator().simulateAll(clients()).stream()
            .filter(chain -> chain.verdict().kind() == Verdict.Kind.CANNOT_RUN)
            .toList();
    assertEquals(List.of(), wrong);
  }
}
