package io.github.netboot4j.server;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done at each SIGHUP, which would end a JVM that nobody told otherwise. One that comes
 * before it is known what to do is kept until it is.
 */
final class HangUp {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  private @Nullable Runnable action;
  private boolean isWaiting;

  /** Hears SIGHUP from now on; nothing is ever heard on a system that has none. */
  static HangUp listen() {
    HangUp hangUp = new HangUp();
    try {
      // By name: the compiler warns of the class, and a runtime image may lack it.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hears =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  hangUp.heard();
                  return null;
                }
                return method.getName().equals("equals")
                    ? proxy == arguments[0]
                    : method.getName().equals("hashCode") ? 0 : "hang-up";
              });
      Object name = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, name, hears);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("no SIGHUP here: {}", e.toString());
    }
    return hangUp;
  }

  /** It came. */
  void heard() {
    Runnable now;
    synchronized (this) {
      now = action;
      isWaiting = now == null;
    }
    if (now != null) {
      now.run();
    }
  }

  /** Has this done each time from now on, and at once if it came before. */
  void runs(Runnable then) {
    boolean atOnce;
    synchronized (this) {
      action = then;
      atOnce = isWaiting;
      isWaiting = false;
    }
    if (atOnce) {
      then.run();
    }
  }
}
