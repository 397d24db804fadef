package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.dhcp.OptionValue;

/** Looks for a sub-option as dnsmasq does: 0 is padding, 255 the end, the first one counts. */
public final class SubOptionSearch {
  private SubOptionSearch() {}

  /**
   * The first sub-option of a code.
   *
   * @param in where to look, from one index to before another
   * @param least its least length; shorter ones are passed over
   * @return the index of its code, or -1
   */
  public static int find(OptionValue in, int from, int to, int code, int least) {
    int at = from;
    while (at < to) {
      int found = in.unsigned8(at);
      if (found == 0) {
        at++;
        continue;
      }
      if (found == 255 || at + 2 > to || at + 2 + in.unsigned8(at + 1) > to) {
        return -1;
      }
      if (found == code && in.unsigned8(at + 1) >= least) {
        return at;
      }
      at += 2 + in.unsigned8(at + 1);
    }
    return -1;
  }
}
