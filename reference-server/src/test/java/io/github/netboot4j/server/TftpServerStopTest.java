package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpOpcode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients of a server that stops. */
final class TftpServerStopTest extends TftpServerFixture {
  private static void assertToldOfTheEnd(TftpRawClient client) throws Exception {
    while (client.receive().opcode() != TftpOpcode.ERROR) {
      // What was sent before, perhaps again.
    }
    assertEquals(TftpErrorCode.NOT_DEFINED, client.view.errorCode());
    assertEquals("The server stops", client.view.errorMessage());
  }

  @Test
  void whoReadsIsToldThatItStops() throws Exception {
    file("f", 3_000);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      client.acknowledge(1);
      client.receive();
      server.close();
      assertToldOfTheEnd(client);
    }
    assertEquals(TftpOutcome.FAILED, events.next().outcome());
  }

  @Test
  void whoWritesIsToldThatItStopsAndNothingIsLeft() throws Exception {
    Path uploads = Files.createDirectory(temporary.resolve("uploads"));
    restart(limits(10, 10, LONG, LONG), new TftpUploads(uploads, false));
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "f");
      assertEquals(TftpOpcode.ACKNOWLEDGMENT, client.receive().opcode());
      server.close();
      assertToldOfTheEnd(client);
    }
    TftpEvents.Finished finished = events.next();
    assertEquals("FAILED ended by the server", finished.outcome() + " " + finished.detail());
    try (Stream<Path> left = Files.list(uploads)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whoIsDoneInTimeIsNotDisturbed() throws Exception {
    byte[] file = file("f", 700);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      Thread stopping = new Thread(this::stopServer);
      stopping.start();
      client.acknowledge(1);
      client.receive();
      assertEquals(file.length - 512, client.view.payloadLength());
      client.acknowledge(2);
      stopping.join();
    }
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    assertFalse(server.isListening());
  }

  private void stopServer() {
    try {
      server.close(LONG);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
