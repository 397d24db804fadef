package io.github.netboot4j.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract, and tells how each of its tests ended. */
final class ContractRun implements TestExecutionListener {
  private final Map<String, TestExecutionResult> results = new TreeMap<>();

  private ContractRun() {}

  /**
   * Runs all tests of a class.
   *
   * @param scratch a directory for what jqwik remembers
   * @return how each ended, by the name of its method
   */
  static Map<String, TestExecutionResult> of(Class<?> contract, Path scratch) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(contract))
            .configurationParameter("jqwik.shrinking.boundedseconds", "1")
            .configurationParameter("jqwik.database", scratch.resolve("jqwik").toString())
            .build();
    ContractRun run = new ContractRun();
    LauncherFactory.create().execute(request, run);
    return run.results;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof MethodSource method) {
      results.put(method.getMethodName(), result);
    }
  }
}
