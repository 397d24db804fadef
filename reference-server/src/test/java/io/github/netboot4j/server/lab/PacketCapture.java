package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Records every frame on the bridge of a namespace into a classic pcap file, with dumpcap. */
final class PacketCapture implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final long FILE_HEADER = 24;

  private final Path file;
  private final LabProcess dumpcap;

  private PacketCapture(Path file, LabProcess dumpcap) {
    this.file = file;
    this.dumpcap = dumpcap;
  }

  /** Starts recording into a new file and returns when frames are being recorded. */
  static PacketCapture start(NetworkNamespace namespace, Path directory, Path file)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "dumpcap",
            "-q",
            "-P",
            "-B",
            "16",
            "-i",
            NetworkNamespace.BRIDGE,
            "-w",
            file.toAbsolutePath().toString());
    // Made by us, because dumpcap makes files that only their owner can read.
    Files.createFile(file);
    Path log = directory.resolve("dumpcap.log");
    LabProcess dumpcap = namespace.start("dumpcap", command, directory, log);
    PacketCapture capture = new PacketCapture(file, dumpcap);
    try {
      // The socket is open and bound before dumpcap writes the file's header.
      Await.until(
          "dumpcap to start (see " + log + ")",
          TO_START,
          () -> {
            dumpcap.requireAlive();
            return Files.size(file) >= FILE_HEADER ? Optional.of(file) : Optional.empty();
          });
      return capture;
    } catch (IOException | InterruptedException | AssertionError e) {
      capture.close();
      throw e;
    }
  }

  /** The packets so far, without those that dumpcap has not written yet. */
  List<LabPacket> packets() throws IOException {
    return LabCapture.read(file);
  }

  @Override
  public void close() {
    dumpcap.close();
  }
}
