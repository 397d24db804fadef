package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.DnsmasqConf;
import io.github.netboot4j.chainload.dialect.IscOffline;
import io.github.netboot4j.dhcp.testing.DhcpdConfigurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the simulator says becomes of clients, and what becomes of the same clients that are played
 * against the real server. {@code -Dnetboot4j.chains=500} plays that many configurations of each.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class ChainOracleIT {
  private static final int CONFIGURATIONS =
      Integer.getInteger("netboot4j.chains", Boolean.getBoolean("netboot4j.long") ? 500 : 24);
  private static final int FIRST_SEED = 7_000;

  private static OracleLab lab;

  @TempDir private Path directory;

  @BeforeAll
  static void open() throws IOException {
    OracleLab.require(RealServer.DNSMASQ);
    OracleLab.require(RealServer.DHCPD);
    lab = OracleLab.open();
  }

  @AfterAll
  static void close() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  /** A configuration by chance, and its reading. */
  private interface Kind {
    String text(long seed);

    BootConfiguration read(Path file) throws Exception;
  }

  private Stream<DynamicTest> play(RealServer server, Kind kind) {
    ChainOracle oracle = new ChainOracle(lab, server);
    Stream<DynamicTest> each =
        IntStream.range(FIRST_SEED, FIRST_SEED + CONFIGURATIONS)
            .mapToObj(seed -> dynamicTest("seed " + seed, () -> play(oracle, kind, seed)));
    return Stream.concat(each, Stream.of(dynamicTest("many", oracle::requireMany)));
  }

  private void play(ChainOracle oracle, Kind kind, int seed) throws Exception {
    String text = kind.text(seed);
    Path file = Files.writeString(directory.resolve(seed + ".conf"), text);
    try {
      oracle.compare(file, kind.read(file), seed);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + text, e);
    }
  }

  @TestFactory
  Stream<DynamicTest> dnsmasq() {
    return play(
        RealServer.DNSMASQ,
        new Kind() {
          @Override
          public String text(long seed) {
            return DnsmasqOracleIT.random(seed);
          }

          @Override
          public BootConfiguration read(Path file) throws Exception {
            return DnsmasqConf.read(file, false);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> dhcpd() {
    return play(
        RealServer.DHCPD,
        new Kind() {
          @Override
          public String text(long seed) {
            return DhcpdConfigurations.of(seed);
          }

          @Override
          public BootConfiguration read(Path file) throws Exception {
            return IscOffline.read(file);
          }
        });
  }
}
