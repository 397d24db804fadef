package io.github.netboot4j.dhcp.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a contract within a test, and tells which of its tests fail. So a test can name what
 * something is known to get wrong, and notices when that changes:
 *
 * <pre>{@code
 * assertEquals(Set.of("repeatedOptionsJoin"), ContractRun.failuresOf(OldCodecContract.class));
 * }</pre>
 *
 * <p>It needs {@code org.junit.platform:junit-platform-launcher}, which this artifact does not
 * bring.
 */
public final class ContractRun implements TestExecutionListener {
  private final SortedSet<String> failures = new TreeSet<>();
  private int tests;

  private ContractRun() {}

  /**
   * Runs all tests of a class.
   *
   * @param contract a class that extends a contract; best a nested one, which is not run by itself
   * @return the names of those that fail
   * @throws IOException if there is no room for what jqwik remembers of failures; it is thrown away
   * @throws IllegalArgumentException if the class has no tests
   */
  public static SortedSet<String> failuresOf(Class<?> contract) throws IOException {
    Path memory = Files.createTempFile("jqwik", ".database");
    try {
      ContractRun run = new ContractRun();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(contract))
                  .configurationParameter("jqwik.database", memory.toString())
                  .configurationParameter("jqwik.shrinking.boundedseconds", "1")
                  .build(),
              run);
      if (run.tests == 0) {
        throw new IllegalArgumentException(contract + " has no tests");
      }
      return run.failures;
    } finally {
      Files.deleteIfExists(memory);
    }
  }

  /** Notes how a test ended. */
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof MethodSource method) {
      tests++;
      if (result.getStatus() == Status.FAILED) {
        failures.add(method.getMethodName());
      }
    }
  }
}
