package io.github.netboot4j.server.peers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * TFTP clients of others, each with some of the options that it knows.
 *
 * <p>What they cannot do, in the releases of Debian 12:
 *
 * <ul>
 *   <li>curl 7.88 takes a {@code tsize} of 0 in an OACK for a fault, so it reads empty files only
 *       without options. It asks for a timeout of 6 seconds, which is then also how long a server
 *       waits before it sends again.
 *   <li>atftp 0.8 ends with an error when an OACK comes twice, as it does when the first ACK is
 *       lost. It answers DATA that comes twice only once, and after that not before it has heard
 *       nothing for 5 seconds.
 *   <li>tftp-hpa 5.2 sends no options, and waits for 5 seconds before it sends again; when it
 *       writes, each repeated ACK makes it wait anew.
 *   <li>tftp-hpa and curl write no file whose last block has the number 0: they do not take its ACK
 *       for one.
 * </ul>
 */
enum PeerClient {
  TFTP_HPA(Program.TFTP_HPA, "-m", "binary"),
  TFTP_HPA_NETASCII(Program.TFTP_HPA, "-m", "netascii"),
  ATFTP(Program.ATFTP),
  ATFTP_WINDOW_4(Program.ATFTP, "--option", "blksize 1428", "--option", "windowsize 4"),
  ATFTP_WINDOW_64(Program.ATFTP, "--option", "windowsize 64"),
  CURL(Program.CURL),
  CURL_8192(Program.CURL, "--tftp-blksize", "8192"),
  CURL_NO_OPTIONS(Program.CURL, "--tftp-no-options"),
  BUSYBOX(Program.BUSYBOX),
  BUSYBOX_1468(Program.BUSYBOX, "-b", "1468");

  private enum Program {
    TFTP_HPA("tftp-hpa", "usr/bin/tftp"),
    ATFTP("atftp", "usr/bin/atftp"),
    CURL("curl", "usr/bin/curl"),
    BUSYBOX("busybox", "bin/busybox");

    private final String debianPackage;
    private final String path;

    Program(String debianPackage, String path) {
      this.debianPackage = debianPackage;
      this.path = path;
    }

    PeerProgram program() {
      return new PeerProgram(debianPackage, path);
    }
  }

  private final Program kind;

  @SuppressWarnings("ImmutableEnumChecker") // a List.of()
  private final List<String> options;

  PeerClient(Program kind, String... options) {
    this.kind = kind;
    this.options = List.of(options);
  }

  /** Whether it can read a file of this size, and in good time when nothing is lost. */
  boolean reads(int size) {
    return switch (this) {
      case CURL, CURL_8192 -> size > 0;
      case TFTP_HPA_NETASCII -> size <= 1_000_000;
      default -> true;
    };
  }

  /** Whether it can write a file of this size, and in good time when nothing is lost. */
  boolean writes(int size) {
    return switch (this) {
      case TFTP_HPA, CURL, CURL_NO_OPTIONS -> size != PeerFiles.MORE_THAN_BLOCK_NUMBERS;
      case TFTP_HPA_NETASCII -> size <= 1_000_000;
      default -> true;
    };
  }

  /** The greatest file that it writes in good time when packets are lost. */
  int mostWrittenUnderLoss() {
    return kind == Program.TFTP_HPA ? 1000 : mostReadUnderLoss();
  }

  /** The greatest file that it reads in good time when packets are lost. */
  int mostReadUnderLoss() {
    return switch (this) {
      case CURL -> 1000;
      case CURL_8192 -> 100_000;
      default -> Integer.MAX_VALUE;
    };
  }

  /**
   * Reads a file.
   *
   * @param log takes what the program prints
   */
  PeerProgram.Ended get(InetSocketAddress server, String name, Path local, Path log)
      throws IOException, InterruptedException {
    return run(server, true, name, local, log);
  }

  /**
   * Writes a file.
   *
   * @param log takes what the program prints
   */
  PeerProgram.Ended put(InetSocketAddress server, String name, Path local, Path log)
      throws IOException, InterruptedException {
    return run(server, false, name, local, log);
  }

  private PeerProgram.Ended run(
      InetSocketAddress server, boolean get, String name, Path local, Path log)
      throws IOException, InterruptedException {
    String host = server.getAddress().getHostAddress();
    String port = Integer.toString(server.getPort());
    String file = local.toString();
    List<String> arguments = new ArrayList<>();
    if (kind == Program.BUSYBOX) {
      arguments.add("tftp");
    }
    arguments.addAll(options);
    arguments.addAll(
        switch (kind) {
          case TFTP_HPA ->
              get
                  ? List.of(host, port, "-c", "get", name, file)
                  : List.of(host, port, "-c", "put", file, name);
          case ATFTP ->
              List.of(
                  get ? "--get" : "--put", "--remote-file", name, "--local-file", file, host, port);
          case CURL ->
              List.of(
                  "--silent",
                  "--show-error",
                  get ? "--output" : "--upload-file",
                  file,
                  "tftp://" + host + ":" + port + "/" + name);
          case BUSYBOX -> List.of(get ? "-g" : "-p", "-r", name, "-l", file, host, port);
        });
    PeerProgram program = kind.program();
    program.require();
    return program.run(arguments, log);
  }
}
