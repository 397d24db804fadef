package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import java.net.InetSocketAddress;

/**
 * Everything that {@link TftpClientBuilder} collects.
 *
 * @param asksSize whether a request states or asks for the size, where there is one
 */
record ClientSettings(
    InetSocketAddress server,
    TftpParameters asked,
    boolean asksSize,
    TftpRetransmission retransmission,
    TftpBlockWrap blockWrap,
    long timeLimitNanos,
    long dallyNanos,
    long maximumFileSize,
    boolean anyAddress,
    boolean replaceExisting,
    TftpProgress progress) {
  /** What to ask for, with this size. */
  TftpParameters asking(long transferSize) {
    return new TftpParameters(
        asked.blockSize(),
        asked.windowSize(),
        asked.timeoutSeconds(),
        asksSize ? transferSize : TftpParameters.UNKNOWN_SIZE,
        asked.mode());
  }
}
