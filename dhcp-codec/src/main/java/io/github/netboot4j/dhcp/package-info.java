/**
 * DHCPv4 views and writers over {@link java.nio.ByteBuffer} (RFC 2131, RFC 2132): no copies, no
 * garbage, no dependency.
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
