package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.AllowedResourceAliasChecker;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
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
  private final HttpListener listener;
  private volatile @Nullable Server server;

  /** Binds the port; Jetty, which takes a while to load, comes with {@link #start}. */
  HttpFiles(InetAddress address, int port, Path root, MadeFiles made, HttpListener listener)
      throws IOException {
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
    Server jetty = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAXIMUM_HEADER);
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    jetty.addConnector(connector);
    jetty.setRequestLog((request, response) -> report(request, response, listener));
    jetty.setHandler(new ReadOnly(files(jetty, root), made));
    connector.open(bound);
    return jetty;
  }

  private static Handler files(Server server, Path root) {
    ResourceHandler files = new ResourceHandler();
    files.setDirAllowed(false);
    files.setWelcomeFiles(List.of());
    files.setEtags(true);
    // UEFI HTTP Boot tells by the type what it was given.
    MimeTypes.Mutable types = server.getMimeTypes();
    types.addMimeMapping("efi", "application/efi");
    types.addMimeMapping("iso", "application/vnd.efi-iso");
    types.addMimeMapping("img", "application/vnd.efi-img");
    types.addMimeMapping("ipxe", "text/plain");
    ContextHandler context = new ContextHandler(files, "/");
    context.setBaseResource(ResourceFactory.of(server).newResource(root));
    context.setAliasChecks(List.of(new AllowedResourceAliasChecker(context)));
    return context;
  }

  void start() throws StartupException {
    try {
      Server jetty = onBoundPort();
      server = jetty;
      jetty.start();
    } catch (Exception e) {
      throw new StartupException("HTTP did not start: " + e.getMessage());
    }
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

  /** Lets GET and HEAD through, and forbids browsers to guess types. */
  private static final class ReadOnly extends Handler.Wrapper {
    private final MadeFiles made;

    ReadOnly(Handler files, MadeFiles made) {
      super(files);
      this.made = made;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
        byte[] content = made.content(Request.getPathInContext(request));
        if (content == null) {
          return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, head ? null : ByteBuffer.wrap(content), callback);
        return true;
      }
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
  }
}
