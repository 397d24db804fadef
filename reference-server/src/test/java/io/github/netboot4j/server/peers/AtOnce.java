package io.github.netboot4j.server.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Runs transfers at once, as they wait most of the time, and reports each as a test. */
final class AtOnce {
  private static final long SECONDS_TO_END = 10;

  private final ExecutorService threads;

  /** Runs so many at once. */
  AtOnce(int transfers) {
    threads = Executors.newFixedThreadPool(transfers);
  }

  /** Starts a transfer as soon as there is room; the test is how it ends. */
  DynamicTest test(String name, Executable transfer) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            transfer.execute();
            end.complete(null);
          } catch (Throwable e) {
            end.completeExceptionally(e);
          }
        });
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try {
            end.get();
          } catch (ExecutionException e) {
            throw e.getCause();
          }
        });
  }

  /** Ends what still runs. */
  void end() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
  }
}
