package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files below one directory over HTTP: GET and HEAD, no listings, no links that leave
 * it.
 */
final class HttpFiles implements AutoCloseable {
  /** Requests served at once; more wait. */
  static final int MAXIMUM_THREADS = 64;

  /** A connection without traffic is closed after this many milliseconds. */
  static final int IDLE_MILLISECONDS = 30_000;

  /** The most octets of a request's line and headers. */
  static final int MAXIMUM_HEADER = 8_192;

  /** Connections that wait to be accepted. */
  private static final int MOST_WAITING = 128;

  private static final long STOP_MILLISECONDS = 2_000;

  private final ServerSocketChannel bound;
  private final Path root;
  private final MadeFiles made;
  private final KnownMachines machines;
  private final HttpListener listener;
  private volatile @Nullable Server server;
  private @Nullable HttpConnections connections;

  /** Binds the port; Jetty, which takes a while to load, comes with {@link #start}. */
  HttpFiles(
      InetAddress address,
      int port,
      Path root,
      MadeFiles made,
      KnownMachines machines,
      HttpListener listener)
      throws IOException {
    this.machines = machines;
    this.root = root;
    this.made = made;
    this.listener = listener;
    bound = ServerSocketChannel.open();
    try {
      bound.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      bound.bind(new InetSocketAddress(address, port), MOST_WAITING);
    } catch (IOException e) {
      bound.close();
      throw e;
    }
  }

  private Server onBoundPort() throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAXIMUM_THREADS, 4);
    threads.setName("http");
    threads.setDaemon(true);
    // Jetty can give a buffer back twice when a connection ends early (its issue 12939). A buffer
    // that is not used again is nobody else's then.
    Server jetty = new Server(threads, null, new ByteBufferPool.NonPooling());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAXIMUM_HEADER);
    // What else is ambiguous is refused; these are not, to one who looks names up step by step.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "files",
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    ServerConnector connector = new Connector(jetty, http, listener);
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    jetty.addConnector(connector);
    jetty.setRequestLog((request, response) -> report(request, response, listener));
    HttpConnections clients = new HttpConnections();
    connector.addEventListener(clients);
    connections = clients;
    // Links may lead anywhere below the root: trees of distributions have them.
    FileRoot files = new FileRoot(root, true, made, new ScriptTemplates(machines));
    jetty.setHandler(new HttpFileHandler(files, types(), clients, listener));
    connector.open(bound);
    return jetty;
  }

  /** UEFI HTTP Boot tells by the type what it was given. */
  private static MimeTypes types() {
    MimeTypes.Mutable types = new MimeTypes.Mutable();
    types.addMimeMapping("efi", "application/efi");
    types.addMimeMapping("iso", "application/vnd.efi-iso");
    types.addMimeMapping("img", "application/vnd.efi-img");
    types.addMimeMapping("ipxe", "text/plain");
    return types;
  }

  void start() throws StartupException {
    try {
      Server jetty = onBoundPort();
      server = jetty;
      jetty.start();
      sweep(jetty);
    } catch (Exception e) {
      throw new StartupException("HTTP did not start: " + e.getMessage());
    }
  }

  private void sweep(Server jetty) {
    HttpConnections clients = connections;
    if (clients != null && jetty.isRunning()) {
      try {
        clients.sweep();
      } finally {
        jetty.getScheduler().schedule(() -> sweep(jetty), 1, TimeUnit.SECONDS);
      }
    }
  }

  /** How many connections are open. */
  int connections() {
    return connections == null ? 0 : connections.count();
  }

  /** How many connections were closed since there were too many. */
  long crowdedOut() {
    return connections == null ? 0 : connections.crowdedOut();
  }

  /** How many connections were closed since their client took too long. */
  long late() {
    return connections == null ? 0 : connections.late();
  }

  /** The port in use: the one asked for, or the one the system chose for 0. */
  int port() {
    return bound.socket().getLocalPort();
  }

  String host() {
    return bound.socket().getInetAddress().getHostAddress();
  }

  /** Whether it takes connections, as it does from its start to its close. */
  boolean isListening() {
    Server jetty = server;
    return jetty != null && jetty.isRunning() && bound.isOpen();
  }

  private @Nullable ThreadPool threadPool() {
    Server jetty = server;
    return jetty == null ? null : jetty.getThreadPool();
  }

  /** How many requests are being served. */
  int runningRequests() {
    return threadPool() instanceof QueuedThreadPool threads ? threads.getUtilizedThreads() : 0;
  }

  /** How many wait for that. */
  int waitingRequests() {
    return threadPool() instanceof QueuedThreadPool threads ? threads.getQueueSize() : 0;
  }

  private static void report(Request request, Response response, HttpListener listener) {
    if (Request.getRemoteAddr(request) != null
        && request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress client) {
      listener.answered(
          client,
          request.getMethod(),
          request.getHttpURI().getPathQuery(),
          response.getStatus(),
          Response.getContentBytesWritten(response));
      boolean whole =
          HttpMethod.GET.is(request.getMethod())
              && response.getStatus() == HttpStatus.OK_200
              && response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH)
                  == Response.getContentBytesWritten(response);
      if (whole) {
        listener.fetched(client, request.getHttpURI().getPathQuery());
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Server jetty = server;
      if (jetty != null) {
        jetty.setStopTimeout(STOP_MILLISECONDS);
        jetty.stop();
      }
      bound.close();
    } catch (Exception e) {
      throw new IOException("HTTP did not stop: " + e.getMessage(), e);
    }
  }

  /** Takes connections; when the system gives none, says so in one line and goes on soon. */
  private static final class Connector extends ServerConnector {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HttpListener listener;

    Connector(Server server, HttpConfiguration http, HttpListener listener) {
      super(server, new HttpConnectionFactory(http));
      this.listener = listener;
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
      if (!isRunning()
          || failure instanceof ClosedChannelException
          || failure instanceof InterruptedException) {
        return false;
      }
      listener.notConnected(failure.toString());
      LockSupport.parkNanos(PAUSE_NANOS);
      return true;
    }
  }
}
