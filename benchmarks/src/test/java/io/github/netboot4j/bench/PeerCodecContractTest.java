package io.github.netboot4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.testing.ContractRun;
import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import io.github.netboot4j.dhcp.testing.DhcpCodecContract;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The published contract finds what other codecs get wrong, each by the test that is named after
 * it.
 */
class PeerCodecContractTest {
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

  private static void assertFails(Class<? extends DhcpCodecContract> contract, String... tests)
      throws IOException {
    assertEquals(Set.of(tests), ContractRun.failuresOf(contract));
  }

  /** Overload, options that are repeated or long, and the raw user class, read as {@code PXE}. */
  @Test
  void dhcp4java() throws IOException {
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
  void dhcp4j() throws IOException {
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
  void apacheDs() throws IOException {
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
  void onos() throws IOException {
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
