package io.github.netboot4j.server.peers;

import io.github.netboot4j.server.TftpServerUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Our server over a directory of files, and what can be done with it. Each transfer has a label
 * that no other has.
 */
final class PeerLab implements AutoCloseable {
  /**
   * How a transfer ended. If either side calls it a success, the file has been found whole and the
   * same.
   *
   * @param theirs whether the other side calls it a success, as far as it can be asked
   * @param ours whether ours does
   * @param detail what both said
   */
  record Verdict(boolean theirs, boolean ours, String detail) {}

  private final Path local;
  private final Path served;
  private final TftpServerUnderTest us;

  /**
   * Makes the files, and starts our server.
   *
   * @param timeout how long our server waits before it sends a packet again the first time
   */
  PeerLab(Path directory, List<Integer> sizes, Duration timeout) throws IOException {
    local = Files.createDirectory(directory.resolve("local"));
    served = Files.createDirectory(directory.resolve("served"));
    PeerFiles.write(served, sizes);
    us = new TftpServerUnderTest(served, timeout);
  }

  /** Where our server hears requests. */
  InetSocketAddress us() {
    return us.address();
  }

  @Override
  public void close() throws IOException {
    us.close();
  }

  Verdict readsFromUs(PeerClient client, int size, String label, InetSocketAddress server)
      throws IOException, InterruptedException {
    // A name of its own for the same file: what our server tells goes by names.
    Files.createSymbolicLink(served.resolve(label), Path.of("."));
    String name = label + "/" + PeerFiles.name(size);
    Path target = local.resolve(label);
    PeerProgram.Ended ended = client.get(server, name, target, local.resolve(label + ".log"));
    return verdict(ended, us.ends(name), size, target);
  }

  private Verdict verdict(PeerProgram.Ended ended, List<String> ends, int size, Path target)
      throws IOException {
    Verdict verdict =
        new Verdict(ended.isSuccess(), ends.contains("COMPLETE"), ended + ", we: " + ends);
    if (verdict.theirs || verdict.ours) {
      requireSame(size, target);
    }
    return verdict;
  }

  /** The copy is removed, as many large ones come together. */
  private void requireSame(int size, Path copy) throws IOException {
    PeerFiles.requireSame(served.resolve(PeerFiles.name(size)), copy);
    Files.delete(copy);
  }
}
