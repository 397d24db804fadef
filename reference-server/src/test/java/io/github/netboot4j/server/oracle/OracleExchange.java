package io.github.netboot4j.server.oracle;

import io.github.netboot4j.dhcp.testing.RequestSample;

/** A request and what the real server made of it. */
public final class OracleExchange {
  private final RequestSample sample;
  private final byte[] sent;
  private final byte[] reply;

  OracleExchange(RequestSample sample, byte[] sent, byte[] reply) {
    this.sample = sample;
    this.sent = sent.clone();
    this.reply = reply.clone();
  }

  /** What was to be sent. */
  public RequestSample sample() {
    return sample;
  }

  /** The message; not that of the sample where a REQUEST followed on it. */
  public byte[] sent() {
    return sent.clone();
  }

  /** The answer; empty if there was none. */
  public byte[] reply() {
    return reply.clone();
  }

  /** Whether the server answered. */
  public boolean isAnswered() {
    return reply.length > 0;
  }
}
