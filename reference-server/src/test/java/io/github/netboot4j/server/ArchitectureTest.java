package io.github.netboot4j.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, as README and CONTRIBUTING draw them. */
final class ArchitectureTest {
  private static final String ROOT = "io.github.netboot4j.";
  private static final String JAVA = "java..";
  private static final String NULLNESS = "org.jspecify..";
  private static final String DHCP = ROOT + "dhcp";
  private static final String TFTP = ROOT + "tftp";
  private static final String POLICY = ROOT + "chainload";
  private static final String RULES = POLICY + ".rules..";
  private static final String DIALECTS = POLICY + ".dialect..";
  private static final String SIMULATOR = POLICY + ".simulate..";
  private static final String SERVER = ROOT + "server..";

  /** Where the published tests are: a directory of classes, or a jar. */
  private static final Pattern TESTING =
      Pattern.compile("-testing[^/]*\\.jar|/testing/target/classes/");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !TESTING.matcher(location.toString()).find())
          .importPackages("io.github.netboot4j");

  private static final JavaClasses SUITES =
      new ClassFileImporter()
          .withImportOption(location -> TESTING.matcher(location.toString()).find())
          .importPackages("io.github.netboot4j");

  private static void onlyDependsOn(String on, String... others) {
    classes()
        .that()
        .resideInAPackage(on)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(others)
        .check(ALL);
  }

  @Test
  void allModulesAreLookedAt() {
    for (String module : new String[] {DHCP, TFTP, POLICY, ROOT + "server"}) {
      assertTrue(ALL.stream().anyMatch(one -> one.getPackageName().equals(module)), module);
    }
  }

  @Test
  void codecsDependOnNothing() {
    onlyDependsOn(DHCP + "..", DHCP + "..", JAVA, NULLNESS);
    onlyDependsOn(TFTP + "..", TFTP + "..", JAVA, NULLNESS);
  }

  @Test
  void librariesUseNeitherReflectionNorNativeCode() {
    String[] libraries = {DHCP + "..", TFTP + "..", POLICY + ".."};
    noClasses()
        .that()
        .resideInAnyPackage(libraries)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .callMethod(System.class, "loadLibrary", String.class)
        .orShould()
        .callMethod(System.class, "load", String.class)
        .check(ALL);
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(libraries)
        .should()
        .haveModifier(JavaModifier.NATIVE)
        .check(ALL);
  }

  @Test
  void tftpItselfHasNeitherSocketsNorFiles() {
    noClasses()
        .that()
        .resideInAPackage(TFTP)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", TFTP + ".client..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\..*Socket.*")
        .because("the state machines are told what came and what time it is")
        .check(ALL);
  }

  @Test
  void thePolicyDependsOnTheDhcpCodecAlone() {
    onlyDependsOn(
        POLICY + "..",
        POLICY + "..",
        DHCP + "..",
        "java..",
        "javax.xml..",
        "org.w3c.dom..",
        NULLNESS);
  }

  @Test
  void rulesKnowNoDialectAndDialectsNoSimulator() {
    noClasses()
        .that()
        .resideInAPackage(RULES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DIALECTS, SIMULATOR)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(DIALECTS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SIMULATOR)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(POLICY)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(RULES, DIALECTS, SIMULATOR)
        .check(ALL);
  }

  /** So whoever tests a codec or a server of their own with them gets none of ours. */
  @Test
  void publishedTestsOfCodecsKnowNoCodec() {
    for (String codec : new String[] {DHCP, TFTP}) {
      classes()
          .that()
          .resideInAPackage(codec + ".testing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              codec + ".testing..",
              ROOT + "capture..",
              JAVA,
              "com.sun.management",
              NULLNESS,
              "net.jqwik.api..",
              "org.junit..")
          .check(SUITES);
    }
  }

  @Test
  void nothingDependsOnTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SERVER)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVER)
        .check(ALL);
  }
}
