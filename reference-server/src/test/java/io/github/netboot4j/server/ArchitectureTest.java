package io.github.netboot4j.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
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
