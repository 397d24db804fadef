package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DHCP, TFTP and HTTP together: opened with every port bound, then started, then closed. */
final class ReferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceServer.class);

  /** With the leases' own time, it is gone within five seconds. */
  private static final long STOP_MILLISECONDS = 2_700;

  private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final DurableLeases leases;
  private final List<DhcpServer> dhcp = new ArrayList<>();
  private final List<TftpServer> tftp = new ArrayList<>();
  private final List<HttpFiles> http = new ArrayList<>();
  private final LoopGuard guard;
  private volatile AddressPlan plan;
  private final LinkWatch links = new LinkWatch(LinkWatch::look);

  private ReferenceServer(ServerSettings settings, DurableLeases leases, ServerListener told)
      throws StartupException {
    this.leases = leases;
    this.plan = settings.dhcp().plan();
    this.guard = new LoopGuard(settings.loops());
    ServerListener listener = guard.before(told);
    try {
      for (LocalInterface on : settings.dhcp().interfaces()) {
        open(on, settings, leases, listener);
      }
      for (int index = 0; index < dhcp.size(); index++) {
        LocalInterface on = settings.dhcp().interfaces().get(index);
        hearBroadcasts(dhcp.get(index), settings.dhcp(), on);
        links.add(on, dhcp.get(index));
      }
      opened.push(links);
    } catch (StartupException e) {
      close();
      throw e;
    }
    if (settings.dhcp().pings() && !PingCheck.isAllowed()) {
      LOG.warn(
          "--ping needs CAP_NET_RAW for ICMP; without, addresses are asked by TCP, which not every"
              + " machine answers");
    }
  }

  /** Binds what is served on one interface. */
  private void open(
      LocalInterface on, ServerSettings settings, DurableLeases leases, ServerListener listener)
      throws StartupException {
    InetAddress address = Addresses.of(on.address());
    DhcpSettings here = settings.dhcp().at(on);
    BootPolicy policy = guarded(settings, on, dhcp.size());
    DhcpServer server =
        bound(
            "DHCP",
            "--dhcp-port",
            here.port(),
            () -> new DhcpServer(here, leases, policy, listener));
    dhcp.add(server);
    Path tftpRoot = settings.tftpRoot();
    if (tftpRoot != null) {
      tftp.add(
          bound(
              "TFTP",
              "--tftp-port",
              settings.tftpPort(),
              () -> tftp(address, tftpRoot, settings, listener)));
    }
    Path httpRoot = settings.httpRoot();
    if (httpRoot != null) {
      http.add(
          bound(
              "HTTP",
              "--http-port",
              settings.httpPort(),
              () ->
                  new HttpFiles(
                      address, settings.httpPort(), httpRoot, guard, guard.machines(), listener)));
    }
  }

  /** Hearing other interfaces is a nuisance with one; with several, each answers for all. */
  private static void hearBroadcasts(DhcpServer server, DhcpSettings settings, LocalInterface on)
      throws StartupException {
    boolean itsOwnOnly;
    try {
      itsOwnOnly = server.hearBroadcasts();
    } catch (IOException e) {
      throw cannotBind("DHCP", settings.port(), "--dhcp-port", e);
    }
    if (!itsOwnOnly && settings.interfaces().size() > 1) {
      throw new StartupException(
          "several interfaces need Linux 5.7 or later, or 5.1 and CAP_NET_RAW, and the server"
              + " started from its jar");
    }
    if (!itsOwnOnly) {
      LOG.warn(
          "what is broadcast on other interfaces is heard too, and answered on {}: this system"
              + " binds no socket to an interface",
          on.name());
    }
  }

  private TftpServer tftp(
      InetAddress address, Path root, ServerSettings settings, ServerListener listener)
      throws IOException {
    TftpOptions options = settings.tftpOptions();
    Path uploads = options.uploads();
    return new TftpServer(
        new InetSocketAddress(address, settings.tftpPort()),
        new FileRoot(root, options.followsLinks(), guard, new ScriptTemplates(guard.machines())),
        uploads == null ? null : new TftpUploads(uploads, options.overwrites()),
        TftpLimits.DEFAULTS,
        options.ports(),
        threads("tftp"),
        listener);
  }

  private BootPolicy guarded(ServerSettings settings, LocalInterface on, int index) {
    BootPolicy policy =
        new MachineScripts(
            settings.policy(),
            on.address(),
            settings.httpPort(),
            settings.tftpRoot(),
            settings.tftpOptions().followsLinks(),
            settings.httpRoot());
    return guard.around(policy, on.address(), () -> filesAt(on, index));
  }

  /** What stands before the path of a file that is served on an interface; null for no files. */
  private @Nullable String filesAt(LocalInterface on, int index) {
    if (index < http.size()) {
      int port = http.get(index).port();
      return "http://" + Ipv4.format(on.address()) + (port == 80 ? "" : ":" + port) + "/";
    }
    return tftp.isEmpty() ? null : "";
  }

  /** Binds every port, or none. The leases are closed with what this returns, or at once. */
  static ReferenceServer open(
      ServerSettings settings, DurableLeases leases, ServerListener listener)
      throws StartupException {
    return new ReferenceServer(settings, leases, listener);
  }

  /** DHCP first: every port is bound, so what a machine asks for next waits there. */
  void start() throws StartupException {
    dhcp.forEach(server -> server.start(threads("dhcp")));
    tftp.forEach(TftpServer::start);
    for (HttpFiles server : http) {
      server.start();
    }
    links.start(threads("links"));
  }

  /**
   * Serves other addresses, options and boot files from now on; leases and transfers go on.
   *
   * @param settings of the same interfaces, ports and roots
   */
  void serve(ServerSettings settings) {
    for (int index = 0; index < dhcp.size(); index++) {
      LocalInterface on = settings.dhcp().interfaces().get(index);
      dhcp.get(index).serve(settings.dhcp().at(on), guarded(settings, on, index));
    }
    plan = settings.dhcp().plan();
    leases.table().forgetSearches();
  }

  /** Has something closed with the server, and before all else. */
  void alsoCloses(AutoCloseable more) {
    opened.push(more);
  }

  /** What is wrong with it, in a line; null if it serves as it should. */
  @Nullable String trouble() {
    if (!leases.table().isStorable()) {
      return "leases cannot be stored";
    }
    if (!leases.isAlive()) {
      return "leases are stored no more";
    }
    boolean all =
        dhcp.stream().allMatch(DhcpServer::isListening)
            && tftp.stream().allMatch(TftpServer::isListening)
            && http.stream().allMatch(HttpFiles::isListening);
    return all ? null : stopped();
  }

  private String stopped() {
    List<String> stopped = new ArrayList<>();
    dhcp.stream()
        .filter(server -> !server.isListening())
        .forEach(server -> stopped.add("DHCP on " + server.interfaceName()));
    tftp.stream()
        .filter(server -> !server.isListening())
        .forEach(server -> stopped.add("TFTP on " + server.localAddress().getHostString()));
    http.stream()
        .filter(server -> !server.isListening())
        .forEach(server -> stopped.add("HTTP on " + server.host()));
    return "not listening any more: " + String.join(", ", stopped);
  }

  /** Where addresses come from at the moment. */
  AddressPlan plan() {
    return plan;
  }

  DurableLeases leases() {
    return leases;
  }

  /** How many transfers of TFTP are under way. */
  int runningTransfers() {
    return tftp.stream().mapToInt(TftpServer::runningTransfers).sum();
  }

  /** How many requests of HTTP are being served. */
  int runningRequests() {
    return http.stream().mapToInt(HttpFiles::runningRequests).sum();
  }

  /** How many wait for that. */
  int waitingRequests() {
    return http.stream().mapToInt(HttpFiles::waitingRequests).sum();
  }

  /** How many connections of HTTP are open. */
  int connections() {
    return http.stream().mapToInt(HttpFiles::connections).sum();
  }

  /** How many of them were closed since there were too many. */
  long crowdedOut() {
    return http.stream().mapToLong(HttpFiles::crowdedOut).sum();
  }

  /** How many of them were closed since their client took too long. */
  long late() {
    return http.stream().mapToLong(HttpFiles::late).sum();
  }

  /** How many offers wait until it is known that nobody uses their address. */
  int waitingPings() {
    return dhcp.stream().mapToInt(DhcpServer::waitingPings).sum();
  }

  /** How many offers left without asking that. */
  long unaskedPings() {
    return dhcp.stream().mapToLong(DhcpServer::unaskedPings).sum();
  }

  /** How many machines' chains are followed. */
  int followedMachines() {
    return guard.followedMachines();
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
      throw cannotBind(protocol, port, flag, e);
    }
  }

  private static StartupException cannotBind(
      String protocol, int port, String flag, IOException failure) {
    return new StartupException(
        "%s port %d %s".formatted(protocol, port, whyNotBound(failure, flag)));
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

  /**
   * Ends everything, all at the same time but for the leases, which go last: their answers come
   * from the others. Takes no longer than {@value #STOP_MILLISECONDS} ms and what the leases take.
   */
  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    for (AutoCloseable one = opened.poll(); one != null; one = opened.poll()) {
      AutoCloseable it = one;
      Thread thread = threads("stop").newThread(() -> closeQuietly(it));
      closing.add(thread);
      thread.start();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLISECONDS);
    try {
      for (Thread thread : closing) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leases.close();
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      LOG.warn("could not be closed: {}", e.toString());
    }
  }
}
