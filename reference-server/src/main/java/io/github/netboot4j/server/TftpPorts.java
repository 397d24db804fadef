package io.github.netboot4j.server;

/**
 * From which ports files are sent.
 *
 * @param first the least port that a transfer takes; 0 for any that is free
 * @param last the greatest
 * @param shared whether all transfers use the port that requests come to, against RFC 1350
 */
record TftpPorts(int first, int last, boolean shared) {
  /** Each transfer takes any port that is free. */
  static final TftpPorts ANY = new TftpPorts(0, 0, false);

  /** All transfers use the port that requests come to. */
  static final TftpPorts SHARED = new TftpPorts(0, 0, true);

  private static final int GREATEST = 65_535;

  TftpPorts {
    if (first < 0 || last < first || last > GREATEST || (first == 0 && last != 0)) {
      throw new IllegalArgumentException(
          "'%d-%d' are not ports: the first, a dash and the last, 1 to 65535"
              .formatted(first, last));
    }
  }

  /**
   * Reads ports.
   *
   * @param text such as 40000-40999
   * @throws IllegalArgumentException if it is nothing like that; the message is for a person
   */
  static TftpPorts parse(String text) {
    if (!text.matches("[1-9]\\d{0,4}-[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException(
          "'" + text + "' are not ports: the first, a dash and the last, 1 to 65535");
    }
    int dash = text.indexOf('-');
    return new TftpPorts(
        Integer.parseInt(text.substring(0, dash)),
        Integer.parseInt(text.substring(dash + 1)),
        false);
  }

  /** How many there are to choose from; 1 if the system chooses. */
  int count() {
    return last - first + 1;
  }

  /** What a person is told of it after the port of requests; empty for what is usual. */
  String described() {
    if (shared) {
      return ", all transfers on this port";
    }
    return first == 0 ? "" : ", transfers on ports " + first + "-" + last;
  }
}
