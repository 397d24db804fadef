package io.github.netboot4j.server;

import java.util.concurrent.atomic.LongAdder;

/** What storing leases has taken so far. */
final class StoreFigures {
  final LongAdder commits = new LongAdder();
  final LongAdder nanos = new LongAdder();

  /** Changes of leases; divided by the commits, the size of a group. */
  final LongAdder leases = new LongAdder();

  final LongAdder failures = new LongAdder();

  /** A commit succeeded. */
  void committed(long nanosItTook, int leasesInIt) {
    nanos.add(nanosItTook);
    leases.add(leasesInIt);
    commits.increment();
  }
}
