package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.server.ChainLoop.Asker;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and as which program, without making anew what was made for a request before. Each
 * thread has its own.
 */
final class Askers {
  /** Programs that are remembered; a power of two. */
  private static final int REMEMBERED = 64;

  private static final int HASH_FACTOR = 31;
  private static final ThreadLocal<Askers> OF_THREAD = ThreadLocal.withInitial(Askers::new);

  /** A program, and the user class (77) that it was told by; empty for none. */
  private static final class Remembered {
    final byte[] userClass;
    final Asker asker;

    Remembered(byte[] userClass, Asker asker) {
      this.userClass = userClass;
      this.asker = asker;
    }
  }

  private final @Nullable Remembered[] remembered = new @Nullable Remembered[REMEMBERED];
  private final OptionValue value = new OptionValue();
  private final ClientKey key = new ClientKey();

  private Askers() {}

  static Askers ofThread() {
    return OF_THREAD.get();
  }

  /** Who sent a request, until this is asked again; null if it does not say. */
  @Nullable ClientKey key(BootRequest request) {
    return key.read(request.message(), value) ? key : null;
  }

  /** As which program it was sent. */
  Asker asker(BootRequest request) {
    boolean given = request.message().readOption(OptionCode.USER_CLASS, value);
    int length = given ? value.length() : 0;
    int hash = request.stage().hashCode();
    for (int index = 0; index < length; index++) {
      hash = HASH_FACTOR * hash + value.unsigned8(index);
    }
    int place = (hash ^ (hash >>> Short.SIZE)) & (REMEMBERED - 1);
    Remembered before = remembered[place];
    if (before != null
        && before.asker.stage() == request.stage()
        && before.userClass.length == length
        && (length == 0 || value.contentEquals(before.userClass))) {
      return before.asker;
    }
    byte[] userClass = given ? value.toByteArray() : new byte[0];
    Asker asker = Asker.of(request);
    remembered[place] = new Remembered(userClass, asker);
    return asker;
  }
}
