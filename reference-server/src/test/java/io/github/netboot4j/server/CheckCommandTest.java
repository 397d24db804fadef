package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code check}: the configurations that people loop with, what it prints, and its exit codes. */
final class CheckCommandTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/oracle");

  private static final String SUBNET =
      "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100 192.0.2.199; }\n";

  /** The recipe that this project began with, behind the server that its first step names. */
  private static final String FOUNDING =
      """
      next-server 192.0.2.1;
      if exists user-class and option user-class = "gPXE" {
        filename "http://my.web.server/real_boot_script.php";
      } else {
        filename "undionly.kpxe";
      }
      """
          + SUBNET;

  @TempDir private Path directory;

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static CommandRun check(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(all);
  }

  /** The line of a finding; fails unless there is one such. */
  private static String line(CommandRun run, String finding) {
    List<String> lines = run.out().lines().filter(line -> line.endsWith(finding)).toList();
    assertEquals(1, lines.size(), run.out() + run.err());
    return lines.get(0);
  }

  @Test
  void theFoundingRecipeIsFineForTheGpxeItWasWrittenFor() throws Exception {
    String recipe = file("dhcpd.conf", FOUNDING);
    CommandRun run = check(recipe, "--image", "undionly.kpxe=gpxe");
    assertEquals(0, run.exitCode(), run.out() + run.err());
    assertFalse(run.out().contains(" error: "), run.out());
    assertTrue(run.out().contains(recipe + ": 0 errors, "), run.out());
  }

  @Test
  void theFoundingRecipeLoopsToday() throws Exception {
    String recipe = file("dhcpd.conf", FOUNDING);
    CommandRun run = check(recipe);
    assertEquals(1, run.exitCode());
    String loop = line(run, "[loop]");
    assertTrue(loop.startsWith(recipe + ":5: error: bios, "), loop);
    assertTrue(loop.contains("iPXE over UNDI fetches undionly.kpxe again and again"), loop);
    assertTrue(loop.contains("it says user class iPXE"), loop);
    assertTrue(loop.contains("have that hold for user class iPXE too"), loop);
  }

  @Test
  void theRecipeWithoutItsIf() throws Exception {
    String recipe =
        file("dhcpd.conf", "next-server 192.0.2.1;\nfilename \"undionly.kpxe\";\n" + SUBNET);
    for (String image : List.of("undionly.kpxe=ipxe", "undionly.kpxe=gpxe")) {
      CommandRun run = check(recipe, "--image", image);
      assertEquals(1, run.exitCode());
      assertTrue(line(run, "[loop]").startsWith(recipe + ":2: error: bios, "), run.out());
    }
  }

  @Test
  void aHostWithItsOwnFile() throws Exception {
    String recipe =
        file(
            "dhcpd.conf",
            FOUNDING.replace("gPXE", "iPXE")
                + "host pc1 { hardware ethernet 52:54:00:00:00:01;\n  filename \"undionly.kpxe\"; }\n");
    CommandRun run = check(recipe, "--clients", "bios");
    assertEquals(1, run.exitCode());
    assertTrue(line(run, "[loop]").startsWith(recipe + ":9: error: bios (host pc1): "), run.out());
    assertTrue(line(run, "[host-overrides-class]").startsWith(recipe + ":9: warning: "));
  }

  /** The machines that are played have another address; the proof tries all. */
  @Test
  void machinesOfOneMaker() throws Exception {
    String recipe =
        file(
            "dhcpd.conf",
            """
            next-server 192.0.2.1;
            if option user-class = "iPXE" and substring(hardware, 1, 3) != 00:50:56 {
              filename "http://192.0.2.1/boot.ipxe";
            } else {
              filename "undionly.kpxe";
            }
            """
                + SUBNET);
    CommandRun run = check(recipe);
    assertEquals(1, run.exitCode(), run.out());
    String loop = line(run, "[loop]");
    assertTrue(loop.startsWith(recipe + ":5: error: bios (machine 00:50:56:"), loop);
    assertEquals(0, check(recipe, "--clients", "bios").exitCode());
  }

  @Test
  void itEndsWithTheProof() throws Exception {
    String recipe = file("dhcpd.conf", FOUNDING.replace("gPXE", "iPXE"));
    CommandRun run = check(recipe, "--image", "undionly.kpxe=ipxe");
    assertEquals(0, run.exitCode(), run.out());
    String last = run.out().lines().reduce("", (first, second) -> second);
    assertTrue(last.matches(".*: no client can loop: \\d+ classes of machine examined"), run.out());
    assertFalse(check(recipe, "--clients", "bios").out().contains("classes"));
  }

  @Test
  void aTagThatNothingSets() throws Exception {
    String recipe =
        file(
            "dnsmasq.conf",
            """
            dhcp-range=192.0.2.100,192.0.2.199
            dhcp-boot=undionly.kpxe
            dhcp-boot=tag:ipxe,http://192.0.2.1/boot.ipxe
            """);
    CommandRun run = check(recipe, "--clients", "bios");
    assertEquals(1, run.exitCode());
    assertTrue(line(run, "[loop]").startsWith(recipe + ":2: error: bios: "), run.out());
    assertTrue(line(run, "[unset-tag]").startsWith(recipe + ":3: warning: "), run.out());
  }

  @Test
  void pxeClientWithoutOption43AndNobodyAtPort4011() throws Exception {
    String recipe =
        file(
            "dnsmasq.conf",
            """
            dhcp-range=192.0.2.100,192.0.2.199
            dhcp-option-force=60,PXEClient
            dhcp-boot=snponly.efi
            """);
    CommandRun run = check(recipe, "--clients", "uefi-x64");
    assertEquals(1, run.exitCode());
    String stuck = line(run, "[stuck]");
    assertTrue(stuck.startsWith(recipe + ":3: error: uefi-x64: "), stuck);
    assertTrue(stuck.contains("port 4011, and nobody is there"), stuck);
  }

  @Test
  void warningsAreErrorsOnlyWhenStrict() throws Exception {
    String bios = file("dhcpd.conf", "next-server 192.0.2.1;\nfilename \"pxelinux.0\";\n" + SUBNET);
    CommandRun run = check(bios, "--clients", "bios,uefi-x64");
    assertEquals(0, run.exitCode(), run.out());
    assertEquals(
        bios
            + ":2: warning: uefi-x64: pxelinux.0 is for x86 bios [wrong-architecture]\n"
            + bios
            + ": 0 errors, 1 warning; 2 clients on 1 machine\n",
        run.out());
    run = check(bios, "--clients", "bios,uefi-x64", "--strict");
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains(":2: error: uefi-x64: "), run.out());
    assertEquals(0, check(bios, "--clients", "bios", "--strict").exitCode());
  }

  @Test
  void filesThatTheRootLacks() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    String recipe =
        file("dhcpd.conf", "next-server 192.0.2.1;\nfilename \"pxelinux.0\";\n" + SUBNET);
    CommandRun run = check(recipe, "--clients", "bios", "--root", root.toString());
    assertEquals(1, run.exitCode());
    assertEquals(
        recipe + ":2: error: pxelinux.0 is not there [missing-file]", line(run, "[missing-file]"));
    Files.writeString(root.resolve("pxelinux.0"), "PXELINUX");
    run = check(recipe, "--clients", "bios", "--root", root.toString());
    assertEquals(0, run.exitCode(), run.out());
  }

  @Test
  void jsonForPrograms() throws Exception {
    String loops =
        file("dhcpd.conf", "next-server 192.0.2.1;\nfilename \"undionly.kpxe\";\n" + SUBNET);
    String broken = file("dnsmasq.conf", "dhcp-range=192.0.2.100,192.0.2.199\ndhcp-boot\n");
    CommandRun run = check(loops, broken, "--clients", "bios", "--json");
    assertEquals(2, run.exitCode());
    List<Map<String, Object>> results = DecodeJsonReader.lines(run.out());
    assertEquals(
        List.of(
            "file",
            "dialect",
            "result",
            "clients",
            "machines",
            "machinesLeftOut",
            "findings",
            "proof"),
        List.copyOf(results.get(0).keySet()));
    assertEquals(loops, results.get(0).get("file"));
    assertEquals("dhcpd", results.get(0).get("dialect"));
    assertEquals("errors", results.get(0).get("result"));
    assertEquals(List.of("bios"), results.get(0).get("clients"));
    assertEquals(1, results.get(0).get("machines"));
    Map<String, Object> loop = DecodeJsonReader.objects(results.get(0), "findings").get(0);
    assertEquals("loop", loop.get("name"));
    assertEquals("error", loop.get("severity"));
    assertEquals(loops, loop.get("file"));
    assertEquals(2, loop.get("line"));
    assertNull(results.get(0).get("proof"));
    assertEquals("unreadable", results.get(1).get("result"));
    assertNull(results.get(1).get("dialect"));
    assertEquals(2, DecodeJsonReader.objects(results.get(1), "findings").get(0).get("line"));
  }

  @Test
  void theProofForPrograms() throws Exception {
    String loops =
        file("dhcpd.conf", "next-server 192.0.2.1;\nfilename \"undionly.kpxe\";\n" + SUBNET);
    Map<String, Object> result = DecodeJsonReader.lines(check(loops, "--json").out()).get(0);
    Map<?, ?> proof = (Map<?, ?>) result.get("proof");
    assertEquals(false, proof.get("proven"));
    assertTrue((Integer) proof.get("classes") > 20, proof::toString);
  }

  @Test
  void oneFileThatCannotBeReadDoesNotKeepTheOthersFromBeingChecked() throws Exception {
    String none = directory.resolve("none.conf").toString();
    String loops =
        file("dhcpd.conf", "next-server 192.0.2.1;\nfilename \"undionly.kpxe\";\n" + SUBNET);
    CommandRun run = check(none, loops, "--clients", "bios");
    assertEquals(2, run.exitCode());
    assertTrue(line(run, "[unreadable]").startsWith(none + ": error: "), run.out());
    assertTrue(line(run, "[loop]").startsWith(loops + ":2: "), run.out());
  }

  @Test
  void whatStandsInAFileMovesNoCursor() throws Exception {
    String recipe = file("dhcpd.conf", "filename \"a\u009b31m\u202eb\";\n" + SUBNET);
    CommandRun run = check(recipe);
    assertTrue(run.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), run.out());
  }

  private static void assertRefused(String expected, String... arguments) {
    CommandRun run = check(arguments);
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  @Test
  void flagsThatCannotBe() throws Exception {
    String fine = file("dhcpd.conf", FOUNDING);
    assertRefused("Missing required parameter");
    assertRefused("--clients 'dos' is not one of bios, ", fine, "--clients", "dos");
    assertRefused("--image a=b: a file is one of ipxe, ", fine, "--image", "a=b");
    assertRefused("--image", fine, "--image", "a");
    assertRefused("is no directory", fine, "--root", fine);
    assertRefused("not dhcpd, dnsmasq or windows", fine, "--dialect", "kea");
  }

  /** Whatever stands in an example, it is played through to the end, and the exit code says so. */
  @TestFactory
  Stream<DynamicTest> everyExample() throws Exception {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    assertFalse(files.isEmpty());
    return files.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getFileName().toString(),
                    () -> {
                      CommandRun run = check(example.toString());
                      boolean errors = run.out().contains(" error: ");
                      assertEquals(errors ? 1 : 0, run.exitCode(), run.out() + run.err());
                      assertFalse(run.out().contains("[unreadable]"), run.out());
                      String[] lines = run.out().split("\n", -1);
                      assertTrue(
                          Arrays.stream(lines).allMatch(line -> line.isEmpty() || isPlaced(line)),
                          run.out());
                    }));
  }

  private static boolean isPlaced(String line) {
    return line.matches(".+\\.conf: .+: \\d+ classes of machine examined")
        || line.matches(".+\\.conf(:\\d+)?: (error|warning): .+ \\[[a-z-]+\\]")
        || line.matches(".+\\.conf: \\d+ errors?, \\d+ warnings?; 17 clients on \\d+ machines?");
  }
}
