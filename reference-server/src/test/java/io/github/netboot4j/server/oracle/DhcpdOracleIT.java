package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.IscOffline;
import io.github.netboot4j.dhcp.testing.DhcpdConfigurations;
import io.github.netboot4j.dhcp.testing.SyntaxRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What ISC dhcpd answers by a {@code dhcpd.conf}, and what is decided here by the same file. */
final class DhcpdOracleIT extends DialectOracle {
  private static final int[] OPTIONS = {
    1, 3, 6, 12, 15, 17, 43, 60, 114, 119, 128, 150, 175, 208, 209, 210, 211, 224, 225, 226, 227,
    228, 229, 230, 231, 232, 233, 234, 235, 236
  };

  /** Files by chance, and slips in each fixture. */
  private static final int RANDOM_FILES = 12;

  private static final int SLIPS = 12;

  DhcpdOracleIT() {
    super(RealServer.DHCPD);
  }

  private static List<Path> files() {
    return fixtures("oracle/dhcpd", ".conf");
  }

  @Override
  protected BootConfiguration read(Path file) throws ConfigurationException {
    return IscOffline.read(file);
  }

  @Override
  protected int[] options() {
    return OPTIONS;
  }

  @TestFactory
  Stream<DynamicTest> fixtures() {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  @TestFactory
  Stream<DynamicTest> filesByChance(@TempDir Path directory) {
    return LongStream.range(1, 1 + RANDOM_FILES)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed,
                    () -> {
                      Path file = directory.resolve("seed" + seed + ".conf");
                      Files.writeString(file, DhcpdConfigurations.of(seed));
                      compare(file, OracleNetwork.USUAL, seed);
                    }));
  }

  /** Each row of the table of small files is right about what dhcpd takes. */
  @Test
  void smallFiles(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("row.conf");
    List<String> wrong = new ArrayList<>();
    for (SyntaxRow row : SyntaxRow.of("dhcpd-syntax.txt")) {
      Files.writeString(file, row.text(), StandardCharsets.ISO_8859_1);
      if (RealServer.DHCPD.syntaxAccepts(file) != row.takenByServer()) {
        wrong.add(row.toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** What dhcpd's check of its syntax refuses is refused here. */
  @Test
  void slips(@TempDir Path directory) throws Exception {
    int accepted = 0;
    int refused = 0;
    Path file = directory.resolve("slip.conf");
    for (Path fixture : files()) {
      String text = Files.readString(fixture, StandardCharsets.ISO_8859_1);
      for (long seed = 0; seed < SLIPS; seed++) {
        Files.writeString(
            file,
            NearMisses.of(text, 31 * seed + fixture.getFileName().hashCode()),
            StandardCharsets.ISO_8859_1);
        if (compareSyntax(file)) {
          accepted++;
        } else {
          refused++;
        }
      }
    }
    assertTrue(accepted > 10 && refused > 100, accepted + " taken, " + refused + " refused");
  }
}
