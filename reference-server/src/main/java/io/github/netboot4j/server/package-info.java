/**
 * The reference server: blocking DHCP, TFTP and HTTP loops around the codecs and the boot policy.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.server;
