/**
 * For tests of TFTP codecs and servers of whatever make; it depends on none.
 *
 * <ul>
 *   <li>{@link io.github.netboot4j.tftp.testing.TftpServerContract}: what a server must do. Extend
 *       it, and say where yours is.
 *   <li>{@link io.github.netboot4j.tftp.testing.TftpArbitraries}: packets, options, hostile bytes
 *       and sequences of events for jqwik's properties.
 *   <li>{@link io.github.netboot4j.tftp.testing.EventScript} reads such a sequence.
 * </ul>
 */
@NullMarked
package io.github.netboot4j.tftp.testing;

import org.jspecify.annotations.NullMarked;
