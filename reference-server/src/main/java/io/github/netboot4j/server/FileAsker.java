package io.github.netboot4j.server;

import java.net.InetAddress;

/**
 * Who asks for a file.
 *
 * @param client its address
 * @param server the address of this server that was asked
 * @param query what stands behind the question mark of an HTTP request, as it was sent; else empty
 */
record FileAsker(InetAddress client, InetAddress server, String query) {}
