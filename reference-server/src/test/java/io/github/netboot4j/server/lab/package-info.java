/**
 * Boots real firmware under QEMU against the packaged server, in a network namespace that the test
 * makes and removes. What happened is read from the packets, never from a log.
 */
package io.github.netboot4j.server.lab;
