package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diff}: what it prints, and its exit codes. */
final class DiffCommandTest {
  private static final String DNSMASQ =
      """
      dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0
      dhcp-userclass=set:ipxe,iPXE
      dhcp-boot=undionly.kpxe
      dhcp-boot=tag:ipxe,http://192.0.2.1/boot
      """;

  @TempDir private Path directory;

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void theSameTwiceIsNoDifference() throws Exception {
    String file = file("dnsmasq.conf", DNSMASQ);
    CommandRun run = CommandRun.of("diff", file, file);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Pattern.matches("no difference in \\d+ classes of client\\R", run.out()), run.out());
  }

  /** What is said to be answered differently is, when explain is asked with the very flags. */
  @Test
  void theExampleIsOneThatExplainTakes() throws Exception {
    String old = file("old.conf", DNSMASQ);
    String now =
        file("new.conf", DNSMASQ + "dhcp-mac=set:lab,52:54:11:*:*:*\ndhcp-boot=tag:lab,lab.0\n");
    CommandRun run = CommandRun.of("diff", old, now);
    assertEquals(1, run.exitCode(), run.err());
    Matcher example = Pattern.compile("such as: (explain .*)").matcher(run.out());
    assertTrue(example.find(), run.out());
    List<String> flags = new ArrayList<>(List.of(example.group(1).split(" ")));
    assertTrue(CommandRun.of(flags.toArray(String[]::new)).out().contains("lab.0"), run.out());
    flags.set(1, old);
    assertFalse(CommandRun.of(flags.toArray(String[]::new)).out().contains("lab.0"), run.out());
    assertTrue(run.out().startsWith("- "), run.out());
    assertTrue(run.out().contains("\n+ lab.0 from this server (" + now + ":6: "), run.out());
  }

  @Test
  void jsonIsOneLine() throws Exception {
    String old = file("old.conf", DNSMASQ);
    String now = file("new.conf", DNSMASQ.replace("undionly", "ipxe"));
    CommandRun run = CommandRun.of("diff", old, now, "--json");
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(1, run.out().lines().count());
    assertTrue(run.out().contains("\"complete\":true"), run.out());
    assertTrue(run.out().contains("\"before\":{\"what\":\"undionly.kpxe from this server\""));
    assertTrue(run.out().contains("\"bios\""), run.out());
  }

  @Test
  void theBoundIsTold() throws Exception {
    String file = file("dnsmasq.conf", DNSMASQ);
    CommandRun run = CommandRun.of("diff", file, file, "--classes", "3");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("there may be others"), run.out());
  }

  @Test
  void whatCannotBeReadIsExitCodeTwo() throws Exception {
    String file = file("dnsmasq.conf", DNSMASQ);
    CommandRun run = CommandRun.of("diff", file, directory.resolve("none").toString());
    assertEquals(2, run.exitCode());
    assertFalse(run.err().isEmpty());
    assertEquals(2, CommandRun.of("diff", file).exitCode());
    assertEquals(2, CommandRun.of("diff", file, file, "--classes", "0").exitCode());
  }
}
