/**
 * The boot decision: who is asking, what to run next, and why.
 *
 * <pre>
 *   DhcpMessageView ─→ BootRequest ─BootPolicy→ BootDecision ─BootReplyWriter→ DhcpMessageWriter
 * </pre>
 *
 * <p>A machine that boots from the network asks more than once: first its firmware, then what the
 * firmware loaded. A {@link io.github.netboot4j.chainload.BootPolicy} gives the second question
 * another answer than the first, or the machine loads the same thing for ever. What tells the two
 * apart is the user class, option 77.
 *
 * <p>Policies and decisions are made ahead of time, are immutable and may be shared by threads;
 * deciding allocates nothing and throws nothing for any content of a packet.
 */
@org.jspecify.annotations.NullMarked
package io.github.netboot4j.chainload;
