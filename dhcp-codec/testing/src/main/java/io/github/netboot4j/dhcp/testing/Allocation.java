package io.github.netboot4j.dhcp.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a thread allocates on the heap. */
public final class Allocation {
  private static final int WARM_UP_ROUNDS = 20;
  private static final int MEASURED_ROUNDS = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * Runs the work over and over and tells what one round of it allocates in steady state.
   *
   * <p>The virtual machine itself allocates now and then on the thread: when it links a call for
   * the first time, or leaves compiled code. Therefore the least of several rounds counts. What the
   * work allocates for each packet is in every round, at least 16 octets a time.
   *
   * @param times how often a round does the work
   * @param work allocates nothing, it is hoped
   * @return octets that {@code times} runs of the work allocate
   */
  public static long ofOneRound(int times, Runnable work) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      measure(times, work);
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < MEASURED_ROUNDS; round++) {
      least = Math.min(least, measure(times, work));
    }
    return least;
  }

  private static long measure(int times, Runnable work) {
    long before = now();
    for (int time = 0; time < times; time++) {
      work.run();
    }
    return now() - before;
  }

  private static long now() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
