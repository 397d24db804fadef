package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.OptionCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One DHCP or BOOTP message of a capture. The fields have the names of RFC 2131 §2, as in the JSON;
 * one that lies behind the end of what was captured is null.
 *
 * @param frame the record's place in the file, from 1
 * @param source the sender's address and port
 * @param destination the receiver's address and port
 * @param xid such as {@code "0x338ea525"}
 * @param hlen as it is on the wire, also above 16
 * @param chaddr in hex, as many octets as {@code hlen} says and at most 16
 * @param sname one character an octet, not escaped; empty when options lie in the field
 * @param file likewise
 * @param options in wire order over all areas
 * @param fault null when all was read
 */
record DecodedDhcp(
    long frame,
    String source,
    String destination,
    @Nullable Integer op,
    @Nullable Integer htype,
    @Nullable Integer hlen,
    @Nullable Integer hops,
    @Nullable String xid,
    @Nullable Integer secs,
    @Nullable Integer flags,
    @Nullable String ciaddr,
    @Nullable String yiaddr,
    @Nullable String siaddr,
    @Nullable String giaddr,
    @Nullable String chaddr,
    @Nullable String sname,
    @Nullable String file,
    List<DecodedOption> options,
    @Nullable DecodedFault fault) {

  /** What the message is in a word or two: a sound one without a message type is BOOTP. */
  String title() {
    for (DecodedOption option : options) {
      if (option.code() == OptionCode.MESSAGE_TYPE && option.text() != null) {
        return "DHCP " + option.text();
      }
    }
    return fault == null ? "BOOTP" : "DHCP";
  }
}
