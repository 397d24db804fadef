package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DHCP, TFTP and HTTP together: opened with every port bound, then started, then closed. */
final class ReferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceServer.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final DhcpServer dhcp;
  private final @Nullable TftpServer tftp;
  private final @Nullable HttpFiles http;

  private ReferenceServer(ServerSettings settings, DurableLeases leases, ServerListener listener)
      throws StartupException {
    LocalInterface on = settings.dhcp().on();
    InetAddress address = Addresses.of(on.address());
    Path tftpRoot = settings.tftpRoot();
    Path httpRoot = settings.httpRoot();
    opened.push(leases);
    try {
      dhcp =
          bound(
              "DHCP",
              "--dhcp-port",
              settings.dhcp().port(),
              () -> new DhcpServer(settings.dhcp(), leases, settings.policy(), listener));
      tftp =
          tftpRoot == null
              ? null
              : bound(
                  "TFTP",
                  "--tftp-port",
                  settings.tftpPort(),
                  () -> tftp(address, tftpRoot, settings, listener));
      http =
          httpRoot == null
              ? null
              : bound(
                  "HTTP",
                  "--http-port",
                  settings.httpPort(),
                  () -> new HttpFiles(address, settings.httpPort(), httpRoot, listener));
    } catch (StartupException e) {
      close();
      throw e;
    }
  }

  private TftpServer tftp(
      InetAddress address, Path root, ServerSettings settings, ServerListener listener)
      throws IOException {
    TftpOptions options = settings.tftpOptions();
    Path uploads = options.uploads();
    return new TftpServer(
        new InetSocketAddress(address, settings.tftpPort()),
        new TftpRoot(root, options.followsLinks()),
        uploads == null ? null : new TftpUploads(uploads, options.overwrites()),
        TftpLimits.DEFAULTS,
        threads("tftp"),
        listener);
  }

  /** Binds every port, or none. The leases are closed with what this returns, or at once. */
  static ReferenceServer open(
      ServerSettings settings, DurableLeases leases, ServerListener listener)
      throws StartupException {
    return new ReferenceServer(settings, leases, listener);
  }

  void start() throws StartupException {
    if (http != null) {
      http.start();
    }
    if (tftp != null) {
      tftp.start();
    }
    dhcp.start(threads("dhcp"));
  }

  /** Opens one of the servers. */
  @FunctionalInterface
  private interface Opening<T> {
    T open() throws IOException;
  }

  private <T extends AutoCloseable> T bound(
      String protocol, String flag, int port, Opening<T> opening) throws StartupException {
    try {
      T server = opening.open();
      opened.push(server);
      return server;
    } catch (IOException e) {
      throw new StartupException("%s port %d %s".formatted(protocol, port, whyNotBound(e, flag)));
    }
  }

  private static String whyNotBound(IOException failure, String flag) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage());
    if (said.contains("in use")) {
      return "is taken by another program; stop that, or choose another port with " + flag;
    }
    if (said.contains("Permission denied")) {
      return "needs root or CAP_NET_BIND_SERVICE; or choose a port above 1023 with " + flag;
    }
    return "cannot be opened: " + said;
  }

  private ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name + "-" + threadNumber.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("could not be closed: {}", e.toString());
      }
    }
  }
}
