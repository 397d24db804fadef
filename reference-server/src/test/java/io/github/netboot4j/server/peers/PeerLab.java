package io.github.netboot4j.server.peers;

import io.github.netboot4j.server.TftpServerUnderTest;
import io.github.netboot4j.server.lab.Await;
import io.github.netboot4j.tftp.client.TftpException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our server and those of others over one directory of files, and what can be done with them. Each
 * transfer has a label that no other has.
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

  private static final String UPLOADS = "uploads";
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

  private final Path local;
  private final Path served;
  private final Path taken;
  private final TftpServerUnderTest us;
  private final TftpServerUnderTest onOnePort;
  private final Map<PeerServer.Kind, PeerServer> them = new EnumMap<>(PeerServer.Kind.class);

  /**
   * Makes the files, and starts our server.
   *
   * @param timeout how long our server waits before it sends a packet again the first time
   */
  PeerLab(Path directory, List<Integer> sizes, Duration timeout) throws IOException {
    local = Files.createDirectory(directory.resolve("local"));
    served = Files.createDirectory(directory.resolve("served"));
    PeerFiles.write(served, sizes);
    Path uploads = Files.createDirectory(served.resolve(UPLOADS));
    // For tftpd-hpa, which gives up the rights of root.
    Files.setPosixFilePermissions(uploads, PosixFilePermissions.fromString("rwxrwxrwx"));
    taken = Files.createDirectory(directory.resolve("taken"));
    us = new TftpServerUnderTest(served, taken, timeout);
    onOnePort = TftpServerUnderTest.onOnePort(served, timeout);
  }

  /** Where our server hears requests. */
  InetSocketAddress us() {
    return us.address();
  }

  /** Where a server of others hears requests. It is started when it is asked for first. */
  synchronized InetSocketAddress them(PeerServer.Kind kind) throws IOException {
    PeerServer server = them.get(kind);
    if (server == null) {
      server = PeerServer.start(kind, served, local.resolve(kind + ".log"));
      them.put(kind, server);
    }
    return server.address();
  }

  @Override
  public synchronized void close() throws IOException {
    them.values().forEach(PeerServer::close);
    us.close();
    onOnePort.close();
  }

  Verdict readsFromUs(PeerClient client, int size, String label, InetSocketAddress server)
      throws IOException, InterruptedException {
    return reads(client, size, label, us, server);
  }

  /** From our server, all of whose transfers share a port. */
  Verdict readsFromOnePort(PeerClient client, int size, String label)
      throws IOException, InterruptedException {
    return reads(client, size, label, onOnePort, onOnePort.address());
  }

  private Verdict reads(
      PeerClient client, int size, String label, TftpServerUnderTest us, InetSocketAddress server)
      throws IOException, InterruptedException {
    // A name of its own for the same file: what our server tells goes by names.
    Files.createSymbolicLink(served.resolve(label), Path.of("."));
    String name = label + "/" + PeerFiles.name(size);
    Path target = local.resolve(label);
    PeerProgram.Ended ended = client.get(server, name, target, local.resolve(label + ".log"));
    return verdict(ended, us.ends(name), size, target);
  }

  Verdict writesToUs(PeerClient client, int size, String label, InetSocketAddress server)
      throws IOException, InterruptedException {
    Path source = served.resolve(PeerFiles.name(size));
    PeerProgram.Ended ended = client.put(server, label, source, local.resolve(label + ".log"));
    return verdict(ended, us.ends(label), size, taken.resolve(label));
  }

  Verdict readsFromThem(OurClient client, int size, String label, InetSocketAddress server)
      throws IOException, InterruptedException {
    Path target = local.resolve(label);
    try {
      client.of(server).get(PeerFiles.name(size), target);
    } catch (TftpException e) {
      return new Verdict(false, false, e.getMessage());
    }
    requireSame(size, target);
    return new Verdict(true, true, "");
  }

  Verdict writesToThem(OurClient client, int size, String label, InetSocketAddress server)
      throws IOException, InterruptedException {
    String name = UPLOADS + "/" + label;
    try {
      client.of(server).put(name, served.resolve(PeerFiles.name(size)));
    } catch (TftpException e) {
      return new Verdict(false, false, e.getMessage());
    }
    requireSoonSame(size, served.resolve(name));
    return new Verdict(true, true, "");
  }

  private Verdict verdict(PeerProgram.Ended ended, List<String> ends, int size, Path target)
      throws IOException {
    Verdict verdict =
        new Verdict(
            ended.isSuccess(),
            ends.contains("COMPLETE") || ends.contains("STORED"),
            ended + ", we: " + ends);
    if (verdict.theirs || verdict.ours) {
      requireSame(size, target);
    }
    return verdict;
  }

  /** A server may still write when it has acknowledged everything, as atftpd does. */
  private void requireSoonSame(int size, Path copy) throws IOException, InterruptedException {
    Path file = served.resolve(PeerFiles.name(size));
    Await.until(
        copy + " to be the same as " + file,
        LONGEST_WRITE,
        () -> Files.mismatch(file, copy) == -1 ? Optional.of(copy) : Optional.empty());
    requireSame(size, copy);
  }

  /** The copy is removed, as many large ones come together. */
  private void requireSame(int size, Path copy) throws IOException {
    PeerFiles.requireSame(served.resolve(PeerFiles.name(size)), copy);
    Files.delete(copy);
  }
}
