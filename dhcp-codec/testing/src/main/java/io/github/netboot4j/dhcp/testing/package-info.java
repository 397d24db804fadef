/**
 * For tests of DHCP codecs, servers and boot policies of whatever make; it depends on none.
 *
 * <ul>
 *   <li>{@link io.github.netboot4j.dhcp.testing.DhcpCodecContract}: what a codec must do. Extend
 *       it.
 *   <li>{@link io.github.netboot4j.dhcp.testing.DhcpArbitraries}: messages, options and hostile
 *       bytes for jqwik's properties, to be handed out by a {@code @Provide} method.
 *   <li>{@link io.github.netboot4j.dhcp.testing.RequestSamples}: requests of boot clients; {@link
 *       io.github.netboot4j.dhcp.testing.DhcpdConfigurations} and {@link
 *       io.github.netboot4j.dhcp.testing.DnsmasqConfigurations}: what servers may be told about
 *       them. {@link io.github.netboot4j.dhcp.testing.SyntaxRow}: small files with slips, and which
 *       of them the real servers take.
 *   <li>{@link io.github.netboot4j.dhcp.testing.RecordedPackets}: what real firmware sent.
 *   <li>{@link io.github.netboot4j.dhcp.testing.DhcpBytes} puts a message together, {@link
 *       io.github.netboot4j.dhcp.testing.ReferenceDecoder} takes one apart, both the plain way.
 *   <li>{@link io.github.netboot4j.dhcp.testing.ContractRun} tells which tests of a contract fail.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.dhcp.testing;
