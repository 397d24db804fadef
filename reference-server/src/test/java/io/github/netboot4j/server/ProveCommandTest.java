package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prove}: what it prints, and its exit codes. */
final class ProveCommandTest {
  private static final String SOUND =
      """
      dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0
      dhcp-match=set:ipxe,175
      dhcp-match=set:bios,option:client-arch,0
      dhcp-boot=tag:bios,undionly.kpxe
      dhcp-boot=tag:ipxe,http://192.0.2.1/boot
      """;

  @TempDir private Path directory;

  private CommandRun prove(String text, String... flags) throws Exception {
    String file = Files.writeString(directory.resolve("dnsmasq.conf"), text).toString();
    String[] all = new String[flags.length + 2];
    all[0] = "prove";
    all[1] = file;
    System.arraycopy(flags, 0, all, 2, flags.length);
    return CommandRun.of(all);
  }

  @Test
  void proven() throws Exception {
    CommandRun run = prove(SOUND);
    assertEquals(0, run.exitCode(), run.out() + run.err());
    assertTrue(
        run.out().matches("no client can loop: \\d+ classes of machine examined\\R"), run.out());
  }

  @Test
  void aMachineThatLoops() throws Exception {
    CommandRun run =
        prove(SOUND + "dhcp-mac=set:lab,52:54:11:*:*:*\ndhcp-boot=tag:lab,undionly.kpxe\n");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(
        run.out().contains("iPXE over UNDI fetches undionly.kpxe again and again"), run.out());
    assertTrue(run.out().contains("dnsmasq.conf:7"), run.out());
  }

  @Test
  void anUnknownFileIsDeclared() throws Exception {
    String text = SOUND.replace("undionly.kpxe", "loader.0");
    CommandRun unknown = prove(text);
    assertEquals(1, unknown.exitCode(), unknown.err());
    assertTrue(
        unknown.out().contains("not proven: nothing is known about loader.0"), unknown.out());
    assertEquals(0, prove(text, "--image", "loader.0=pxelinux").exitCode());
    assertEquals(1, prove(SOUND, "--classes", "2").exitCode());
    assertEquals(2, prove(SOUND, "--classes", "0").exitCode());
    assertEquals(2, prove(SOUND, "--image", "x=y").exitCode());
  }
}
