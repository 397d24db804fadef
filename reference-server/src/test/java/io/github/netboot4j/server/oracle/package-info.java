/**
 * The real servers as the oracle: the same requests go to ISC dhcpd or dnsmasq, in a network
 * namespace of its own, and to the policy that was read from the same file. What they answer is
 * compared.
 */
package io.github.netboot4j.server.oracle;
