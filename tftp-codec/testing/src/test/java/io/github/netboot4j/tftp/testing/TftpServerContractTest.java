package io.github.netboot4j.tftp.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.testing.ContractRun;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on a server that keeps it, and on one for each way to break it. */
class TftpServerContractTest {
  /** Silence is waited for only so long: a machine under load can hide a fault. */
  private static final int TRIES = 5;

  private static InetSocketAddress address;

  static final class Contract extends TftpServerContract {
    @Override
    protected InetSocketAddress server() {
      return address;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsFound(FaultyServer.Fault fault) throws IOException {
    Set<String> tests = fault.test().isEmpty() ? Set.of() : Set.of(fault.test());
    try (FaultyServer server = new FaultyServer(fault)) {
      address = server.address();
      Set<String> failures = failures(tests);
      for (int time = 1; time < TRIES && failures.isEmpty() && !tests.isEmpty(); time++) {
        failures = failures(tests);
      }
      assertEquals(tests, failures);
    }
  }

  private static Set<String> failures(Set<String> tests) {
    return ContractRun.failuresOf(Contract.class, tests.toArray(String[]::new));
  }

  /** So none is in the contract that nobody can fail. */
  @Test
  void everyTestFindsAFault() {
    Set<String> known =
        Arrays.stream(FaultyServer.Fault.values())
            .map(FaultyServer.Fault::test)
            .filter(test -> !test.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> all =
        Arrays.stream(TftpServerContract.class.getDeclaredMethods())
            .filter(
                method ->
                    method.isAnnotationPresent(Property.class)
                        || method.isAnnotationPresent(Example.class))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, known);
  }
}
