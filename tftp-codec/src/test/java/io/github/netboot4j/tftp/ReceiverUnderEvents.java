package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.testing.EventScript;

/** Feeds a receiver with whatever events a script holds, and checks its promises after each. */
final class ReceiverUnderEvents {
  private static final TftpRetransmission RETRANSMISSION =
      new TftpRetransmission(1000, 2, 4000, 3, 1);
  private static final long DALLY = 3000;

  private final EventScript script;
  private final TftpBlockWrap wrap;
  private final boolean client;
  private final TftpParameters agreed;
  private final TftpReceiver receiver;
  private int blockSize = TftpParameters.DEFAULT_BLOCK_SIZE;
  private long now = Long.MAX_VALUE - 2000;
  private long packets;
  private long requests;
  private long heard;
  private long delivered;
  private long bytes;
  private long news;
  private long timeoutsAtNews;
  private boolean finished;
  private boolean failed;

  private ReceiverUnderEvents(EventScript script) {
    this.script = script;
    int flags = script.unsigned8();
    client = (flags & 1) != 0;
    wrap = (flags & 4) != 0 ? TftpBlockWrap.TO_ONE : TftpBlockWrap.TO_ZERO;
    int window = (flags & 16) != 0 ? wrap.maximumWindow() : 1 + script.unsigned8();
    agreed = new TftpParameters(8 + script.unsigned8(), window, 0, -1, TftpMode.OCTET);
    if (client) {
      receiver = new TftpReceiver(RETRANSMISSION, wrap, DALLY);
    } else {
      blockSize = agreed.blockSize();
      receiver = new TftpReceiver(agreed, (flags & 2) != 0, RETRANSMISSION, wrap, DALLY);
    }
  }

  static void run(byte[] script) {
    new ReceiverUnderEvents(new EventScript(script)).run();
  }

  private void run() {
    while (script.hasMore()) {
      event(script.unsigned8());
      check();
    }
    for (int i = 0; receiver.poll(now).compareTo(TftpReceiver.Action.WAIT) <= 0; i++) {
      assertTrue(i < 10, "it goes on for ever");
      send();
      now = receiver.deadline();
      check();
    }
    TftpReceiver.Action end = receiver.poll(now);
    assertFalse(receiver.dataReceived(wrap.number(delivered + 1), 0, now));
    receiver.failed(0);
    receiver.optionsReceived(agreed, now);
    assertEquals(end, receiver.poll(now + 1_000_000));
    assertTrue(end != TftpReceiver.Action.COMPLETE || finished);
    assertTrue(end != TftpReceiver.Action.REFUSED || failed);
  }

  private void event(int code) {
    switch (code & 7) {
      case 0 -> send();
      case 1 -> data(wrap.number(delivered + 1), blockSize);
      case 2 ->
          data(
              wrap.number(Math.max(0, delivered + script.signed8())),
              (code & 8) != 0 ? script.unsigned8() : blockSize);
      case 3 -> data(script.unsigned16(), script.unsigned16());
      case 4 -> now += 7L * script.unsigned8();
      case 5 -> now += Math.max(0, receiver.deadline() - now - (code >> 3 & 1));
      case 6 -> options((code & 8) != 0);
      default -> {
        failed = true;
        receiver.failed(script.unsigned8());
      }
    }
  }

  private void options(boolean refused) {
    heard++;
    if (client && receiver.poll(now).compareTo(TftpReceiver.Action.WAIT) <= 0) {
      boolean first = packets > 0 && news == 0;
      receiver.optionsReceived(refused ? null : agreed, now);
      if (first) {
        news(); // it counts as an answer whatever it says
        blockSize = refused ? blockSize : agreed.blockSize();
      }
    } else {
      receiver.optionsReceived(refused ? null : agreed, now);
    }
  }

  private void data(int number, int length) {
    heard++;
    long deadline = receiver.deadline();
    if (receiver.dataReceived(number, length, now)) {
      assertFalse(finished, "data after the end");
      assertTrue(packets > 0, "data before anything was sent");
      assertTrue(length <= blockSize);
      assertEquals(wrap.number(delivered + 1), number);
      news();
      delivered++;
      bytes += length;
      finished = length < blockSize;
    } else {
      assertEquals(deadline, receiver.deadline(), "no news, but more time");
    }
  }

  private void news() {
    news++;
    timeoutsAtNews = receiver.timeouts();
  }

  private void send() {
    switch (receiver.poll(now)) {
      case SEND_REQUEST -> {
        assertTrue(client && news == 0);
        packets++;
        requests++;
        receiver.requestSent(now);
      }
      case SEND_ACKNOWLEDGMENT -> {
        assertEquals(wrap.number(delivered), receiver.blockNumberToAcknowledge());
        assertTrue(!receiver.isOptionsDue() || delivered == 0);
        packets++;
        receiver.acknowledgmentSent(now);
      }
      default -> {}
    }
  }

  private void check() {
    assertEquals(receiver.poll(now), receiver.poll(now));
    assertEquals(delivered, receiver.receivedBlocks());
    assertEquals(bytes, receiver.receivedBytes());
    assertEquals(finished, receiver.isFinished());
    assertTrue(packets <= 1 + heard + receiver.timeouts());
    assertTrue(requests <= 1 + receiver.timeouts(), "a request that nothing asked for");
    assertTrue(receiver.timeouts() - timeoutsAtNews <= RETRANSMISSION.maximumResends() + 1);
    if (news == 0 && !client) {
      assertTrue(packets <= 1L + RETRANSMISSION.maximumResendsUnheard() + heard);
    }
  }
}
