package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import io.github.netboot4j.tftp.TftpUri;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpClientBuilder;
import io.github.netboot4j.tftp.client.TftpException;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code tftp get} and {@code tftp put} have in common: options, and how a transfer runs. */
final class TftpTransferOptions {
  /** The part of a transfer that is the command's own. */
  @FunctionalInterface
  interface Transfer {
    TftpResult run(TftpClientBuilder client)
        throws TftpException, InterruptedException, StartupException;
  }

  private static final int FAILED = 1;

  /** How long a stopped process waits for its transfer to end in order. */
  private static final long END_SECONDS = 3;

  @Option(
      names = "--blksize",
      paramLabel = "N",
      converter = BlockSizeConverter.class,
      description = "Bytes a packet to ask for, 8 to 65464. Default: 1428.")
  private @Nullable Integer blockSize;

  @Option(
      names = "--windowsize",
      paramLabel = "N",
      converter = WindowSizeConverter.class,
      description = "Packets an acknowledgement to ask for, 1 to 65535. Default: 16.")
  private @Nullable Integer windowSize;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      converter = TimeoutConverter.class,
      description = "Seconds until a packet is sent again, 1 to 255. Default: 1, then longer.")
  private @Nullable Integer timeout;

  @Option(
      names = "--mode",
      paramLabel = "octet|netascii",
      converter = ModeConverter.class,
      description = "How the file travels. Default: as the URI says, else octet.")
  private @Nullable TftpMode mode;

  /**
   * Runs a transfer, and says what came of it.
   *
   * @param shown what to call the file here; null if the standard output is the file's alone
   * @return the exit code
   */
  int run(CommandSpec spec, TftpUri uri, @Nullable String shown, Transfer transfer)
      throws StartupException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(new Stop(Thread.currentThread(), ended), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return runToTheEnd(spec, uri, shown, transfer);
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException e) {
        // It is running, and ends the process.
      }
    }
  }

  /** Ctrl-C interrupts the transfer, which then tells the server and removes what it has. */
  private record Stop(Thread transfer, CountDownLatch ended) implements Runnable {
    @Override
    public void run() {
      transfer.interrupt();
      try {
        if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
          return; // It hangs in something that nothing can interrupt.
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int runToTheEnd(CommandSpec spec, TftpUri uri, @Nullable String shown, Transfer transfer)
      throws StartupException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    TftpProgressBar bar =
        new TftpProgressBar(
            shown == null ? "" : shown, out, shown != null && Terminal.isThere(), System::nanoTime);
    String failure;
    try {
      TftpResult result = transfer.run(client(uri).progress(bar));
      bar.clear();
      if (shown != null) {
        out.println(bar.summary(result));
      }
      return 0;
    } catch (TftpException e) {
      failure = Printable.text(uri.toString()) + ": " + e.getMessage();
    } catch (UnknownHostException e) {
      failure = "there is no host " + uri.host();
    } catch (InterruptedException e) {
      failure = "stopped";
    }
    bar.clear();
    err.println("netboot4j: " + failure);
    return FAILED;
  }

  private TftpClientBuilder client(TftpUri uri) throws UnknownHostException {
    InetAddress address = InetAddress.getAllByName(uri.host())[0];
    TftpClientBuilder builder =
        TftpClient.builder(new InetSocketAddress(address, uri.port()))
            .mode(mode == null ? uri.mode() : mode);
    if (blockSize != null) {
      builder.blockSize(blockSize);
    }
    if (windowSize != null) {
      builder.windowSize(windowSize);
    }
    if (timeout != null) {
      builder.timeoutSeconds(timeout).retransmission(retransmission(timeout));
    }
    return builder;
  }

  /** As usual, but from another start; also for servers that do not take the option. */
  private static TftpRetransmission retransmission(int seconds) {
    TftpRetransmission usual = TftpRetransmission.DEFAULTS;
    long initial = TimeUnit.SECONDS.toNanos(seconds);
    return new TftpRetransmission(
        initial,
        usual.backOffFactor(),
        Math.max(initial, usual.maximumTimeoutNanos()),
        usual.maximumResends(),
        usual.maximumResendsUnheard());
  }

  /** A TFTP URI. */
  static final class UriConverter implements ITypeConverter<TftpUri> {
    @Override
    public TftpUri convert(String text) {
      try {
        return TftpUri.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + Printable.text(text) + "': " + String.valueOf(e.getMessage()));
      }
    }
  }

  /** A block size in bytes. */
  static final class BlockSizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(
          text,
          "a block size",
          TftpParameters.MINIMUM_BLOCK_SIZE,
          TftpParameters.MAXIMUM_BLOCK_SIZE);
    }
  }

  /** A window size in blocks. */
  static final class WindowSizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, "a window size", 1, TftpParameters.MAXIMUM_WINDOW_SIZE);
    }
  }

  /** A timeout in seconds. */
  static final class TimeoutConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, "a timeout", 1, TftpParameters.MAXIMUM_TIMEOUT_SECONDS);
    }
  }

  private static Integer number(String text, String what, int least, int greatest) {
    if (text.matches("\\d{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= greatest) {
        return number;
      }
    }
    throw new TypeConversionException(
        "'" + Printable.text(text) + "' is not " + what + ": " + least + " to " + greatest);
  }

  /** Octet or netascii. */
  static final class ModeConverter implements ITypeConverter<TftpMode> {
    @Override
    public TftpMode convert(String text) {
      for (TftpMode mode : new TftpMode[] {TftpMode.OCTET, TftpMode.NETASCII}) {
        if (text.equalsIgnoreCase(mode.wireName())) {
          return mode;
        }
      }
      throw new TypeConversionException(
          "'" + Printable.text(text) + "' is not a mode: octet or netascii");
    }
  }
}
