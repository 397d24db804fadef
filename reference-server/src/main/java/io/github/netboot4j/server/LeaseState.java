package io.github.netboot4j.server;

/** What is stored of an address. */
enum LeaseState {
  /** Leased to a client, until the lease ends. */
  LEASED(1),

  /** Given back before its time; whose it last was is kept. */
  RELEASED(2),

  /** Found in use by somebody unknown, and kept from everybody for a while. */
  DECLINED(3);

  private final int code;

  LeaseState(int code) {
    this.code = code;
  }

  /** The number in the database. */
  int code() {
    return code;
  }

  /** The state of a number; throws {@link IllegalArgumentException} for others. */
  static LeaseState of(int code) {
    for (LeaseState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state of a lease: " + code);
  }
}
