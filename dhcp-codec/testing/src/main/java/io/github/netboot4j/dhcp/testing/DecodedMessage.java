package io.github.netboot4j.dhcp.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DHCP message as a codec has decoded it: what {@link DhcpCodecContract} asks for. An adapter
 * passes each question on to the codec, with the call that a program would use.
 */
public interface DecodedMessage {
  /**
   * The transaction id, {@code xid} in RFC 2131.
   *
   * @return 32 bits
   */
  int transactionId();

  /**
   * The client's hardware address, {@code chaddr} in RFC 2131.
   *
   * @return as many octets as {@code hlen} says, 16 at the most, which is the size of the field
   */
  byte[] hardwareAddress();

  /**
   * The codes of the options.
   *
   * @return 1 to 254, each once, in the order in which the codec gives them
   */
  List<Integer> optionCodes();

  /**
   * The value of an option.
   *
   * @param code 1 to 254
   * @return all octets, null if the option is absent
   */
  byte @Nullable [] option(int code);

  /**
   * The name of the boot file in the header, {@code file} in RFC 2131.
   *
   * @return the octets before the first NUL, or all 128, a character each
   */
  String bootFile();

  /**
   * The user classes of option 77, if the codec has a call for them.
   *
   * @return the items of a list (RFC 3004 §4), or one raw class; empty if option 77 is absent; null
   *     if the codec has no such call, which leaves out what asks for it
   */
  default @Nullable List<String> userClasses() {
    return null;
  }
}
