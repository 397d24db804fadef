package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import java.time.Duration;

/**
 * Every limit of the TFTP server.
 *
 * @param maximumTransfers transfers at once, 1 or more; a request beyond is dropped, and the client
 *     asks again
 * @param maximumTransfersPerAddress the same for one client address
 * @param maximumBlockSize bytes, {@value TftpParameters#MINIMUM_BLOCK_SIZE} to {@value
 *     TftpParameters#MAXIMUM_BLOCK_SIZE}; the greatest block size to agree to where the link allows
 *     it
 * @param mtu bytes, from which the block size of a link follows; 0 takes the link's own, and no
 *     limit within this machine
 * @param maximumWindowSize blocks, 1 to {@value TftpParameters#MAXIMUM_WINDOW_SIZE}
 * @param initialTimeout how long to wait for an ACK before a packet is sent again, unless the
 *     client negotiates another time
 * @param maximumTimeout what that doubles up to, when resends follow each other without progress;
 *     and how long the server stays after an upload for a client that missed the last ACK
 * @param maximumResends resends in a row without progress before a transfer is given up, 0 or more.
 *     Before the client was heard of for the first time, there are never more than 2
 * @param idleTimeout how long a transfer may go without progress, whatever timeout the client
 *     negotiated
 * @param maximumDuration how long a read may take altogether
 * @param maximumRequestsPerSecond requests of one address in a second, 1 or more; those beyond are
 *     dropped. Addresses are told apart by a hash, so that a few may share this limit
 * @param maximumUploads write requests served at once, 1 or more; a request beyond is dropped
 * @param maximumUploadSize bytes in a file that is written, 0 or more
 * @param maximumUploadDuration how long a write may take altogether
 * @param minimumFreeSpace bytes that uploads leave free in the file system, 0 or more
 */
record TftpLimits(
    int maximumTransfers,
    int maximumTransfersPerAddress,
    int maximumBlockSize,
    int mtu,
    int maximumWindowSize,
    Duration initialTimeout,
    Duration maximumTimeout,
    int maximumResends,
    Duration idleTimeout,
    Duration maximumDuration,
    int maximumRequestsPerSecond,
    int maximumUploads,
    long maximumUploadSize,
    Duration maximumUploadDuration,
    long minimumFreeSpace) {
  static final TftpLimits DEFAULTS =
      new TftpLimits(
          1000,
          500,
          TftpParameters.MAXIMUM_BLOCK_SIZE,
          0,
          64,
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          5,
          Duration.ofSeconds(30),
          Duration.ofHours(2),
          1000,
          8,
          256L << 20,
          Duration.ofMinutes(30),
          256L << 20);

  private static final int BACK_OFF_FACTOR = 2;
  private static final int RESENDS_UNHEARD = 2;

  TftpLimits {
    requireRange("maximumTransfers", maximumTransfers, 1, Integer.MAX_VALUE);
    requireRange("maximumTransfersPerAddress", maximumTransfersPerAddress, 1, Integer.MAX_VALUE);
    requireRange(
        "maximumBlockSize",
        maximumBlockSize,
        TftpParameters.MINIMUM_BLOCK_SIZE,
        TftpParameters.MAXIMUM_BLOCK_SIZE);
    requireRange("mtu", mtu, 0, Integer.MAX_VALUE);
    requireRange("maximumWindowSize", maximumWindowSize, 1, TftpParameters.MAXIMUM_WINDOW_SIZE);
    requireRange("maximumResends", maximumResends, 0, Integer.MAX_VALUE);
    requirePositive("initialTimeout", initialTimeout);
    if (maximumTimeout.compareTo(initialTimeout) < 0) {
      throw new IllegalArgumentException(
          "maximumTimeout " + maximumTimeout + " is less than initialTimeout " + initialTimeout);
    }
    requirePositive("idleTimeout", idleTimeout);
    requirePositive("maximumDuration", maximumDuration);
    requireRange("maximumRequestsPerSecond", maximumRequestsPerSecond, 1, Integer.MAX_VALUE);
    requireRange("maximumUploads", maximumUploads, 1, Integer.MAX_VALUE);
    requireRange("maximumUploadSize", maximumUploadSize, 0, Long.MAX_VALUE);
    requirePositive("maximumUploadDuration", maximumUploadDuration);
    requireRange("minimumFreeSpace", minimumFreeSpace, 0, Long.MAX_VALUE);
  }

  /** These limits for reading, and the defaults for the rest. */
  TftpLimits(
      int maximumTransfers,
      int maximumTransfersPerAddress,
      int maximumBlockSize,
      int mtu,
      int maximumWindowSize,
      Duration initialTimeout,
      Duration maximumTimeout,
      int maximumResends,
      Duration idleTimeout,
      Duration maximumDuration) {
    this(
        maximumTransfers,
        maximumTransfersPerAddress,
        maximumBlockSize,
        mtu,
        maximumWindowSize,
        initialTimeout,
        maximumTimeout,
        maximumResends,
        idleTimeout,
        maximumDuration,
        DEFAULTS.maximumRequestsPerSecond,
        DEFAULTS.maximumUploads,
        DEFAULTS.maximumUploadSize,
        DEFAULTS.maximumUploadDuration,
        DEFAULTS.minimumFreeSpace);
  }

  /** The part of the limits that the sender goes by. */
  TftpRetransmission retransmission() {
    return new TftpRetransmission(
        initialTimeout.toNanos(),
        BACK_OFF_FACTOR,
        maximumTimeout.toNanos(),
        maximumResends,
        Math.min(maximumResends, RESENDS_UNHEARD));
  }

  private static void requireRange(String name, long value, long least, long greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " " + value + " is outside " + least + " to " + greatest);
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }
}
