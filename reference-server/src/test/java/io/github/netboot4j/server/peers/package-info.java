/**
 * TFTP with the programs of others, on the loopback interface: their clients against our server and
 * our client against their servers, over a network that does nothing and over one that loses,
 * repeats, swaps and delays packets.
 */
package io.github.netboot4j.server.peers;
