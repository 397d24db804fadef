package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second what has become of the interfaces, and says so once when one can serve nobody
 * and once when it can again. Sockets bound to an address live through all of that. The one that
 * hears broadcasts is bound to the number of its interface, which goes when the interface is
 * removed: it is made anew for the one that comes back with the name.
 */
final class LinkWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");
  private static final long PAUSE_MILLIS = 1_000;

  /** What is wrong with an interface. */
  enum Trouble {
    NONE("serves again"),
    DOWN("is down"),
    WITHOUT_ADDRESS("has lost the address %s"),
    GONE("is gone");

    private final String text;

    Trouble(String text) {
      this.text = text;
    }
  }

  /**
   * What an interface looks like.
   *
   * @param index its number in this system; 0 if it is gone
   * @param trouble what is wrong with it
   */
  record Look(int index, Trouble trouble) {}

  /** Looks at an interface. */
  @FunctionalInterface
  interface Eyes {
    /** Null if that cannot be told at the moment. */
    @Nullable Look at(LocalInterface on);
  }

  /** What is done when an interface was made anew, and each time that was looked. */
  interface Served {
    /** Hears what is broadcast on the interface that has the name now. */
    void hearAgain() throws IOException;

    /** Looks what else there is on this host. */
    void lookAround();
  }

  private static final class Link {
    final LocalInterface on;
    final Served served;
    Trouble trouble = Trouble.NONE;
    int index;

    Link(LocalInterface on, Served served, int index) {
      this.on = on;
      this.served = served;
      this.index = index;
    }
  }

  private final Eyes eyes;
  private final List<Link> links = new ArrayList<>();
  private @Nullable Thread thread;
  private boolean closed;

  LinkWatch(Eyes eyes) {
    this.eyes = eyes;
  }

  /** Adds an interface that is served from now on. */
  void add(LocalInterface on, Served served) {
    Look look = eyes.at(on);
    links.add(new Link(on, served, look == null ? 0 : look.index()));
  }

  /** Looks from now on. */
  void start(ThreadFactory threads) {
    Thread started = threads.newThread(this::run);
    thread = started;
    started.start();
  }

  private void run() {
    boolean failed = false;
    while (awaitNext()) {
      try {
        look();
        failed = false;
      } catch (RuntimeException e) {
        if (!failed) {
          LOG.error("the interfaces cannot be looked at; tried again each second", e);
        }
        failed = true;
      }
    }
  }

  private synchronized boolean awaitNext() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    try {
      for (long left = PAUSE_MILLIS; left > 0 && !closed; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !closed;
  }

  /** Looks once. */
  void look() {
    for (Link link : links) {
      Look look = eyes.at(link.on);
      if (look != null) {
        seen(link, look);
      }
      link.served.lookAround();
    }
  }

  private static void seen(Link link, Look look) {
    if (look.index() != link.index && look.index() != 0) {
      try {
        link.served.hearAgain();
        link.index = look.index();
      } catch (IOException e) {
        // Whatever was in the way of it: tried again next time.
        LOG.debug("{} is not heard: {}", link.on.name(), e.toString());
      }
    }
    if (look.trouble() == link.trouble) {
      return;
    }
    link.trouble = look.trouble();
    String what = link.trouble.text.formatted(Ipv4.format(link.on.address()));
    if (link.trouble == Trouble.NONE) {
      LOG.info("interface {} {}", link.on.name(), what);
    } else {
      LOG.warn("interface {} {}: nobody is served there until that changes", link.on.name(), what);
    }
  }

  /** What the system says of an interface. */
  static @Nullable Look look(LocalInterface on) {
    try {
      NetworkInterface found = NetworkInterface.getByName(on.name());
      if (found == null) {
        return new Look(0, Trouble.GONE);
      }
      Trouble trouble = Trouble.NONE;
      if (!found.isUp()) {
        trouble = Trouble.DOWN;
      } else if (found.getInterfaceAddresses().stream()
          .noneMatch(each -> each.getAddress().equals(Addresses.of(on.address())))) {
        trouble = Trouble.WITHOUT_ADDRESS;
      }
      return new Look(found.getIndex(), trouble);
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns when nothing is looked at any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    Thread started = thread;
    if (started == null) {
      return;
    }
    try {
      started.join(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
