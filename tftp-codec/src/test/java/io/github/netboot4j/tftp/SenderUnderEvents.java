package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.testing.EventScript;

/** Feeds a sender with whatever events a script holds, and checks its promises after each. */
final class SenderUnderEvents {
  private static final int BLOCK = 8;
  private static final TftpRetransmission RETRANSMISSION =
      new TftpRetransmission(1000, 2, 4000, 3, 1);

  private final EventScript script;
  private final TftpBlockWrap wrap;
  private final int window;
  private final boolean options;
  private final boolean sizeAgreed;
  private final boolean client;
  private final long blocks;
  private final TftpSender sender;
  private long now = Long.MAX_VALUE - 2000;
  private long packets;
  private long dataPackets;
  private long news;
  private long timeoutsAtNews;
  private long highest;
  private boolean optionsSent;
  private boolean failed;

  private SenderUnderEvents(EventScript script) {
    this.script = script;
    int flags = script.unsigned8();
    client = (flags & 1) != 0;
    options = !client && (flags & 2) != 0;
    wrap = (flags & 4) != 0 ? TftpBlockWrap.TO_ONE : TftpBlockWrap.TO_ZERO;
    sizeAgreed = (flags & 8) != 0;
    window = (flags & 16) != 0 ? wrap.maximumWindow() : 1 + script.unsigned8();
    blocks = 1L + script.unsigned8();
    TftpParameters agreed =
        new TftpParameters(BLOCK, window, 0, sizeAgreed ? 1 : -1, TftpMode.OCTET);
    sender =
        client
            ? new TftpSender(agreed, RETRANSMISSION, wrap)
            : new TftpSender(agreed, options, RETRANSMISSION, wrap);
  }

  static void run(byte[] script) {
    new SenderUnderEvents(new EventScript(script)).run();
  }

  private void run() {
    while (script.hasMore()) {
      event(script.unsigned8());
      check();
    }
    // Left alone, it ends.
    for (int i = 0; sender.poll(now).compareTo(TftpSender.Action.WAIT) <= 0; i++) {
      assertTrue(i < 10, "it goes on for ever");
      sendAll(Integer.MAX_VALUE);
      now = sender.deadline();
      check();
    }
    TftpSender.Action end = sender.poll(now);
    sender.acknowledged(1, now);
    sender.failed(0);
    assertEquals(end, sender.poll(now + 1_000_000));
    assertTrue(end != TftpSender.Action.COMPLETE || sender.acknowledgedBlocks() == blocks);
    assertTrue(end != TftpSender.Action.REFUSED || failed);
    assertTrue(end != TftpSender.Action.SIZE_PROBED || (failed && optionsSent && sizeAgreed));
  }

  private void event(int code) {
    switch (code & 7) {
      case 0 -> sendAll(Integer.MAX_VALUE);
      case 1 -> sendAll(1);
      case 2 ->
          acknowledge(wrap.number(Math.max(0, sender.acknowledgedBlocks() + script.signed8())));
      case 3 -> acknowledge(script.unsigned16());
      case 4 -> now += 7L * script.unsigned8();
      case 5 -> now += Math.max(0, sender.deadline() - now - 1);
      case 6 -> now += Math.max(0, sender.deadline() - now);
      default -> {
        failed = true;
        sender.failed(script.unsigned8());
      }
    }
  }

  private void acknowledge(int number) {
    boolean waiting = sender.poll(now) == TftpSender.Action.WAIT;
    boolean over = sender.poll(now).compareTo(TftpSender.Action.WAIT) > 0;
    long before = sender.acknowledgedBlocks();
    long deadline = sender.deadline();
    if (sender.acknowledged(number, now)) {
      assertFalse(over, "news after the end");
      assertEquals(number, wrap.number(sender.acknowledgedBlocks()));
      news++;
      timeoutsAtNews = sender.timeouts();
    } else {
      assertEquals(before, sender.acknowledgedBlocks());
      assertEquals(deadline, sender.deadline());
      assertTrue(
          !waiting || sender.poll(now) == TftpSender.Action.WAIT, "an old ACK sends a packet");
    }
  }

  private void sendAll(int most) {
    for (int i = 0; i < most; i++) {
      switch (sender.poll(now)) {
        case SEND_OPTIONS -> {
          assertTrue(options && sender.acknowledgedBlocks() == 0);
          optionsSent = true;
          packets++;
          sender.optionsSent(now);
        }
        case SEND_DATA -> sendData();
        default -> {
          return;
        }
      }
    }
  }

  private void sendData() {
    long block = sender.blockToSend();
    assertTrue(block > sender.acknowledgedBlocks() && block <= blocks);
    assertTrue(block - sender.acknowledgedBlocks() <= window);
    assertTrue(block <= highest + 1, "a block is left out");
    assertEquals(wrap.number(block), sender.blockNumberToSend());
    assertTrue(!options || news > 0, "DATA before the options are acknowledged");
    highest = Math.max(highest, block);
    packets++;
    dataPackets++;
    sender.dataSent(block == blocks ? BLOCK - 1 : BLOCK, now);
  }

  private void check() {
    assertEquals(sender.poll(now), sender.poll(now));
    assertTrue(sender.acknowledgedBlocks() <= highest);
    assertTrue(dataPackets <= (1 + news + sender.timeouts()) * window);
    assertTrue(sender.timeouts() - timeoutsAtNews <= RETRANSMISSION.maximumResends() + 1);
    if (news == 0 && !client) {
      int unheard = RETRANSMISSION.maximumResendsUnheard();
      assertTrue(packets <= (1L + unheard) * (options ? 1 : window), "too much before an answer");
    }
  }
}
