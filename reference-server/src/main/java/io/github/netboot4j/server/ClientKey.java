package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who a lease belongs to: the client identifier, else the hardware address (RFC 2131 §4.2). An
 * identifier that is just type and hardware address, as iPXE sends, is the same key as the bare
 * address of the firmware before it, so that both stages of a machine get one lease.
 */
final class ClientKey {
  /** A longer client identifier is not used, nor kept in memory: the hardware address is. */
  private static final int LONGEST = 255;

  /** The key of no client. */
  static final ClientKey NOBODY = new ClientKey(new byte[0]);

  private final byte[] octets;

  private ClientKey(byte[] octets) {
    this.octets = octets;
  }

  /**
   * The key of a message's sender; {@code scratch} is overwritten.
   *
   * @return null if the sender says nothing that tells it from others
   */
  static @Nullable ClientKey of(DhcpMessageView message, OptionValue scratch) {
    if (message.readOption(OptionCode.CLIENT_IDENTIFIER, scratch) && scratch.length() <= LONGEST) {
      return new ClientKey(scratch.toByteArray());
    }
    if (message.hardwareAddressLength() == 0) {
      return null;
    }
    byte[] hardware = new byte[1 + message.hardwareAddressLength()];
    hardware[0] = (byte) message.hardwareType();
    for (int index = 1; index < hardware.length; index++) {
      hardware[index] = (byte) message.hardwareAddressByte(index - 1);
    }
    return new ClientKey(hardware);
  }

  /** The key that {@link #toByteArray()} was called on. */
  static ClientKey of(byte[] octets) {
    return octets.length == 0 ? NOBODY : new ClientKey(octets.clone());
  }

  /** A copy of what the key is made of, at most {@value #LONGEST} octets. */
  byte[] toByteArray() {
    return octets.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientKey key && Arrays.equals(octets, key.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }
}
