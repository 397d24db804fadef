package io.github.netboot4j.server.oracle;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.IscDhcpdConf;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What ISC dhcpd answers by a {@code dhcpd.conf}, and what is decided here by the same file. */
final class DhcpdOracleIT extends DialectOracle {
  private static final int[] OPTIONS = {
    1, 3, 6, 12, 15, 43, 60, 114, 119, 128, 150, 175, 208, 209, 210, 211, 224, 225, 226, 227, 228,
    229, 230, 231, 232, 233, 234, 235, 236
  };

  DhcpdOracleIT() {
    super(RealServer.DHCPD);
  }

  @Override
  protected BootConfiguration read(Path file) throws ConfigurationException {
    return IscDhcpdConf.read(file, false);
  }

  @Override
  protected int[] options() {
    return OPTIONS;
  }

  @TestFactory
  Stream<DynamicTest> fixtures() {
    return fixtures("oracle/dhcpd", ".conf").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }
}
