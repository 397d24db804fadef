package io.github.netboot4j.dhcp.testing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Measures what a thread allocates on the heap. */
public final class Allocation {
  private static final int WARM_UP_ROUNDS = 20;
  private static final int MEASURED_ROUNDS = 5;

  /**
   * {@code com.sun.management.ThreadMXBean.getCurrentThreadAllocatedBytes()}. Looked up by name,
   * since the modules under test read java.base alone. Called as a handle, it allocates nothing.
   */
  private static final MethodHandle ALLOCATED_BYTES = allocatedBytes();

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
    try {
      return (long) ALLOCATED_BYTES.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle allocatedBytes() {
    try {
      Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
      Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
      Object bean = factory.getMethod("getThreadMXBean").invoke(null);
      return MethodHandles.publicLookup()
          .findVirtual(type, "getCurrentThreadAllocatedBytes", MethodType.methodType(long.class))
          .bindTo(bean);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no meter of allocations", e);
    }
  }
}
