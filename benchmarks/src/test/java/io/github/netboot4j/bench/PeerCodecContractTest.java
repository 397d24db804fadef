package io.github.netboot4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import io.github.netboot4j.dhcp.testing.DhcpCodecContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * The published contract finds what other codecs get wrong, each by the test that is named after
 * it.
 */
class PeerCodecContractTest {
  @TempDir Path scratch;

  static final class Dhcp4java extends DhcpCodecContract {
    @Override
    protected DhcpCodecAdapter codec() {
      return new Dhcp4javaAdapter();
    }
  }

  static final class Dhcp4j extends DhcpCodecContract {
    @Override
    protected DhcpCodecAdapter codec() {
      return new Dhcp4jAdapter();
    }
  }

  static final class ApacheDs extends DhcpCodecContract {
    @Override
    protected DhcpCodecAdapter codec() {
      return new ApacheDsAdapter();
    }
  }

  static final class Onos extends DhcpCodecContract {
    @Override
    protected DhcpCodecAdapter codec() {
      return new OnosAdapter();
    }
  }

  private void assertFails(Class<? extends DhcpCodecContract> contract, String... tests) {
    Map<String, TestExecutionResult> results = ContractRun.of(contract, scratch);
    assertTrue(results.size() > 20, "the contract was not run");
    Set<String> failed = new TreeSet<>();
    results.forEach(
        (test, result) -> {
          if (result.getStatus() == Status.FAILED) {
            failed.add(test);
          }
        });
    assertEquals(new TreeSet<>(Set.of(tests)), failed);
  }

  /** Overload, options that are repeated or long, and the raw user class, read as {@code PXE}. */
  @Test
  void dhcp4java() {
    assertFails(
        Dhcp4java.class,
        "aRawUserClassKeepsItsFirstLetter",
        "longValuesAreSplit",
        "optionsInFileAndSnameAreRead",
        "repeatedOptionsJoin",
        "soundMessagesAreReadAsTheReferenceReadsThem");
  }

  /** An address of a wrong length has it print itself in order to complain, without end. */
  @Test
  void dhcp4j() {
    assertFails(
        Dhcp4j.class,
        "aMissingEndIsNoFault",
        "anOptionOfTheWrongLengthDoesNotCostTheMessage",
        "anyBytesAreReadOrRefused",
        "messagesAreAsLongAsBootps",
        "optionsInFileAndSnameAreRead",
        "optionsKeepTheirOrder",
        "relayInformationStaysLast",
        "soundMessagesAreReadAsTheReferenceReadsThem",
        "twoArchitecturesAreRead");
  }

  /** Codes and lengths are signed, and a full field has no room for the NUL that is looked for. */
  @Test
  void apacheDs() {
    assertFails(
        ApacheDs.class,
        "aFullFileFieldIsRead",
        "aMissingEndIsNoFault",
        "anOptionOfTheWrongLengthDoesNotCostTheMessage",
        "anyBytesAreReadOrRefused",
        "optionsInFileAndSnameAreRead",
        "optionsKeepTheirOrder",
        "optionsOfUpTo255OctetsAreRead",
        "recordedMessagesAreRead",
        "recordedMessagesCutAnywhereAreReadOrRefused",
        "repeatedOptionsJoin",
        "soundMessagesAreReadAsTheReferenceReadsThem");
  }

  /** The cookie is not looked at, and the hardware address may be longer than its field. */
  @Test
  void onos() {
    assertFails(
        Onos.class,
        "aMissingEndIsNoFault",
        "anyBytesAreReadOrRefused",
        "optionsInFileAndSnameAreRead",
        "repeatedOptionsJoin",
        "soundMessagesAreReadAsTheReferenceReadsThem",
        "theHardwareAddressStaysInItsField",
        "withoutTheMagicCookieThereAreNoOptions");
  }
}
