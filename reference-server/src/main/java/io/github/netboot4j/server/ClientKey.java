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
 *
 * <p>A key is read anew from each message, and only looked up by; {@link #kept()} is for keeping.
 */
final class ClientKey {
  /** A longer client identifier is not used, nor kept in memory: the hardware address is. */
  private static final int LONGEST = 255;

  private static final int HASH_FACTOR = 31;

  /** The key of no client. */
  static final ClientKey NOBODY = new ClientKey(new byte[0]);

  private final byte[] octets;
  private final boolean changes;
  private int length;
  private int hash;

  /** One that {@link #read} changes. */
  ClientKey() {
    octets = new byte[LONGEST];
    changes = true;
  }

  private ClientKey(byte[] octets) {
    this.octets = octets;
    changes = false;
    length = octets.length;
    hash = hash();
  }

  /**
   * The key of a message's sender, to be kept; {@code scratch} is overwritten.
   *
   * @return null if the sender says nothing that tells it from others
   */
  static @Nullable ClientKey of(DhcpMessageView message, OptionValue scratch) {
    ClientKey key = new ClientKey();
    return key.read(message, scratch) ? key.kept() : null;
  }

  /** The key that {@link #toByteArray()} was called on. */
  static ClientKey of(byte[] octets) {
    return octets.length == 0 ? NOBODY : new ClientKey(octets.clone());
  }

  /**
   * Makes this the key of a message's sender; {@code scratch} is overwritten.
   *
   * @return false if the sender says nothing that tells it from others
   */
  boolean read(DhcpMessageView message, OptionValue scratch) {
    if (message.readOption(OptionCode.CLIENT_IDENTIFIER, scratch) && scratch.length() <= LONGEST) {
      length = scratch.length();
      for (int index = 0; index < length; index++) {
        octets[index] = (byte) scratch.unsigned8(index);
      }
    } else if (message.hardwareAddressLength() == 0) {
      return false;
    } else {
      length = 1 + message.hardwareAddressLength();
      octets[0] = (byte) message.hardwareType();
      for (int index = 1; index < length; index++) {
        octets[index] = (byte) message.hardwareAddressByte(index - 1);
      }
    }
    hash = hash();
    return true;
  }

  /** An equal key that does not change: this one, if it does not. */
  ClientKey kept() {
    return changes ? new ClientKey(toByteArray()) : this;
  }

  /** A copy of what the key is made of, at most {@value #LONGEST} octets. */
  byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }

  private int hash() {
    int sum = 1;
    for (int index = 0; index < length; index++) {
      sum = HASH_FACTOR * sum + octets[index];
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientKey key
        && hash == key.hash
        && Arrays.equals(octets, 0, length, key.octets, 0, key.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
