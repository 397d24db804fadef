package io.github.netboot4j.server.peers;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpRetransmission;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpClientBuilder;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** Our client with some of its options. */
enum OurClient {
  NO_OPTIONS(TftpClientBuilder::withoutOptions),
  NETASCII(builder -> builder.withoutOptions().mode(TftpMode.NETASCII)),
  BLOCK_1468(builder -> builder.blockSize(1468).windowSize(1)),
  BLOCK_65464(builder -> builder.blockSize(65_464).windowSize(1)),
  WINDOW_4(builder -> builder.blockSize(1428).windowSize(4)),
  WINDOW_64(builder -> builder.blockSize(512).windowSize(64));

  private static final TftpRetransmission PATIENT =
      new TftpRetransmission(100_000_000L, 2, 2_000_000_000L, 12, 12);

  @SuppressWarnings("ImmutableEnumChecker") // without state
  private final UnaryOperator<TftpClientBuilder> options;

  OurClient(UnaryOperator<TftpClientBuilder> options) {
    this.options = options;
  }

  /** Whether it transfers a file of this size in good time when nothing is lost. */
  boolean transfers(int size) {
    return this != NETASCII || size <= 1_000_000;
  }

  /** A client for a server. */
  TftpClient of(InetSocketAddress server) {
    return options.apply(TftpClient.builder(server)).retransmission(PATIENT).build();
  }
}
