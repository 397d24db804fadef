package io.github.netboot4j.dhcp.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.platform.engine.DiscoverySelector;
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
   * Runs the tests of a class.
   *
   * @param contract a class that extends a contract; best a nested one, which is not run by itself
   * @param tests the names of those to run; all without one
   * @return the names of those that fail
   * @throws IllegalArgumentException if the class has no such tests
   */
  public static SortedSet<String> failuresOf(Class<?> contract, String... tests) {
    ContractRun run = new ContractRun();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors(contract, List.of(tests)))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.shrinking.boundedseconds", "1")
                .build(),
            run);
    if (run.tests == 0 || run.tests < tests.length) {
      throw new IllegalArgumentException(contract + " has no such tests");
    }
    return run.failures;
  }

  /**
   * The tests that a contract has.
   *
   * @param contract the class that declares them
   * @return their names
   */
  public static SortedSet<String> testsOf(Class<?> contract) {
    return Arrays.stream(contract.getDeclaredMethods())
        .filter(
            method ->
                method.isAnnotationPresent(Property.class)
                    || method.isAnnotationPresent(Example.class))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<DiscoverySelector> selectors(Class<?> contract, List<String> tests) {
    if (tests.isEmpty()) {
      return List.of(selectClass(contract));
    }
    return Arrays.stream(contract.getMethods())
        .filter(method -> tests.contains(method.getName()))
        .map(method -> (DiscoverySelector) selectMethod(contract, method))
        .toList();
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
