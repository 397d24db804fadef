package io.github.netboot4j.server;

import io.github.netboot4j.tftp.testing.ServedFiles;
import io.github.netboot4j.tftp.testing.TftpServerContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The published contract, on this server. */
final class OwnTftpServerContractTest extends TftpServerContract {
  private static Path temporary;
  private static TftpServerUnderTest server;

  @BeforeContainer
  static void start() throws IOException {
    temporary = Files.createTempDirectory("tftp-contract");
    Path served = Files.createDirectory(temporary.resolve("served"));
    ServedFiles.write(served);
    Path uploads = Files.createDirectory(temporary.resolve("uploads"));
    server = new TftpServerUnderTest(served, uploads, Duration.ofSeconds(1));
  }

  @AfterContainer
  static void stop() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  protected InetSocketAddress server() {
    return server.address();
  }
}
