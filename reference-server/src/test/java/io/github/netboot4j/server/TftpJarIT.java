package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Lab;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code tftp} from the shaded jar: what goes to a pipe, to a terminal, and what a stop leaves. */
final class TftpJarIT extends TftpServerFixture {
  private static final Pattern BAR = Pattern.compile("\r\u001b\\[K/dev/null +\\d[0-9.]* [kM]?B  ");

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("netboot4j.jar"));
    command.add("tftp");
    command.addAll(List.of(arguments));
    return command;
  }

  private String uri(String file) {
    return "tftp://127.0.0.1:" + server.localAddress().getPort() + "/" + file;
  }

  @Test
  void aPipeGetsTheFileAndNothingElse() throws Exception {
    byte[] file = file("f", 300_000);
    Process process = new ProcessBuilder(command("get", uri("f"), "-o", "-")).start();
    assertArrayEquals(file, process.getInputStream().readAllBytes());
    assertEquals("", text(process.getErrorStream().readAllBytes()));
    assertEquals(0, process.waitFor());
  }

  @Test
  void aFileGoesToThisDirectoryUnderItsName() throws Exception {
    byte[] file = file("f", 300_000);
    Path here = Files.createDirectory(temporary.resolve("here"));
    Process process =
        new ProcessBuilder(command("get", uri("f")))
            .directory(here.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = text(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), printed);
    assertTrue(printed.startsWith("f: 300,000 bytes in "), printed);
    assertEquals(1, printed.lines().count(), printed);
    assertArrayEquals(file, Files.readAllBytes(here.resolve("f")));
  }

  @Test
  void aRefusalIsOneLineAndExitCodeOne() throws Exception {
    Process process =
        new ProcessBuilder(command("get", uri("none"), "-o", "-"))
            .redirectErrorStream(true)
            .start();
    String printed = text(process.getInputStream().readAllBytes());
    assertEquals(1, process.waitFor(), printed);
    assertEquals(
        List.of(
            "netboot4j: "
                + uri("none")
                + ": the server answered error 1 (file not found): File not found: none"),
        printed.lines().toList());
  }

  @Test
  void aReaderThatGoesAwayEndsTheTransfer() throws Exception {
    file("f", 3_000_000);
    Process process = new ProcessBuilder(command("get", uri("f"), "-o", "-")).start();
    process.getInputStream().close();
    String told = text(process.getErrorStream().readAllBytes());
    assertEquals(1, process.waitFor(), told);
    assertTrue(told.endsWith(": the file cannot be written: Broken pipe\n"), told);
    assertEquals(TftpOutcome.REFUSED_BY_CLIENT, events.next().outcome());
  }

  /** Stopped by a signal in the middle, the process removes what it has and tells the server. */
  @Test
  void aStopLeavesNoPartOfAFile() throws Exception {
    Path here = Files.createDirectory(temporary.resolve("here"));
    try (DatagramSocket requests = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        TftpRawClient transfer = new TftpRawClient()) {
      String uri = "tftp://127.0.0.1:" + requests.getLocalPort() + "/f";
      Process process =
          new ProcessBuilder(command("get", uri))
              .directory(here.toFile())
              .redirectErrorStream(true)
              .start();
      answer(requests, transfer, 1);
      awaitAcknowledgment(transfer, 1);
      try (Stream<Path> files = Files.list(here)) {
        assertEquals(1, files.count());
      }
      process.destroy();
      TftpPacketView view = transfer.receive();
      while (view.opcode() == TftpOpcode.ACKNOWLEDGMENT) {
        view = transfer.receive(); // sent again while the signal was on its way
      }
      assertEquals("Cancelled", view.errorMessage());
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertTrue(process.exitValue() > 128, () -> "exit code " + process.exitValue());
      try (Stream<Path> files = Files.list(here)) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  /** On a terminal made by {@code script}, the bar is drawn, and taken away at the end. */
  @Test
  void aTerminalGetsABar() throws Exception {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, "script", "bsdutils");
    Lab.require("no terminal can be made here", missing);
    try (DatagramSocket requests = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        TftpRawClient transfer = new TftpRawClient()) {
      String uri = "tftp://127.0.0.1:" + requests.getLocalPort() + "/f";
      String line = String.join(" ", command("get", uri, "-o", "/dev/null"));
      Process process =
          new ProcessBuilder("script", "-qec", line, "/dev/null").redirectErrorStream(true).start();
      ByteArrayOutputStream terminal = new ByteArrayOutputStream();
      CompletableFuture<Long> copied =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return process.getInputStream().transferTo(terminal);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      answer(requests, transfer, 1);
      // Nothing is drawn for what is done at once, so the file is as long as it takes.
      int block = 1;
      while (!BAR.matcher(text(terminal.toByteArray())).find()) {
        awaitAcknowledgment(transfer, block++);
        LockSupport.parkNanos(
            1_000_000); // The blocks last for a minute then, however quick this is.
        transfer.send((InetSocketAddress) transfer.peer, data(block, 512));
      }
      awaitAcknowledgment(transfer, block);
      transfer.send((InetSocketAddress) transfer.peer, data(block + 1, 0));
      copied.get(60, TimeUnit.SECONDS);
      String printed = text(terminal.toByteArray());
      assertEquals(0, process.waitFor(), printed);
      String end = String.format(Locale.ROOT, "\r\u001b[K/dev/null: %,d bytes in ", 512 * block);
      assertTrue(printed.contains(end), printed);
    }
  }

  private static void awaitAcknowledgment(TftpRawClient transfer, int block) throws IOException {
    assertTrue(block < 0xFFFF, "no bar");
    while (transfer.receive().blockNumber() != block) {
      // The one before, sent again since this thread was slow.
    }
  }

  /** Answers a request with a full block, from the transfer's own port. */
  private static void answer(DatagramSocket requests, TftpRawClient transfer, int block)
      throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[600], 600);
    requests.setSoTimeout(60_000);
    requests.receive(packet);
    transfer.send((InetSocketAddress) packet.getSocketAddress(), data(block, 512));
  }

  private static byte[] data(int block, int size) {
    return Arrays.copyOf(
        ByteBuffer.allocate(4).putShort((short) 3).putShort((short) block).array(), 4 + size);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }
}
