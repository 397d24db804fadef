package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A listener before another must pass all on: a method that has a default is easily forgotten. */
final class ListenersTellOnTest {
  private static List<String> forgottenBy(Class<? extends ServerListener> listener) {
    return Arrays.stream(ServerListener.class.getMethods())
        .filter(told -> !isDeclared(listener, told))
        .map(Method::getName)
        .sorted()
        .toList();
  }

  private static boolean isDeclared(Class<?> listener, Method told) {
    try {
      Method own = listener.getDeclaredMethod(told.getName(), told.getParameterTypes());
      return own.getDeclaringClass() == listener;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Test
  void countsTellAllOn() {
    assertEquals(List.of(), forgottenBy(ServerCounts.class));
  }

  @Test
  void theWatchTellsAllOn() {
    assertEquals(List.of(), forgottenBy(WatchedServer.class));
  }
}
