package io.github.netboot4j.chainload.dialect;

import java.util.ArrayList;
import java.util.List;

/** What plans answer, made anew only where it is not what was answered before. */
final class PlanAnswers {
  private AddressPlan.LeaseTimes last = new AddressPlan.LeaseTimes(0, 0, 0);

  /** Two lists one after the other; where one of them is empty, the other itself. */
  static List<AddressPlan.Range> joined(
      List<AddressPlan.Range> before, List<AddressPlan.Range> more) {
    if (before.isEmpty()) {
      return more;
    }
    if (more.isEmpty()) {
      return before;
    }
    List<AddressPlan.Range> both = new ArrayList<>(before);
    both.addAll(more);
    return both;
  }

  /** Lease times; safe for use by threads, as each sees some answer whole. */
  AddressPlan.LeaseTimes leaseTimes(int minimum, int byDefault, int maximum) {
    AddressPlan.LeaseTimes times = last;
    if (times.minimum() != minimum
        || times.byDefault() != byDefault
        || times.maximum() != maximum) {
      times = new AddressPlan.LeaseTimes(minimum, byDefault, maximum);
      last = times;
    }
    return times;
  }
}
