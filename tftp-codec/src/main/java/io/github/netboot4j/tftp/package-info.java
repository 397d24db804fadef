/**
 * TFTP packets over {@link java.nio.ByteBuffer}, option negotiation, and transfers as pure state
 * machines.
 *
 * <p>Nothing here opens a socket or a file, or looks at a clock; who wants a client ready for use
 * finds one in {@link io.github.netboot4j.tftp.client}. RFC 1350 (the protocol), RFC 2347
 * (options), RFC 2348 ({@code blksize}), RFC 2349 ({@code timeout} and {@code tsize}), RFC 7440
 * ({@code windowsize}) and RFC 1123 section 4.2.3 (the corrected retransmission rule) are covered.
 *
 * <h2>The packets</h2>
 *
 * <pre>
 * RFC 1350 §5; numbers have two octets, the more significant first, and strings end in NUL:
 *
 *   READ_REQUEST            1  file name 0  mode 0  name 0  value 0  name 0  value 0 ...
 *   WRITE_REQUEST           2  file name 0  mode 0  name 0  value 0  name 0  value 0 ...
 *   DATA                    3  block number  0 to blksize octets; fewer than blksize end the file
 *   ACKNOWLEDGMENT          4  block number
 *   ERROR                   5  error code  message 0
 *   OPTION_ACKNOWLEDGMENT   6  name 0  value 0  name 0  value 0 ...
 *
 * The options of a request, and the last packet, are RFC 2347's.
 * </pre>
 *
 * <h2>The contract</h2>
 *
 * <p><b>Once {@link io.github.netboot4j.tftp.TftpPacketView#tryWrap tryWrap} answered {@code true},
 * no accessor of the view fails</b>, whatever the packet says. {@code tryWrap} itself answers
 * {@code false} for a packet that cannot be read, and throws nothing for any content. The promise
 * holds until
 *
 * <ul>
 *   <li>the view is wrapped around another packet,
 *   <li>the bytes of the packet are changed or overwritten, or
 *   <li>the limit of the buffer is set below the end of the packet.
 * </ul>
 *
 * <p>Misuse by the caller is told apart from content: a range outside the buffer or an option index
 * outside {@code 0..optionCount()-1} throws {@link java.lang.IndexOutOfBoundsException}, a value
 * that no packet can carry throws {@link java.lang.IllegalArgumentException}.
 *
 * <p>Views, writers and state machines are reusable, allocate nothing in steady state, and are not
 * safe for use by several threads at once. Methods that return a {@link java.lang.String} are
 * conveniences and do allocate.
 *
 * <h2>A transfer</h2>
 *
 * <p>A server wraps the request, lets {@link io.github.netboot4j.tftp.TftpNegotiation} find the
 * parameters, and asks a {@link io.github.netboot4j.tftp.TftpSender} what to do next until it is
 * done. A client does the same with a {@link io.github.netboot4j.tftp.TftpReceiver}. The peer's
 * transfer identifier (address and port, RFC 1350 section 4) is the caller's to check: packets from
 * elsewhere are answered with error 5 and never reach the state machine.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.tftp;
