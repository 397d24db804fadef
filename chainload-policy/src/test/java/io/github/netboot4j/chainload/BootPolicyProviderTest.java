package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies of other jars. */
class BootPolicyProviderTest {
  /** Named in the test resources. */
  public static final class Lab implements BootPolicyProvider {
    /** Made by the service loader. */
    public Lab() {}

    @Override
    public String name() {
      return "lab";
    }

    @Override
    public BootPolicy policy() {
      return BootPolicy.always(BootDecision.boot("lab.efi"));
    }
  }

  private static String refused(String name) {
    return assertThrows(IllegalArgumentException.class, () -> BootPolicy.named(name)).getMessage();
  }

  @Test
  void aPolicyIsFoundByItsName() {
    assertEquals(
        "lab.efi", BootPolicy.named("lab").decide(Requests.of(Requests.UEFI_PXE)).bootFile());
  }

  @Test
  void aNameThatNobodyHas() {
    assertEquals("no policy Lab; there are [lab]", refused("Lab"));
  }

  @Test
  void twoOfOneNameAndOneThatIsNotThere(@TempDir Path directory) throws IOException {
    Path services =
        Files.createDirectories(directory.resolve("META-INF/services"))
            .resolve(BootPolicyProvider.class.getName());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader more = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(more);
      Files.writeString(services, Another.class.getName());
      assertTrue(refused("lab").startsWith("two jars bring a policy lab"), refused("lab"));
      Files.writeString(services, "no.such.Provider");
      assertTrue(refused("lab").startsWith("a policy cannot be loaded"), refused("lab"));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Has the name of the other one. */
  public static final class Another implements BootPolicyProvider {
    /** Made by the service loader. */
    public Another() {}

    @Override
    public String name() {
      return "lab";
    }

    @Override
    public BootPolicy policy() {
      return BootPolicy.always(BootDecision.noBoot());
    }
  }
}
