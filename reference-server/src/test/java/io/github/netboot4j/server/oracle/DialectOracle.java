package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * What the tests of all dialects do with their real server. A test class extends it, names server
 * and reader, and calls {@link #compare} from its dynamic tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DialectOracle {
  /** Requests for each configuration; some have a REQUEST that follows. */
  protected static final int REQUESTS = 240;

  private final RealServer server;
  private OracleLab lab;

  /** Tests against a server. */
  protected DialectOracle(RealServer server) {
    this.server = server;
  }

  /** Reads a configuration as the module under test does. */
  protected abstract BootConfiguration read(Path file) throws ConfigurationException;

  /**
   * Whether an answer to this may differ, for a reason that the documentation of the dialect has.
   */
  protected boolean isDeliberate(Path file, OracleExchange exchange) {
    return false;
  }

  /** Options to compare besides 66 and 67. */
  protected int[] options() {
    return new int[0];
  }

  @BeforeAll
  void openLab() throws IOException {
    OracleLab.require(server);
    lab = OracleLab.open();
  }

  @AfterAll
  void closeLab() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  /** The files of a directory of test resources that end so, in the order of their names. */
  protected static List<Path> fixtures(String directory, String ending) {
    URL found = DialectOracle.class.getResource("/" + directory);
    if (found == null) {
      throw new IllegalArgumentException("no such test resource: " + directory);
    }
    try (Stream<Path> files = Files.list(Path.of(found.toURI()))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks the real server and the policy the same, and fails with every difference. */
  protected void compare(Path file, OracleNetwork network, long seed) throws Exception {
    List<OracleExchange> exchanges = ask(file, network, seed);
    OracleComparison comparison = new OracleComparison(read(file), network, options());
    String differences =
        comparison.differences(exchanges, exchange -> isDeliberate(file, exchange));
    assertTrue(differences.isEmpty(), () -> file + ": " + differences);
  }

  /** The same in the network that the file says it is for. */
  protected void compare(Path file) throws Exception {
    compare(file, OracleNetwork.of(file), file.getFileName().toString().hashCode());
  }

  /** What the real server answers to the sample requests. */
  protected List<OracleExchange> ask(Path file, OracleNetwork network, long seed)
      throws IOException, InterruptedException {
    boolean bootServer = server == RealServer.DNSMASQ;
    List<RequestSample> samples =
        RequestSamples.generate(
            seed, REQUESTS, network.clientAddress(), network.relayAddresses(), bootServer);
    return lab.ask(server, file, network, samples);
  }

  /**
   * What the real server's check of its syntax refuses, the reader refuses, with its place.
   *
   * @return whether the real server takes it
   */
  protected boolean compareSyntax(Path file) throws IOException, InterruptedException {
    boolean accepted = server.syntaxAccepts(file);
    if (!accepted) {
      ConfigurationException refusal =
          assertThrows(
              ConfigurationException.class, () -> read(file), () -> file + " is taken here");
      assertFalse(refusal.source().isEmpty());
    }
    return accepted;
  }

  /** The laboratory, for what is not done here. */
  protected OracleLab lab() {
    return lab;
  }
}
