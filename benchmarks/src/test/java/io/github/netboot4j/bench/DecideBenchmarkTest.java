package io.github.netboot4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured decides as it should. */
class DecideBenchmarkTest {
  @ParameterizedTest
  @CsvSource({
    "java, firmware, undionly.kpxe",
    "java, gpxe, http://my.web.server/real_boot_script.php",
    "dhcpd, firmware, undionly.kpxe",
    "dhcpd, gpxe, http://my.web.server/real_boot_script.php",
    "dnsmasq, firmware, gpxe-git-pcnet32.pxe",
    "dnsmasq, gpxe, http://my.web.server/real_boot_script.php",
    "windows, firmware, undionly.kpxe",
    "windows, gpxe, http://my.web.server/real_boot_script.php"
  })
  void theFoundingRecipe(String language, String client, String bootFile) {
    DecideBenchmark benchmark = new DecideBenchmark();
    benchmark.client = client;
    DecideBenchmark.Founding recipe = new DecideBenchmark.Founding();
    recipe.language = language;
    recipe.load(benchmark);
    assertEquals(bootFile, benchmark.founding(recipe).bootFile());
  }

  @ParameterizedTest
  @CsvSource({
    "java, firmware, undionly.kpxe",
    "java, gpxe, http://my.web.server/real_boot_script.php",
    "dhcpd, firmware, undionly.kpxe",
    "dhcpd, gpxe, http://my.web.server/real_boot_script.php",
    "dnsmasq, firmware, undionly.kpxe",
    "dnsmasq, gpxe, http://my.web.server/real_boot_script.php"
  })
  void manyHosts(String language, String client, String bootFile) {
    for (int hosts : new int[] {10, 10_000}) {
      DecideBenchmark benchmark = new DecideBenchmark();
      benchmark.client = client;
      DecideBenchmark.Hosts many = new DecideBenchmark.Hosts();
      many.language = language;
      many.hosts = hosts;
      many.load(benchmark);
      assertEquals(bootFile, benchmark.hosts(many).bootFile());
    }
  }
}
