package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSample.Route;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The samples are sound, of every kind, and the same again. */
class RequestSamplesTest {
  private static final int COUNT = 400;
  private static final int CLIENT = 0xC612FFFA;
  private static final int RELAY = 0xC613FFFA;

  private static List<RequestSample> samples(long seed, boolean bootServer) {
    return RequestSamples.generate(seed, COUNT, CLIENT, List.of(RELAY), bootServer);
  }

  @Test
  void theyAreTheSameForTheSameSeed() {
    List<RequestSample> first = samples(5, true);
    List<RequestSample> second = samples(5, true);
    for (int index = 0; index < COUNT; index++) {
      assertArrayEquals(first.get(index).message(), second.get(index).message());
      assertEquals(first.get(index).route(), second.get(index).route());
    }
  }

  @Test
  void theyAreSoundAndEachHasATransactionOfItsOwn() {
    Set<Integer> transactions = new HashSet<>();
    DhcpMessageView view = new DhcpMessageView();
    for (RequestSample sample : samples(1, true)) {
      byte[] message = sample.message();
      view.wrap(ByteBuffer.wrap(message), 0, message.length);
      assertTrue(view.isBroadcast());
      assertTrue(transactions.add(view.transactionId()));
      assertEquals(sample.route() == Route.RELAYED ? RELAY : 0, view.relayAddress());
    }
  }

  @Test
  void theyAreOfEveryKind() {
    Set<BootStage> stages = EnumSet.noneOf(BootStage.class);
    Set<Route> routes = EnumSet.noneOf(Route.class);
    Set<Integer> types = new HashSet<>();
    int following = 0;
    for (RequestSample sample : samples(2, true)) {
      byte[] message = sample.message();
      BootRequest request =
          new BootRequest()
              .wrap(new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length));
      stages.add(request.stage());
      routes.add(sample.route());
      types.add(request.message().messageType());
      following += sample.thenRequest() ? 1 : 0;
    }
    assertEquals(EnumSet.allOf(BootStage.class), stages);
    assertEquals(EnumSet.allOf(Route.class), routes);
    assertEquals(Set.of(1, 3, 8), types);
    assertTrue(following > 0);
  }

  @Test
  void thereAreNoneForWhatIsNotThere() {
    for (RequestSample sample : RequestSamples.generate(3, COUNT, CLIENT, List.of(), false)) {
      assertEquals(Route.DIRECT, sample.route());
    }
  }
}
