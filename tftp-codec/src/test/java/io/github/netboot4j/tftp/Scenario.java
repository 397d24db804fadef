package io.github.netboot4j.tftp;

/**
 * What is transferred in a simulation, and how.
 *
 * @param seed of the network, and of the file's bytes
 * @param put whether the client sends the file
 * @param size bytes of the file
 * @param blockSize what the client asks for
 * @param window what the client asks for
 * @param mode how the file travels
 * @param wrap what follows block number 65535
 * @param serverBlockSize the most that the server takes
 * @param serverWindow the most that the server takes
 * @param serverIgnoresOptions whether the server knows options at all
 * @param serverJoins whether a request that comes again joins the transfer under way; else it is
 *     served once more, from another port
 * @param duplicateEveryAcknowledgment whether every ACK is sent twice
 * @param patient whether both sides try again often, and stay after the end
 */
record Scenario(
    long seed,
    boolean put,
    int size,
    int blockSize,
    int window,
    TftpMode mode,
    TftpBlockWrap wrap,
    int serverBlockSize,
    int serverWindow,
    boolean serverIgnoresOptions,
    boolean serverJoins,
    boolean duplicateEveryAcknowledgment,
    boolean patient) {
  private static final TftpRetransmission PATIENT = new TftpRetransmission(1000, 2, 8000, 12, 12);
  private static final TftpRetransmission IMPATIENT = new TftpRetransmission(1000, 2, 2000, 2, 1);

  /** Longer than 12 resends take: else who sends can be left alone before it has tried them all. */
  private static final long DALLY = 100_000;

  static Scenario of(long seed, boolean put, int size, int blockSize, int window) {
    return new Scenario(
        seed,
        put,
        size,
        blockSize,
        window,
        TftpMode.OCTET,
        TftpBlockWrap.TO_ZERO,
        TftpParameters.MAXIMUM_BLOCK_SIZE,
        TftpParameters.MAXIMUM_WINDOW_SIZE,
        false,
        true,
        false,
        true);
  }

  Scenario wrapping(TftpBlockWrap other) {
    return new Scenario(
        seed,
        put,
        size,
        blockSize,
        window,
        mode,
        other,
        serverBlockSize,
        serverWindow,
        serverIgnoresOptions,
        serverJoins,
        duplicateEveryAcknowledgment,
        patient);
  }

  Scenario duplicatingAcknowledgments() {
    return new Scenario(
        seed,
        put,
        size,
        blockSize,
        window,
        mode,
        wrap,
        serverBlockSize,
        serverWindow,
        serverIgnoresOptions,
        serverJoins,
        true,
        patient);
  }

  TftpRetransmission retransmission() {
    return patient ? PATIENT : IMPATIENT;
  }

  long dallyNanos() {
    return patient ? DALLY : 0;
  }

  /** What the client's request asks for. */
  TftpParameters asked() {
    long tsize = mode == TftpMode.NETASCII ? TftpParameters.UNKNOWN_SIZE : put ? size : 0;
    return new TftpParameters(blockSize, window, 0, tsize, mode);
  }
}
