package io.github.netboot4j.tftp.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.testing.ContractRun;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on a server that keeps it, and on one for each way to break it. */
class TftpServerContractTest {
  /** Long for a machine under load too, and shorter than a faulty server goes on sending. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private static InetSocketAddress address;

  static final class Contract extends TftpServerContract {
    @Override
    protected InetSocketAddress server() {
      return address;
    }

    @Override
    protected Duration silence() {
      return SILENCE;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsFound(FaultyServer.Fault fault) throws IOException {
    Set<String> tests = fault.test().isEmpty() ? Set.of() : Set.of(fault.test());
    try (FaultyServer server = new FaultyServer(fault)) {
      address = server.address();
      assertEquals(tests, ContractRun.failuresOf(Contract.class, tests.toArray(String[]::new)));
    }
  }

  /** So none is in the contract that nobody can fail. */
  @Test
  void everyTestFindsAFault() {
    Set<String> known =
        Arrays.stream(FaultyServer.Fault.values())
            .map(FaultyServer.Fault::test)
            .filter(test -> !test.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(ContractRun.testsOf(TftpServerContract.class), known);
  }
}
