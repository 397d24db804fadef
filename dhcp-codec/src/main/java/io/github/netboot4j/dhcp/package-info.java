/**
 * DHCPv4 views and writers over {@link java.nio.ByteBuffer} (RFC 2131, RFC 2132): no copies, no
 * garbage, no dependency.
 *
 * <pre>
 * A message (RFC 2131 §2), each field at its offset; called here as on the right:
 *
 *      0       1       2       3
 *   0  op      htype   hlen    hops      operation, hardwareType, hardwareAddressLength, hops
 *   4  xid                               transactionId
 *   8  secs            flags             seconds, flags, isBroadcast
 *  12  ciaddr                            clientAddress
 *  16  yiaddr                            yourAddress
 *  20  siaddr                            nextServerAddress
 *  24  giaddr                            relayAddress
 *  28  chaddr, 16 octets                 hardwareAddressByte, macAddress
 *  44  sname, 64 octets                  serverName; options, if 52 says so
 * 108  file, 128 octets                  bootFile; options, if 52 says so
 * 236  99      130     83      99        hasMagicCookie
 * 240  options, to the end of the datagram
 *
 * An option (RFC 2132 §2); of one that is repeated, the values join (RFC 3396):
 *
 *   0                                    padding
 *   code    length  value ...            code 1 to 254, 0 to 255 octets of value
 *   255                                  the end
 *
 * Options within an option (43, 82, 175 and others) are such triples too. 124 and 125 have an
 * enterprise number before them:
 *
 *   enterprise number (4)   length  value ...   enterprise number (4)   length  value ...
 * </pre>
 *
 * <p><b>The safety contract.</b> {@link io.github.netboot4j.dhcp.DhcpMessageView#tryWrap} answers
 * {@code true} or leaves a fault; it never throws for content. Once it answered, no accessor of the
 * view, nor of an {@link io.github.netboot4j.dhcp.OptionValue} or composite view read from it,
 * throws for content or allocates, unless its documentation says that it makes a {@code String} or
 * an array. Three things void the contract: changing the wrapped bytes, setting the buffer's limit
 * below the wrapped region, and using a view from two threads at once.
 *
 * <p>Conventions that hold everywhere here: multi-byte fields are read in network byte order
 * whatever the buffer's order says; an IPv4 address is an {@code int} whose highest byte is the
 * first octet ({@link io.github.netboot4j.dhcp.Ipv4} parses and prints it); codes are raw {@code
 * int}s, so that unknown ones survive; an offset in a fault counts from the first octet of the
 * message.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.dhcp;
