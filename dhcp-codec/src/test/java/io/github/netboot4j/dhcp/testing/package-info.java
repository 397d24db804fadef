/** What tests of a DHCP codec or of a boot policy have in common: packets, generators, meters. */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.dhcp.testing;
