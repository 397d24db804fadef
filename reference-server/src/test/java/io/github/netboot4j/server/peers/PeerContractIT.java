package io.github.netboot4j.server.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.testing.ContractRun;
import io.github.netboot4j.tftp.testing.ServedFiles;
import io.github.netboot4j.tftp.testing.TftpServerContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the published contract finds in the TFTP servers of others. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class PeerContractIT {
  private static InetSocketAddress address;

  @TempDir Path temporary;

  /** The contract on the server that runs. */
  static final class Contract extends TftpServerContract {
    @Override
    protected InetSocketAddress server() {
      return address;
    }
  }

  private void assertFails(PeerServer.Kind kind, String... tests) throws IOException {
    Path served = Files.createDirectory(temporary.resolve("served"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    ServedFiles.write(served);
    try (PeerServer server = PeerServer.start(kind, served, temporary.resolve("log"))) {
      address = server.address();
      assertEquals(Set.of(tests), ContractRun.failuresOf(Contract.class));
    }
  }

  /** A block size of -1 is answered with 65464, and a stranger is not told that it is one. */
  @Test
  void tftpdHpa() throws IOException {
    assertFails(
        PeerServer.Kind.TFTPD_HPA, "anotherPortIsTurnedAway", "answersAreWithinWhatWasAsked");
  }

  /** A block size of 0 is answered with 1, and a CR in netascii is sent as it is. */
  @Test
  void dnsmasq() throws IOException {
    assertFails(PeerServer.Kind.DNSMASQ, "answersAreWithinWhatWasAsked", "netasciiIsTranslated");
  }

  /**
   * It is the Sorcerer's Apprentice, what it sends again has lost all but an octet, it serves names
   * that do not end, and agrees to any block size.
   */
  @Test
  void atftpd() throws IOException {
    assertFails(
        PeerServer.Kind.ATFTPD,
        "aDuplicateAcknowledgmentSendsNothing",
        "anotherPortIsTurnedAway",
        "answersAreWithinWhatWasAsked",
        "dataIsSentAgainWithoutAnAcknowledgment",
        "requestsThatDoNotEndGetNoData");
  }
}
