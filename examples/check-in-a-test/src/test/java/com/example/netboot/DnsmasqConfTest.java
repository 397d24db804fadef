package com.example.netboot;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.DnsmasqConf;
import io.github.netboot4j.chainload.simulate.ChainAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnsmasqConfTest {
  private static final Path CONFIGURATION = Path.of("dnsmasq.conf");

  @Test
  void noMachineLoops() throws Exception {
    ChainAssertions.assertThatNoClientLoops(DnsmasqConf.read(CONFIGURATION, false));
  }

  /** The test does see a loop: without the line that sets the tag, iPXE gets iPXE again. */
  @Test
  void aLineLessAndTheyWould(@TempDir Path directory) throws Exception {
    String without = Files.readString(CONFIGURATION).replace("dhcp-userclass=set:ipxe,iPXE\n", "");
    Path broken = Files.writeString(directory.resolve("dnsmasq.conf"), without);
    AssertionError loop =
        assertThrows(
            AssertionError.class,
            () -> ChainAssertions.assertThatNoClientLoops(DnsmasqConf.read(broken, false)));
    assertTrue(loop.getMessage().contains("undionly.kpxe"), loop.getMessage());
  }
}
