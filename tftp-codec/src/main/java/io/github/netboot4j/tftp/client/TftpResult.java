package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpParameters;
import java.net.InetSocketAddress;

/**
 * What came of a transfer that reached its end.
 *
 * @param bytes bytes of data that were transferred, each counted once; in netascii these are not
 *     the bytes of the file
 * @param agreed the parameters of the transfer; the defaults of RFC 1350 for what the server did
 *     not agree to
 * @param resent packets that were sent a second time or more often
 * @param server where the server sent from: its address, and the port that it chose for this
 *     transfer
 */
public record TftpResult(
    long bytes, TftpParameters agreed, long resent, InetSocketAddress server) {}
