package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpOpcode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of the TFTP server hold too where all transfers use the port of requests. */
final class TftpServerOnePortTest extends TftpServerPromisesTest {
  @Override
  TftpPorts ports() {
    return TftpPorts.SHARED;
  }

  /** Nothing tells a stranger to a transfer from one who knows of none: neither hears anything. */
  @Override
  @Test
  void wrongTid_getsErrorFiveNowAndThenAndTheTransferGoesOn() throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient();
        TftpRawClient injector = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      injector.peer = client.peer;
      injector.acknowledge(1);
      injector.fail(0);
      client.acknowledge(1);
      assertEquals(2, client.receive().blockNumber());
      client.acknowledge(2);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      assertHasNothing(injector);
    }
  }

  @Test
  void everyAnswerComesFromThePortThatWasAsked() throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.readSized(server.localAddress(), "f");
      assertEquals(TftpOpcode.OPTION_ACKNOWLEDGMENT, client.receive().opcode());
      assertEquals(server.localAddress(), client.peer);
      client.acknowledge(0);
      assertEquals(1, client.receive().blockNumber());
      assertEquals(server.localAddress(), client.peer);
      client.fail(0);
      assertEquals(TftpOutcome.REFUSED_BY_CLIENT, events.next().outcome());
      client.read(server.localAddress(), "nothing");
      assertEquals(TftpErrorCode.FILE_NOT_FOUND, client.receive().errorCode());
      assertEquals(server.localAddress(), client.peer);
    }
  }

  /** As firmware does that asks for the size first: from the same port. */
  @Test
  void aClientThatAsksForSomethingElseGetsThat() throws Exception {
    file("f", 600);
    byte[] other = file("g", 100);
    try (TftpRawClient client = new TftpRawClient()) {
      client.readSized(server.localAddress(), "f");
      client.receive();
      client.fail(TftpErrorCode.OPTION_REFUSED);
      client.read(server.localAddress(), "f");
      assertEquals(TftpOutcome.SIZE_PROBED, events.next().outcome());
      assertEquals(1, client.receive().blockNumber());
      client.read(server.localAddress(), "g"); // without a word about the first
      assertEquals(TftpOutcome.FAILED, events.next().outcome());
      client.receive();
      assertArrayEquals(other, client.payload());
      client.acknowledge(1);
      TftpEvents.Finished end = events.next();
      assertEquals(TftpOutcome.COMPLETE, end.outcome());
      assertEquals("g", end.fileName());
    }
  }

  @Test
  void manyClientsAtOnceEachGetTheirFile() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int number = 0; number < 16; number++) {
      byte[] file = file("f" + number, 100_000 + number);
      String name = "f" + number;
      int window = 1 + number;
      Thread thread =
          new Thread(
              () -> {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                try {
                  client().blockSize(1_000).windowSize(window).build().get(name, sink);
                } catch (Exception e) {
                  sink.writeBytes(latin1(e.toString()));
                }
                if (!Arrays.equals(file, sink.toByteArray())) {
                  synchronized (wrong) {
                    wrong.add(name);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void uploadsHaveNoPort() throws Exception {
    TftpUploads uploads =
        new TftpUploads(Files.createDirectory(temporary.resolve("uploads")), false);
    assertThrows(
        IllegalArgumentException.class,
        () -> restart(limits(10, 10, Duration.ofSeconds(1), Duration.ofSeconds(1)), uploads));
  }
}
