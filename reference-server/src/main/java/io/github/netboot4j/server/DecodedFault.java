package io.github.netboot4j.server;

/**
 * Why a message could not be read to its end.
 *
 * @param kind the name of a {@link io.github.netboot4j.dhcp.DhcpFault}, a {@link
 *     io.github.netboot4j.tftp.TftpFault} or a {@link PcapDatagram.Fault}
 * @param offset where, in octets from the start of the message
 * @param description the same in words
 */
record DecodedFault(String kind, int offset, String description) {}
