package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.Reason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A server's reply as it comes off the wire. Immutable. */
public final class Reply {
  private static final int SIADDR = 20;

  private final byte[] message;
  private final int source;
  private final int port;
  private final @Nullable BootDecision decision;

  /**
   * A reply.
   *
   * @param message a whole DHCP message; copied
   * @param source the IPv4 address that it comes from
   * @param port the port that it comes from
   * @param decision what was decided, where that is known
   */
  public Reply(byte[] message, int source, int port, @Nullable BootDecision decision) {
    this.message = message.clone();
    this.source = source;
    this.port = port;
    this.decision = decision;
  }

  /**
   * The message.
   *
   * @return read-only, from 0 to its limit
   */
  public ByteBuffer message() {
    return ByteBuffer.wrap(message).asReadOnlyBuffer();
  }

  /**
   * Where it comes from.
   *
   * @return an IPv4 address
   */
  public int source() {
    return source;
  }

  /**
   * The port that it comes from.
   *
   * @return 67 or 4011
   */
  public int port() {
    return port;
  }

  /**
   * What was decided.
   *
   * @return null for the reply of a server that does not tell
   */
  public @Nullable BootDecision decision() {
    return decision;
  }

  /**
   * The rule that made it.
   *
   * @return null for the reply of a server that does not tell
   */
  public @Nullable Reason rule() {
    return decision == null ? null : decision.reason();
  }

  /** The next server, {@code siaddr} in RFC 2131 §2; 0 for none. */
  int nextServer() {
    return message.length < SIADDR + Integer.BYTES ? 0 : ByteBuffer.wrap(message).getInt(SIADDR);
  }

  byte[] octets() {
    return message;
  }
}
