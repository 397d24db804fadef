package io.github.netboot4j.dhcp.testing;

/** One request, and how it is to reach a server. */
public final class RequestSample {
  private final String summary;
  private final Route route;
  private final byte[] message;
  private final boolean thenRequest;

  /** Ways to a server. */
  public enum Route {
    /** Broadcast from port 68 to port 67. */
    DIRECT,
    /** From a relay, port 67, to the server's address, port 67. */
    RELAYED,
    /** From port 68 to the server's address, port 4011, where PXE boot servers hear. */
    BOOT_SERVER
  }

  /**
   * A request.
   *
   * @param summary what is special about it, for people
   * @param route how it travels
   * @param message with the message type first, a transaction id of its own and the broadcast flag
   * @param thenRequest whether the offer that comes is to be asked for with a REQUEST
   */
  public RequestSample(String summary, Route route, byte[] message, boolean thenRequest) {
    this.summary = summary;
    this.route = route;
    this.message = message.clone();
    this.thenRequest = thenRequest;
  }

  /**
   * What is special about it.
   *
   * @return for people
   */
  public String summary() {
    return summary;
  }

  /**
   * How it travels.
   *
   * @return the way
   */
  public Route route() {
    return route;
  }

  /**
   * The message.
   *
   * @return a copy
   */
  public byte[] message() {
    return message.clone();
  }

  /**
   * Whether a REQUEST follows.
   *
   * @return whether the offer that comes is to be asked for
   */
  public boolean thenRequest() {
    return thenRequest;
  }

  /** What is special about it, and how it travels. */
  @Override
  public String toString() {
    return summary + ", " + route;
  }
}
