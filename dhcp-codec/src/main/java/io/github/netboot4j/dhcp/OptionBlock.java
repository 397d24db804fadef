package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Options encoded ahead of time, which {@link DhcpMessageWriter#options} copies whole: for a server
 * that sends the same ten options a million times. Immutable; shared by threads.
 *
 * <pre>{@code
 * OptionBlock subnet = OptionBlock.of(options -> options
 *     .optionInt32(OptionCode.SUBNET_MASK, mask)
 *     .optionInt32(OptionCode.ROUTER, router));
 * }</pre>
 */
public final class OptionBlock {
  private static final int CAPACITY = 0xFFFF;

  private final byte[] encoded;

  private OptionBlock(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Encodes options.
   *
   * @param options writes them; of the writer's methods only those that write an option count
   * @return the block
   * @throws IllegalArgumentException if option 82 is among them, which must stand last in each
   *     message, or they do not fit into a message at all
   */
  public static OptionBlock of(Consumer<DhcpMessageWriter> options) {
    ByteBuffer message = ByteBuffer.allocate(CAPACITY);
    DhcpMessageWriter writer =
        new DhcpMessageWriter().start(MessageType.NONE, message, 0, message.capacity());
    options.accept(writer);
    if (writer.hasRelayInformation()) {
      throw new IllegalArgumentException("option 82 cannot stand in a block: it comes last");
    }
    if (writer.omitted() != DhcpMessageWriter.NOTHING_OMITTED) {
      throw new IllegalArgumentException("option " + writer.omitted() + " does not fit");
    }
    return new OptionBlock(
        Arrays.copyOfRange(message.array(), HeaderLayout.OPTIONS, writer.optionsEnd()));
  }

  /**
   * The room that the block takes in a message.
   *
   * @return in octets
   */
  public int length() {
    return encoded.length;
  }

  byte[] encoded() {
    return encoded;
  }
}
