package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.client.TftpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients, strangers and other programs do to a server. */
class TftpServerTroubleTest extends TftpServerFixture {
  private static final int MORE_THAN_IS_READ_AHEAD = 2 * TftpLoop.AHEAD_OCTETS;

  /** What was read before the change is sent, and is the file as it was: whole or not at all. */
  @Test
  void aSmallFileThatIsChangedStaysWhatItWas() throws Exception {
    byte[] file = file("f", 1200);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      Files.write(directory.resolve("f"), new byte[700], StandardOpenOption.TRUNCATE_EXISTING);
      assertArrayEquals(file, rest(client));
    }
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
  }

  @Test
  void refusesToWrite() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      assertEquals(TftpErrorCode.ACCESS_VIOLATION, client.view.errorCode());
    }
    assertEquals(TftpOutcome.WRITE_REFUSED, events.next().outcome());
    assertFalse(Files.exists(directory.resolve("new")));
  }

  @ParameterizedTest
  @CsvSource({
    "none,1,NOT_FOUND",
    "/etc/passwd,1,NOT_FOUND",
    "../x,2,ACCESS_DENIED",
    ".,2,ACCESS_DENIED",
    "a/../../x,2,ACCESS_DENIED",
    "C:\\x,2,ACCESS_DENIED",
    "out,2,ACCESS_DENIED",
  })
  void errorsNameOnlyWhatWasAskedFor(String name, int errorCode, TftpOutcome outcome)
      throws Exception {
    Files.createSymbolicLink(directory.resolve("out"), temporary.resolve("x"));
    TftpException.Refused thrown = assertThrows(TftpException.Refused.class, () -> fetch(name));

    assertEquals(errorCode, thrown.errorCode());
    assertTrue(thrown.getMessage().endsWith(": " + name));
    assertFalse(thrown.getMessage().contains(temporary.toString()));
    assertEquals(outcome, events.next().outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "binary", ""})
  void refusesOtherModes(String mode) throws Exception {
    file("f", 10);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\1f\0" + mode + "\0"));
      client.receive();
      assertEquals(TftpErrorCode.ILLEGAL_OPERATION, client.view.errorCode());
    }
    assertEquals(TftpOutcome.FAILED, events.next().outcome());
  }

  @Test
  void aRepeatedRequestJoinsTheTransfer() throws Exception {
    file("f", 100);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      for (int i = 0; i < 5; i++) {
        client.send(server.localAddress(), latin1("\0\1f\0octet\0"));
      }
      awaitEverythingHeard();
      assertEquals(1, server.runningTransfers());
      client.acknowledge(1);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
    assertEquals(List.of("f", "heard"), events.requested);
  }

  /**
   * A client that asked twice may have all of the file before its second request is heard. Nothing
   * tells that from one who asks anew, but its client turns away what comes from another port.
   */
  @Test
  void aRepetitionThatIsHeardLateIsServedAgainAndTurnedAway() throws Exception {
    file("f", 100);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      client.acknowledge(1);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      client.read(server.localAddress(), "f");
      client.receive();
      client.fail(TftpErrorCode.UNKNOWN_TRANSFER_ID);
      TftpEvents.Finished again = events.next();
      assertEquals(TftpOutcome.REFUSED_BY_CLIENT, again.outcome());
      assertEquals("error 5 test", again.detail());
    }
  }

  @Test
  void aStrangerIsTurnedAwayAndTheTransferGoesOn() throws Exception {
    byte[] file = file("f", 600);
    try (TftpRawClient client = new TftpRawClient();
        TftpRawClient stranger = new TftpRawClient();
        TftpRawClient failing = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      failing.peer = client.peer;
      failing.fail(0);
      stranger.peer = client.peer;
      long begun = System.nanoTime();
      stranger.acknowledge(1);
      stranger.acknowledge(1);
      stranger.acknowledge(1);

      client.acknowledge(1);
      client.receive();
      assertEquals(2, client.view.blockNumber());
      assertEquals(file.length - 512, client.view.payloadLength());
      client.acknowledge(2);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());

      assertTurnedAway(stranger, begun); // with one answer for three packets
      assertHasNothingElse(failing); // an ERROR is never answered
    }
  }

  /** What the server sent before would be received before its answer to a write request. */
  private void assertHasNothingElse(TftpRawClient client) throws Exception {
    client.write(server.localAddress(), "end");
    assertEquals(TftpErrorCode.ACCESS_VIOLATION, client.receive().errorCode());
  }

  @Test
  void aFileThatBecomesShorterIsAnError() throws Exception {
    file("f", MORE_THAN_IS_READ_AHEAD);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      Files.write(directory.resolve("f"), new byte[700], StandardOpenOption.TRUNCATE_EXISTING);
      acknowledgeUntilError(client);
      assertEquals(TftpErrorCode.NOT_DEFINED, client.view.errorCode());
      assertEquals("Cannot be read: f", client.view.errorMessage());
    }
    assertEquals(TftpOutcome.FAILED, events.next().outcome());
  }

  @Test
  void aFileThatIsWrittenInPlaceIsAnError() throws Exception {
    file("f", MORE_THAN_IS_READ_AHEAD);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      Files.write(directory.resolve("f"), new byte[MORE_THAN_IS_READ_AHEAD]);
      Files.setLastModifiedTime(directory.resolve("f"), FileTime.fromMillis(12_345_000));
      acknowledgeUntilError(client);
    }
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.FAILED, finished.outcome());
    assertTrue(finished.detail().contains("changed"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatIsReplacedStaysWhatItWas(boolean removed) throws Exception {
    byte[] file = file("f", 1200);
    file("g", 1200);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      if (removed) {
        Files.delete(directory.resolve("f"));
      } else {
        Files.move(
            directory.resolve("g"), directory.resolve("f"), StandardCopyOption.REPLACE_EXISTING);
      }
      assertArrayEquals(file, rest(client));
    }
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
  }

  @Test
  void randomPacketsDoNoHarm() throws Exception {
    byte[] file = file("f", 5000);
    Random random = new Random(20_000);
    try (TftpRawClient client = new TftpRawClient()) {
      for (int i = 0; i < 2000; i++) {
        byte[] packet = new byte[random.nextInt(100)];
        random.nextBytes(packet);
        if (packet.length > 1 && random.nextBoolean()) {
          packet[0] = 0;
          packet[1] = (byte) (2 + random.nextInt(6));
        }
        client.send(server.localAddress(), packet);
      }
    }
    assertArrayEquals(file, fetchByAskingAgain("f"));
    assertFalse(events.rejected.isEmpty());
  }

  @Test
  void aRequestBeyondTheLimitIsDroppedUntilThereIsRoom() throws Exception {
    restart(limits(1, 1, LONG, LONG));
    byte[] file = file("f", 600);
    try (TftpRawClient first = new TftpRawClient()) {
      first.read(server.localAddress(), "f");
      first.receive();
      first.acknowledge(1); // it has shown that it is there, so it keeps its place
      first.receive();
      try (TftpRawClient second = new TftpRawClient()) {
        second.read(server.localAddress(), "f");
        assertEquals("f", TftpEvents.taken(events.dropped));
        assertEquals(List.of(TftpDropped.TOO_MANY), events.droppedBy);
      }
      first.acknowledge(2);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
    assertArrayEquals(file, fetch("f"));
  }

  @ParameterizedTest
  @CsvSource({"1,1000", "1000,1"})
  void aClientThatNeverAnswersLosesItsPlace(int transfers, int perAddress) throws Exception {
    restart(limits(transfers, perAddress, LONG, LONG));
    byte[] file = file("f", 600);
    try (TftpRawClient silent = new TftpRawClient()) {
      silent.readSized(server.localAddress(), "f");
      silent.receive();
      assertArrayEquals(file, fetchByAskingAgain("f"));
      TftpEvents.Finished lost = null;
      Set<TftpOutcome> fetched = EnumSet.noneOf(TftpOutcome.class);
      while (lost == null || !fetched.contains(TftpOutcome.COMPLETE)) {
        TftpEvents.Finished end = events.next();
        if (end.client().getPort() == silent.port()) {
          lost = end;
        } else {
          fetched.add(end.outcome());
        }
      }
      assertEquals(TftpOutcome.FAILED, lost.outcome());
      assertEquals("ended by the server", lost.detail());
      // On a busy machine, as in aRepetitionThatIsHeardLateIsServedAgainAndTurnedAway.
      fetched.remove(TftpOutcome.REFUSED_BY_CLIENT);
      assertEquals(Set.of(TftpOutcome.COMPLETE), fetched);
    }
  }

  @Test
  void aTransferWithoutProgressEnds() throws Exception {
    restart(limits(10, 10, LONG, Duration.ofMillis(100)));
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      TftpEvents.Finished finished = events.next();
      assertEquals(TftpOutcome.TIMED_OUT, finished.outcome());
    }
  }

  @Test
  void aClientThatNeverAnswersGetsThreePackets() throws Exception {
    restart(limits(10, 10, Duration.ofMillis(30), LONG));
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      assertEquals(TftpOutcome.TIMED_OUT, events.next().outcome());
      assertEquals(2, events.resent.get());
      for (int i = 0; i < 3; i++) {
        assertEquals(1, client.receive().blockNumber());
      }
      // Whatever came after them would come before this.
      client.write(server.localAddress(), "end");
      assertEquals(TftpOpcode.ERROR, client.receive().opcode());
    }
  }

  /** All of the file, from the packet on that was received last. */
  private static byte[] rest(TftpRawClient client) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    while (true) {
      sink.write(client.payload());
      client.acknowledge(client.view.blockNumber());
      if (client.view.payloadLength() < 512) {
        return sink.toByteArray();
      }
      client.receive();
    }
  }

  private static void acknowledgeUntilError(TftpRawClient client) throws IOException {
    for (int block = 1; client.view.opcode() != TftpOpcode.ERROR; block++) {
      assertTrue(block <= MORE_THAN_IS_READ_AHEAD / 512, "no error");
      client.acknowledge(client.view.blockNumber());
      client.receive();
    }
  }
}
