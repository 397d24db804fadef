package io.github.netboot4j.chainload.simulate;

import java.util.List;

/**
 * One message of a client and what came back.
 *
 * @param asked such as {@code "DISCOVER"} or {@code "REQUEST to 192.0.2.1 port 4011"}
 * @param replies in the order of arrival; empty for silence
 */
public record Exchange(String asked, List<Reply> replies) {
  /**
   * Copies the list.
   *
   * @param asked what was asked
   * @param replies what came back
   */
  public Exchange {
    replies = List.copyOf(replies);
  }
}
