package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a configuration again while it is served: on SIGHUP, or when its files change. What cannot
 * be read, or would need other sockets, is told, and what was served before goes on.
 */
final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");
  private static final long LOOK_EVERY_MILLIS = 2_000;
  private static final int MOST_FILES = 1_000;

  /** Reads the configuration, with all checks of the start. */
  @FunctionalInterface
  interface Reading {
    ServerSettings read() throws StartupException;
  }

  /** Hears how it went. */
  @FunctionalInterface
  interface Told {
    /**
     * The configuration was read again.
     *
     * @param served whether what was read is served now; else what was served before goes on
     */
    void reloaded(boolean served);
  }

  private final Reading reading;
  private final ReferenceServer server;
  private final Told told;
  private ServerSettings served;

  Reload(ServerSettings served, Reading reading, ReferenceServer server, Told told) {
    this.served = served;
    this.reading = reading;
    this.server = server;
    this.told = told;
  }

  /** Reads again; returns whether what was read is served now. */
  synchronized boolean run() {
    boolean isServed = isReadAndServed();
    told.reloaded(isServed);
    return isServed;
  }

  private boolean isReadAndServed() {
    try {
      ServerSettings read = reading.read();
      String fixed = changedForGood(served, read);
      if (fixed != null) {
        throw new StartupException(fixed + " changed, which takes a restart");
      }
      server.serve(read);
      served = read;
      LOG.info("the configuration was read again: {}", read.dhcp().described());
      return true;
    } catch (StartupException e) {
      LOG.error(
          "the configuration was read again and is not served; what was served before goes on: {}",
          Printable.whole(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("the configuration could not be read again", e);
    }
    return false;
  }

  private static @Nullable String changedForGood(ServerSettings before, ServerSettings after) {
    DhcpSettings dhcp = after.dhcp();
    if (!before.dhcp().interfaces().equals(dhcp.interfaces())) {
      return "an interface's address or subnet";
    }
    for (LocalInterface on : dhcp.interfaces()) {
      if (before.dhcp().at(on).proxy() != dhcp.at(on).proxy()) {
        return "which server gives the addresses on " + on.name();
      }
    }
    Path root = before.tftpRoot();
    return Objects.equals(root, after.tftpRoot()) ? null : "the root of TFTP";
  }

  /** Reads again whenever a file of the configuration's directory has changed. */
  void watch(Path file) {
    Thread watcher = new Thread(() -> watchForEver(file), "watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watchForEver(Path file) {
    List<String> seen = state(file);
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        List<String> now = state(file);
        if (!now.equals(seen)) {
          seen = now;
          run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What tells whether a file changed: of the file itself, and of those beside it. */
  static List<String> state(Path file) {
    List<String> state = new ArrayList<>();
    Path directory = file.toAbsolutePath().getParent();
    try (Stream<Path> beside = Files.list(directory == null ? file : directory)) {
      for (Path path : beside.sorted().limit(MOST_FILES).toList()) {
        add(path, state);
      }
    } catch (IOException e) {
      // It cannot be listed: the file itself must do.
    }
    add(file, state);
    return state;
  }

  private static void add(Path path, List<String> state) {
    try {
      BasicFileAttributes of = Files.readAttributes(path, BasicFileAttributes.class);
      if (of.isRegularFile()) {
        state.add(path + " " + of.size() + " " + of.lastModifiedTime() + " " + of.fileKey());
      }
    } catch (IOException e) {
      state.add(path + " is not there");
    }
  }
}
