package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A listener before another must pass all on: a method that has a default is easily forgotten. */
final class ListenersTellOnTest {
  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(int.class, 0),
          Map.entry(long.class, 7L),
          Map.entry(String.class, "x"),
          Map.entry(BootRequest.class, new BootRequest()),
          Map.entry(BootDecision.class, BootDecision.boot("x")),
          Map.entry(Unanswered.class, Unanswered.NO_POOL),
          Map.entry(DhcpFault.class, DhcpFault.MESSAGE_TOO_SHORT),
          Map.entry(InetSocketAddress.class, new InetSocketAddress("192.0.2.7", 1234)),
          Map.entry(TftpMode.class, TftpMode.OCTET),
          Map.entry(TftpOutcome.class, TftpOutcome.COMPLETE),
          Map.entry(TftpFault.class, TftpFault.TRUNCATED),
          Map.entry(TftpDropped.class, TftpDropped.TOO_MANY),
          Map.entry(
              ChainLoop.class,
              new ChainLoop(
                  1,
                  2,
                  new ChainLoop.Asker(BootStage.IPXE, "iPXE"),
                  "x",
                  3,
                  new Reason("a rule"),
                  List.of(),
                  new Reason("the loop breaker"))));

  private record Told(Method method, List<Object> arguments) {}

  private static void assertTellsAllOn(UnaryOperator<ServerListener> before) throws Exception {
    List<Told> told = new ArrayList<>();
    ServerListener last =
        (ServerListener)
            Proxy.newProxyInstance(
                ServerListener.class.getClassLoader(),
                new Class<?>[] {ServerListener.class},
                (proxy, method, arguments) -> {
                  told.add(new Told(method, arguments == null ? List.of() : List.of(arguments)));
                  return null;
                });
    ServerListener first = before.apply(last);
    Method[] methods = ServerListener.class.getMethods();
    assertTrue(methods.length > 15, () -> Arrays.toString(methods));
    for (Method method : methods) {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes()).map(SAMPLES::get).toArray(Object[]::new);
      told.clear();
      method.invoke(first, arguments);
      assertEquals(List.of(new Told(method, List.of(arguments))), told);
    }
  }

  @Test
  void countsTellAllOn() throws Exception {
    assertTellsAllOn(ServerCounts::new);
  }

  @Test
  void theWatchTellsAllOn() throws Exception {
    assertTellsAllOn(new LoopGuard(LoopSettings.DEFAULTS)::before);
  }
}
