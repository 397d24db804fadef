package io.github.netboot4j.chainload.simulate;

import org.jspecify.annotations.Nullable;

/** What a client makes of the replies that it got. */
public sealed interface Choice permits Choice.Fetches, Choice.EndsUp {
  /**
   * It fetches a file and runs it.
   *
   * @param file a name for TFTP, or a URI
   * @param server the TFTP server's IPv4 address; 0 for a URI
   * @param from where the name stood, such as {@code "option 67 of the ACK"}
   * @param reply the reply that it stood in
   */
  record Fetches(String file, int server, String from, Reply reply) implements Choice {}

  /**
   * It fetches nothing that DHCP names.
   *
   * @param kind how it ends
   * @param why in one sentence
   * @param remedy the smallest change that would help; empty if none is needed or known
   * @param reply the reply that brought it there; null if there was none
   */
  record EndsUp(Verdict.Kind kind, String why, String remedy, @Nullable Reply reply)
      implements Choice {}
}
