package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.DnsmasqConf;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.DnsmasqConfigurations;
import io.github.netboot4j.dhcp.testing.SyntaxRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read from dnsmasq.conf against dnsmasq itself. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class DnsmasqOracleIT extends DialectOracle {
  private static final int RANDOM_CONFIGURATIONS = 12;
  private static final int NEAR_MISSES = 160;
  private static final int TRIES = 20;
  private static final int FIRST_OPTION = 240;
  private static final int END = 255;
  private static final int NETMASK = 1;
  private static final int ROUTER = 3;
  private static final int ROOT_PATH = 17;
  private static final int BROADCAST = 28;
  private static final int TFTP_SERVER_ADDRESS = 150;
  private static final int IPXE = 175;

  @TempDir Path directory;

  DnsmasqOracleIT() {
    super(RealServer.DNSMASQ);
  }

  @Override
  protected BootConfiguration read(Path file) throws ConfigurationException {
    return DnsmasqConf.read(file, false);
  }

  @Override
  protected int[] options() {
    return new int[] {
      NETMASK,
      ROUTER,
      ROOT_PATH,
      BROADCAST,
      OptionCode.VENDOR_SPECIFIC_INFORMATION,
      OptionCode.VENDOR_CLASS_IDENTIFIER,
      OptionCode.CLIENT_MACHINE_IDENTIFIER,
      OptionCode.VENDOR_IDENTIFYING_OPTIONS,
      TFTP_SERVER_ADDRESS,
      IPXE,
      208,
      209,
      210,
      // Those of values as they look.
      2,
      13,
      119,
      120,
      224,
      225,
      226,
      227,
      228,
      229,
      230,
      231,
      232,
      233,
      234,
      235,
      236
    };
  }

  /** dnsmasq sends an option twice where both dhcp-boot and dhcp-option have it, or two encaps. */
  @Override
  protected boolean isDeliberate(Path file, OracleExchange exchange) {
    byte[] reply = exchange.reply();
    boolean[] seen = new boolean[END + 1];
    for (int at = FIRST_OPTION; at + 1 < reply.length; ) {
      int code = reply[at] & 0xFF;
      if (code == END) {
        return false;
      }
      if (code != 0 && seen[code]) {
        return true;
      }
      seen[code] = true;
      at += code == 0 ? 1 : 2 + (reply[at + 1] & 0xFF);
    }
    return false;
  }

  @TestFactory
  Stream<DynamicTest> everyConstruct() {
    return fixtures("oracle/dnsmasq", ".conf").stream()
        .map(file -> dynamicTest(String.valueOf(file.getFileName()), () -> compare(file)));
  }

  @Test
  void foundingRecipe() throws Exception {
    Path file = fixtures("oracle/dnsmasq", "founding.conf").get(0);

    compare(file, FoundingRecipesIT.RECIPE_NETWORK, 1);
  }

  @TestFactory
  Stream<DynamicTest> randomConfigurations() {
    return IntStream.range(0, RANDOM_CONFIGURATIONS)
        .mapToObj(
            seed ->
                dynamicTest(
                    "seed " + seed,
                    () -> {
                      Path file = write("random.conf", random(seed));
                      try {
                        compare(file, OracleNetwork.USUAL, seed);
                      } catch (AssertionError e) {
                        throw new AssertionError(e.getMessage() + "\n" + random(seed), e);
                      }
                    }));
  }

  static String random(long seed) {
    AtomicReference<String> made = new AtomicReference<>("");
    JqwikSession.run(
        () -> {
          RandomGenerator<String> configurations = DnsmasqConfigurations.any().generator(TRIES);
          made.set(configurations.next(new Random(seed)).value());
        });
    return made.get();
  }

  /** Each row of the table of small files is right about what dnsmasq takes. */
  @Test
  void smallFiles() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (SyntaxRow row : SyntaxRow.of("dnsmasq-syntax.txt")) {
      if (RealServer.DNSMASQ.syntaxAccepts(write("row.conf", row.text())) != row.takenByServer()) {
        wrong.add(row.toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  /**
   * What {@code dnsmasq --test} refuses is refused here, and the other way round; but for an empty
   * tag, on which dnsmasq crashes later, and for octets that it cannot read and leaves undefined.
   */
  @Test
  void nearMisses() throws Exception {
    List<String> differences = new ArrayList<>();
    int refused = 0;
    for (int seed = 0; seed < NEAR_MISSES; seed++) {
      String text = nearMiss(seed);
      Path file = write("near.conf", text);
      boolean accepted = RealServer.DNSMASQ.syntaxAccepts(file);
      refused += accepted ? 0 : 1;
      String error = "";
      try {
        read(file);
      } catch (ConfigurationException e) {
        error = String.valueOf(e.getMessage());
      }
      boolean deliberate = error.contains("an empty tag") || error.contains("bad hex constant");
      if (accepted != error.isEmpty() && !(accepted && deliberate)) {
        differences.add(
            (accepted ? "dnsmasq takes it: " + error : "dnsmasq refuses") + "\n" + text);
      }
    }
    assertEquals("", String.join("\n---\n", differences));
    assertTrue(refused > NEAR_MISSES / 4 && refused < NEAR_MISSES, refused + " were refused");
  }

  /** A random configuration's line with a slip of the pen. */
  private static String nearMiss(int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of(random(seed).split("\n", -1)));
    int at = random.nextInt(lines.size() - 1);
    StringBuilder line = new StringBuilder(lines.get(at));
    int index = random.nextInt(line.length());
    switch (random.nextInt(6)) {
      case 0 -> line.deleteCharAt(index);
      case 1 -> line.insert(index, '"');
      case 2 -> line.insert(index, ',');
      case 3 -> line.setCharAt(index, "x0:.=*gF".charAt(random.nextInt(8)));
      case 4 -> line.setLength(index);
      default -> line.insert(index, line.charAt(index));
    }
    lines.set(at, line.toString());
    return String.join("\n", lines);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text, StandardCharsets.ISO_8859_1);
  }
}
