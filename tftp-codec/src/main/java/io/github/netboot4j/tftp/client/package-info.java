/**
 * A blocking TFTP client: the one package of this module that opens a socket or a file.
 *
 * <p>{@link io.github.netboot4j.tftp.client.TftpClient} is a thin shell around the state machines
 * of {@link io.github.netboot4j.tftp}. It needs nothing but {@code java.base}.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.tftp.client;
