package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** Our HTTP server over a directory, on a free port of the loopback interface. */
public final class HttpFilesUnderTest implements AutoCloseable {
  private final HttpFiles server;

  /** Starts it. */
  public HttpFilesUnderTest(Path directory) throws IOException {
    server = started(directory);
  }

  /** The server itself, started. */
  static HttpFiles started(Path directory) throws IOException {
    HttpFiles server =
        new HttpFiles(
            InetAddress.getLoopbackAddress(),
            0,
            directory,
            MadeFiles.NONE,
            new KnownMachines(),
            (from, method, path, status, bytes) -> {});
    try {
      server.start();
    } catch (StartupException e) {
      throw new IOException(e);
    }
    return server;
  }

  /** Where a file is. */
  public String url(String file) {
    return "http://127.0.0.1:" + server.port() + "/" + file;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
