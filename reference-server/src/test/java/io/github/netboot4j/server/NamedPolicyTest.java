package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootPolicyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Policies that a jar brings, here a directory with nothing but the name of one. */
final class NamedPolicyTest {
  @TempDir private Path jar;

  /** A policy of somebody's own. */
  public static final class Rack implements BootPolicyProvider {
    /** Made by the service loader. */
    public Rack() {}

    @Override
    public String name() {
      return "rack";
    }

    @Override
    public BootPolicy policy() {
      return BootPolicy.always(BootDecision.boot("rack.efi"));
    }
  }

  /** One whose database is gone. */
  public static final class Broken implements BootPolicyProvider {
    /** Made by the service loader. */
    public Broken() {}

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public BootPolicy policy() {
      throw new IllegalStateException("no database");
    }
  }

  @BeforeEach
  void services() throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(BootPolicyProvider.class.getName()),
        Rack.class.getName() + "\n" + Broken.class.getName() + "\n");
  }

  private static NamedPolicy parsed(String... flags) {
    NamedPolicy named = new NamedPolicy();
    CommandLine.Model.CommandSpec command = CommandLine.Model.CommandSpec.create();
    command.addMixin("named", CommandLine.Model.CommandSpec.forAnnotatedObject(named));
    new CommandLine(command).parseArgs(flags);
    return named;
  }

  private static String refused(String... flags) {
    return assertThrows(StartupException.class, () -> parsed(flags).load()).getMessage();
  }

  @Test
  void aPolicyIsTakenFromTheJar() throws StartupException {
    BootPolicy policy = parsed("--policy", "rack", "--policy-jar", jar.toString()).load();
    assertTrue(policy.toString().contains("rack.efi"), policy::toString);
  }

  @Test
  void slips() {
    String at = jar.toString();
    assertEquals("--policy-jar needs --policy NAME beside it", refused("--policy-jar", at));
    String misspelt = refused("--policy", "rakc", "--policy-jar", at);
    assertTrue(misspelt.startsWith("--policy rakc: no policy rakc; there are ["), misspelt);
    assertTrue(misspelt.contains("rack, broken"), misspelt);
    assertTrue(refused("--policy", "rack").startsWith("--policy rack: no policy rack; there"));
    assertTrue(
        refused("--policy", "rack", "--policy-jar", at + "/none.jar").contains("cannot be read"));
    assertEquals(
        "--policy broken cannot be loaded: java.lang.IllegalStateException: no database",
        refused("--policy", "broken", "--policy-jar", at));
  }

  @Test
  void aJarThatIsNone() throws IOException {
    Path file = Files.writeString(jar.resolve("text.jar"), "no jar");
    assertTrue(
        refused("--policy", "rack", "--policy-jar", file.toString()).contains("cannot be read"));
  }
}
