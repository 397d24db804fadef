package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Collects the settings of a client. Each method returns the builder. */
public final class TftpClientBuilder {
  private static final Duration LONGEST = Duration.ofDays(365);

  private final InetSocketAddress server;
  private TftpMode mode = TftpMode.OCTET;
  private int blockSize = 1428;
  private int windowSize = 16;
  private int timeoutSeconds;
  private boolean asksSize = true;
  private TftpRetransmission retransmission = TftpRetransmission.DEFAULTS;
  private TftpBlockWrap blockWrap = TftpBlockWrap.TO_ZERO;
  private Duration timeLimit = Duration.ofHours(2);
  private Duration dally = Duration.ofSeconds(2);
  private long maximumFileSize = 16L << 30;
  private boolean anyAddress;
  private boolean replaceExisting;
  private TftpProgress progress = (bytes, total) -> {};

  TftpClientBuilder(InetSocketAddress server) {
    if (server.isUnresolved()) {
      throw new IllegalArgumentException(server + " is not resolved");
    }
    if (server.getPort() == 0) {
      throw new IllegalArgumentException("port 0");
    }
    this.server = server;
  }

  /**
   * How files travel. Default: octet. In netascii, files here end their lines with LF.
   *
   * @param value octet or netascii
   * @return this
   * @throws IllegalArgumentException if it is mail, which is obsolete
   */
  public TftpClientBuilder mode(TftpMode value) {
    if (value == TftpMode.MAIL) {
      throw new IllegalArgumentException("mode mail is obsolete");
    }
    mode = value;
    return this;
  }

  /**
   * The block size to ask for ({@code blksize}, RFC 2348); the server may choose a smaller one.
   * Default: 1428, which fits most links with room for a tunnel.
   *
   * @param bytes {@value TftpParameters#MINIMUM_BLOCK_SIZE} to {@value
   *     TftpParameters#MAXIMUM_BLOCK_SIZE}; {@value TftpParameters#DEFAULT_BLOCK_SIZE} is not asked
   *     for, as it is what RFC 1350 has
   * @return this
   */
  public TftpClientBuilder blockSize(int bytes) {
    blockSize = bytes;
    return this;
  }

  /**
   * The window size to ask for ({@code windowsize}, RFC 7440); the server may choose a smaller one.
   * Default: 16.
   *
   * @param blocks 1 to {@value TftpParameters#MAXIMUM_WINDOW_SIZE}; 1 is not asked for
   * @return this
   */
  public TftpClientBuilder windowSize(int blocks) {
    windowSize = blocks;
    return this;
  }

  /**
   * The timeout to ask for ({@code timeout}, RFC 2349): after how long both sides send again.
   * Default: 0, none is asked for, and {@link #retransmission} tells.
   *
   * @param seconds 1 to {@value TftpParameters#MAXIMUM_TIMEOUT_SECONDS}, or 0
   * @return this
   */
  public TftpClientBuilder timeoutSeconds(int seconds) {
    timeoutSeconds = seconds;
    return this;
  }

  /**
   * Asks for nothing but the file, as RFC 1350 has it: blocks of 512 bytes, a window of 1, no
   * timeout, no size. For servers that cannot bear options.
   *
   * @return this
   */
  public TftpClientBuilder withoutOptions() {
    blockSize = TftpParameters.DEFAULT_BLOCK_SIZE;
    windowSize = 1;
    timeoutSeconds = 0;
    asksSize = false;
    return this;
  }

  /**
   * How long to wait for a packet and how often to send again. Default: {@link
   * TftpRetransmission#DEFAULTS}.
   *
   * @param value what to go by; its count of resends before a peer was heard is not used
   * @return this
   */
  public TftpClientBuilder retransmission(TftpRetransmission value) {
    retransmission = value;
    return this;
  }

  /**
   * What follows block number 65535. Default: 0, as nearly all servers have it.
   *
   * @param value what the server holds to
   * @return this
   */
  public TftpClientBuilder blockWrap(TftpBlockWrap value) {
    blockWrap = value;
    return this;
  }

  /**
   * How long a transfer may take altogether. Default: two hours.
   *
   * @param value more than zero, at most 365 days
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  public TftpClientBuilder timeLimit(Duration value) {
    if (value.isZero()) {
      throw new IllegalArgumentException("no time at all");
    }
    timeLimit = requireTime(value);
    return this;
  }

  /**
   * How long to stay after the last ACK, if packets were lost before, so that the server learns
   * that the file has arrived (RFC 1350 section 6). Default: two seconds.
   *
   * @param value zero or more, at most 365 days
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  public TftpClientBuilder dally(Duration value) {
    dally = requireTime(value);
    return this;
  }

  /**
   * The most bytes that a file may have which is read. Default: 16 GiB.
   *
   * @param bytes 0 or more
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public TftpClientBuilder maximumFileSize(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size " + bytes);
    }
    maximumFileSize = bytes;
    return this;
  }

  /**
   * Whether the first answer may come from another address than the one that was asked, as from a
   * server with several. Default: no.
   *
   * @param value whether it may
   * @return this
   */
  public TftpClientBuilder anyAddress(boolean value) {
    anyAddress = value;
    return this;
  }

  /**
   * Whether a file that is there already is replaced. Default: no, and then {@link
   * TftpClient#get(String, java.nio.file.Path)} fails before it asks the server.
   *
   * @param value whether it is
   * @return this
   */
  public TftpClientBuilder replaceExisting(boolean value) {
    replaceExisting = value;
    return this;
  }

  /**
   * Is told how far transfers have come. Default: nobody is.
   *
   * @param value called by the threads of the transfers
   * @return this
   */
  public TftpClientBuilder progress(TftpProgress value) {
    progress = value;
    return this;
  }

  /**
   * Makes the client.
   *
   * @return the client; the builder can be used on
   * @throws IllegalArgumentException if block size, window size or timeout are out of range; with
   *     {@link TftpBlockWrap#TO_ONE} a window has at most 65534 blocks
   */
  public TftpClient build() {
    if (blockWrap == TftpBlockWrap.TO_ONE && windowSize == TftpParameters.MAXIMUM_WINDOW_SIZE) {
      throw new IllegalArgumentException("window size 65535 is too large for TO_ONE");
    }
    return new TftpClient(
        new ClientSettings(
            server,
            new TftpParameters(
                blockSize, windowSize, timeoutSeconds, TftpParameters.UNKNOWN_SIZE, mode),
            asksSize,
            retransmission,
            blockWrap,
            timeLimit.toNanos(),
            dally.toNanos(),
            maximumFileSize,
            anyAddress,
            replaceExisting,
            progress));
  }

  private static Duration requireTime(Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(value + " is not between 0 and 365 days");
    }
    return value;
  }
}
