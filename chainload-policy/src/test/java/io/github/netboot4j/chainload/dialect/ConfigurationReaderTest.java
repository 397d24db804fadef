package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose configuration a file is. */
class ConfigurationReaderTest {
  @TempDir Path directory;

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("file"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "next-server 192.0.2.1; filename \"undionly.kpxe\";",
        "if exists user-class and option user-class = \"gPXE\" { filename \"a=b\"; }",
        "# x=y\nsubnet 192.0.2.0 netmask 255.255.255.0\n{\n range 192.0.2.1 192.0.2.9;\n}\n",
        "option arch code 93 = unsigned integer 16;\nauthoritative\n;\nif option arch = 7 {",
        "authoritative;"
      })
  void dhcpd(String text) throws Exception {
    assertEquals(Dialect.ISC_DHCPD, ConfigurationReader.recognize(write(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain=mydomain\ndhcp-range=192.0.2.1,192.0.2.9,30m\ndhcp-authoritative\nenable-tftp",
        "# a comment; with a semicolon;\ndhcp-boot=tag:x,pxelinux.0",
        "  dhcp-boot = a.0  # comment;\n",
        "conf-dir=/etc/dnsmasq.d/,*.conf"
      })
  void dnsmasq(String text) throws Exception {
    assertEquals(Dialect.DNSMASQ, ConfigurationReader.recognize(write(text)));
  }

  @Test
  void windows() throws Exception {
    for (String start : new String[] {"", "\n ", "\uFEFF"}) {
      for (String charset : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE"}) {
        Path file = directory.resolve("export");
        Files.write(file, (start + WindowsExports.export()).getBytes(Charset.forName(charset)));
        assertEquals(Dialect.WINDOWS_DHCP, ConfigurationReader.recognize(file));
      }
    }
    Path founding = Path.of("src/test/resources/windows/founding.xml");
    assertEquals(Dialect.WINDOWS_DHCP, ConfigurationReader.read(founding, null, false).dialect());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "To be, or not to be", "a;\nb=1", "\0\1\2"})
  void neither(String text) throws Exception {
    Path file = write(text);
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> ConfigurationReader.read(file, null, false));
    assertTrue(refusal.getMessage().contains("--dialect"), refusal.getMessage());
    assertTrue(refusal.getMessage().startsWith(file + ": "), refusal.getMessage());
  }

  @Test
  void theUserKnowsBetter() throws Exception {
    Path file = write("dhcp-boot=a");
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigurationReader.read(file, Dialect.WINDOWS_DHCP, false));
    assertTrue(refusal.getMessage().contains("not XML"), refusal.getMessage());
  }

  @Test
  void aFileThatIsNotThere() {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigurationReader.read(directory.resolve("none"), null, false));
    assertTrue(refusal.getMessage().contains("no such file"), refusal.getMessage());
  }
}
