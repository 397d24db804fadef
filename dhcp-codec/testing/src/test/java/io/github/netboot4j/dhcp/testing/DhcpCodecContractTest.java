package io.github.netboot4j.dhcp.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on a codec that keeps it, and on one for each way to break it. */
class DhcpCodecContractTest {
  private static FaultyCodec codec = new FaultyCodec(FaultyCodec.Fault.NONE);

  static final class Contract extends DhcpCodecContract {
    @Override
    protected DhcpCodecAdapter codec() {
      return codec;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsFound(FaultyCodec.Fault fault) {
    codec = new FaultyCodec(fault);
    Set<String> tests = fault.tests();
    Set<String> failures = ContractRun.failuresOf(Contract.class, tests.toArray(String[]::new));
    assertEquals(tests, failures);
  }

  /** So none is in the contract that nobody can fail. */
  @Test
  void everyTestFindsAFault() {
    Set<String> known =
        Arrays.stream(FaultyCodec.Fault.values())
            .flatMap(fault -> fault.tests().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(ContractRun.testsOf(DhcpCodecContract.class), known);
  }

  @Test
  void aTestThatIsNotThereIsTold() {
    assertThrows(
        IllegalArgumentException.class, () -> ContractRun.failuresOf(Contract.class, "nothing"));
  }
}
