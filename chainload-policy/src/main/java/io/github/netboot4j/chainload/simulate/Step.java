package io.github.netboot4j.chainload.simulate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One program of a chain: what it asked, and what it made of the replies.
 *
 * @param client the program that asks
 * @param exchanges its messages and the replies
 * @param choice what it fetches, or why it fetches nothing
 * @param image what the file is; null if it fetches none
 */
public record Step(
    BootClient client, List<Exchange> exchanges, Choice choice, @Nullable BootImage image) {
  /**
   * Copies the list.
   *
   * @param client the program that asks
   * @param exchanges its messages and the replies
   * @param choice what it fetches, or why it fetches nothing
   * @param image what the file is; null if it fetches none
   */
  public Step {
    exchanges = List.copyOf(exchanges);
  }

  /** The reply that decided. */
  @Nullable Reply reply() {
    return choice instanceof Choice.Fetches fetches
        ? fetches.reply()
        : ((Choice.EndsUp) choice).reply();
  }
}
