package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Our server over a directory, on a free port of the loopback interface, and what it tells. */
public final class TftpServerUnderTest implements AutoCloseable {
  private static final long LONGEST_END_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final TftpServer server;

  /** By file name. Guarded by itself, as is the next. */
  private final Map<String, Integer> underWay = new HashMap<>();

  private final Map<String, List<String>> ends = new HashMap<>();

  /**
   * Starts the server.
   *
   * @param directory what clients may read
   * @param uploads where they may write
   * @param timeout how long it waits before it sends a packet again the first time
   */
  public TftpServerUnderTest(Path directory, Path uploads, Duration timeout) throws IOException {
    this(directory, new TftpUploads(uploads, false), timeout, TftpPorts.ANY);
  }

  /** A server without uploads, all of whose transfers use the port that requests come to. */
  public static TftpServerUnderTest onOnePort(Path directory, Duration timeout) throws IOException {
    return new TftpServerUnderTest(directory, null, timeout, TftpPorts.SHARED);
  }

  private TftpServerUnderTest(
      Path directory, TftpUploads uploads, Duration timeout, TftpPorts ports) throws IOException {
    server =
        new TftpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new FileRoot(directory, true),
            uploads,
            new TftpLimits(
                1000,
                1000,
                TftpParameters.MAXIMUM_BLOCK_SIZE,
                0,
                64,
                timeout,
                Duration.ofSeconds(8),
                50,
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                1000,
                1000,
                Long.MAX_VALUE,
                Duration.ofMinutes(5),
                0),
            ports,
            Thread::new,
            new Ends());
    server.start();
  }

  /** Where it hears requests. */
  public InetSocketAddress address() {
    return server.localAddress();
  }

  /** Waits until no transfer of a name is under way; how each of them ended, by outcome's name. */
  public List<String> ends(String fileName) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_END_NANOS;
    synchronized (underWay) {
      while (underWay.getOrDefault(fileName, 0) > 0) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("a transfer of " + fileName + " does not end");
        }
        TimeUnit.NANOSECONDS.timedWait(underWay, left);
      }
      return List.copyOf(ends.getOrDefault(fileName, List.of()));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private final class Ends implements TftpListener {
    @Override
    public void requested(InetSocketAddress client, String fileName, TftpMode mode) {
      synchronized (underWay) {
        underWay.merge(fileName, 1, Integer::sum);
      }
    }

    @Override
    public void finished(
        InetSocketAddress client,
        String fileName,
        TftpMode mode,
        long bytesSent,
        long durationNanos,
        TftpOutcome outcome,
        String detail) {
      synchronized (underWay) {
        ends.computeIfAbsent(fileName, name -> new ArrayList<>()).add(outcome.name());
        underWay.merge(fileName, -1, Integer::sum);
        underWay.notifyAll();
      }
    }
  }
}
