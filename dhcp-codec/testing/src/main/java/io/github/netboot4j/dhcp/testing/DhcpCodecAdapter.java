package io.github.netboot4j.dhcp.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link DhcpCodecContract} needs of a DHCP codec. An adapter turns the exception that a codec
 * documents for malformed messages into null, and lets every other through: those are what the
 * contract looks for.
 */
public interface DhcpCodecAdapter {
  /**
   * Decodes a datagram.
   *
   * @param datagram the payload of UDP, any octets
   * @return the message, null if the codec refuses it
   */
  @Nullable DecodedMessage decode(byte[] datagram);

  /**
   * Encodes a request of an Ethernet client, if the codec encodes.
   *
   * @param transactionId {@code xid} in RFC 2131
   * @param macAddress 6 octets
   * @param options values by code, in the order in which they are to be added; values of more than
   *     255 octets among them
   * @return the whole message, null if the codec only decodes, which leaves out what asks for it
   */
  default byte @Nullable [] encode(
      int transactionId, byte[] macAddress, Map<Integer, byte[]> options) {
    return null;
  }
}
