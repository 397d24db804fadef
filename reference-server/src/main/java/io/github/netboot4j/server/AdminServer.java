package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * What operators and their programs ask over HTTP: {@code /healthz} and {@code /metrics}. A server
 * of its own, that shares neither port nor threads nor handlers with what machines boot from.
 */
final class AdminServer implements AutoCloseable {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final int MOST_THREADS = 4;
  private static final int IDLE_MILLISECONDS = 10_000;

  private final Server server;

  /**
   * Answers on a socket.
   *
   * @param bound is closed with this
   * @param trouble what is wrong, in a line; null for nothing
   * @param metrics in the text format of Prometheus
   */
  AdminServer(
      ServerSocketChannel bound, Supplier<@Nullable String> trouble, Supplier<String> metrics)
      throws StartupException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("admin");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HttpFiles.MAXIMUM_HEADER);
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    server.addConnector(connector);
    server.setHandler(new Answers(trouble, metrics));
    try {
      connector.open(bound);
      server.start();
    } catch (Exception e) {
      throw new StartupException("the admin address does not answer: " + e.getMessage());
    }
  }

  /** Takes an address, so that it is known early whether it can be had. */
  static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      server.setStopTimeout(0);
      server.stop();
    } catch (Exception e) {
      throw new IOException("the admin address did not stop: " + e.getMessage(), e);
    }
  }

  /** The two documents there are. */
  private static final class Answers extends Handler.Abstract {
    private final Supplier<@Nullable String> trouble;
    private final Supplier<String> metrics;

    Answers(Supplier<@Nullable String> trouble, Supplier<String> metrics) {
      this.trouble = trouble;
      this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      boolean head = HttpMethod.HEAD.is(request.getMethod());
      String path = Request.getPathInContext(request);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      if (!head && !HttpMethod.GET.is(request.getMethod())) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        answer(
            response, HttpStatus.METHOD_NOT_ALLOWED_405, PLAIN, "GET or HEAD\n", false, callback);
      } else if (path.equals("/healthz")) {
        String wrong = trouble.get();
        int status = wrong == null ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
        answer(response, status, PLAIN, (wrong == null ? "ok" : wrong) + "\n", head, callback);
      } else if (path.equals("/metrics")) {
        answer(response, HttpStatus.OK_200, PROMETHEUS, metrics.get(), head, callback);
      } else {
        String there = "here are /healthz and /metrics\n";
        answer(response, HttpStatus.NOT_FOUND_404, PLAIN, there, head, callback);
      }
      return true;
    }

    private static void answer(
        Response response, int status, String type, String text, boolean head, Callback callback) {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
      response.write(true, head ? null : ByteBuffer.wrap(content), callback);
    }
  }
}
