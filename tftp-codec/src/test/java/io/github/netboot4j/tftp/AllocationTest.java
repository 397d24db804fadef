package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steady state allocates nothing. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;
  private static final String[] PACKETS = {
    "\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0",
    "\0\3\0\1some data",
    "\0\4\0\1",
    "\0\5\0\10User aborted the transfer\0",
    "\0\6blksize\0" + "1432\0tsize\0" + "74213\0",
    "\0\1unterminated",
    "\1\3\0\1"
  };

  /** Keeps the results alive. */
  private long sink;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readingAllocatesNothing(boolean direct) {
    ByteBuffer[] buffers = new ByteBuffer[PACKETS.length];
    for (int i = 0; i < buffers.length; i++) {
      byte[] packet = Bytes.of(PACKETS[i]);
      buffers[i] =
          (direct ? ByteBuffer.allocateDirect(packet.length) : ByteBuffer.allocate(packet.length))
              .put(0, packet);
    }
    TftpPacketView view = new TftpPacketView();
    assertAllocatesNothing(
        () -> {
          for (ByteBuffer buffer : buffers) {
            read(view, buffer);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writingAllocatesNothing(boolean direct) {
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(512) : ByteBuffer.allocate(512);
    TftpPacketWriter writer = new TftpPacketWriter();
    assertAllocatesNothing(
        () -> {
          writer.wrap(buffer, 0, 512);
          sink += writer.data(7) + writer.acknowledgment(8) + writer.error(1, "not found");
          writer.beginReadRequest("na\u00efve", TftpMode.OCTET).option("blksize", 1432);
          sink += writer.option("x", "y").finish();
        });
  }

  @Test
  void transfersAllocateNothing() {
    TftpParameters parameters = new TftpParameters(512, 4, 0, -1, TftpMode.OCTET);
    TftpSender sender =
        new TftpSender(parameters, true, TftpRetransmission.DEFAULTS, TftpBlockWrap.TO_ZERO);
    TftpReceiver receiver =
        new TftpReceiver(TftpRetransmission.DEFAULTS, TftpBlockWrap.TO_ZERO, 1000);
    assertAllocatesNothing(
        () -> {
          sender.reset(parameters, true);
          receiver.reset();
          transfer(sender, receiver, parameters);
        });
  }

  private void transfer(TftpSender sender, TftpReceiver receiver, TftpParameters parameters) {
    long now = 0;
    receiver.poll(now);
    receiver.requestSent(now);
    while (true) {
      switch (sender.poll(++now)) {
        case SEND_OPTIONS -> {
          sender.optionsSent(now);
          receiver.optionsReceived(parameters, now);
        }
        case SEND_DATA -> {
          int length = sender.blockToSend() == 10 ? 5 : 512;
          int number = sender.blockNumberToSend();
          sender.dataSent(length, now);
          sink += receiver.dataReceived(number, length, now) ? 1 : 0;
        }
        case WAIT -> {}
        default -> {
          return;
        }
      }
      if (receiver.poll(now) == TftpReceiver.Action.SEND_ACKNOWLEDGMENT) {
        receiver.acknowledgmentSent(now);
        sender.acknowledged(receiver.blockNumberToAcknowledge(), now);
      }
    }
  }

  private void read(TftpPacketView view, ByteBuffer buffer) {
    sink += view.tryWrap(buffer, 0, buffer.limit()) ? 1 : view.faultOffset();
    sink += view.opcode() + view.blockNumber() + view.errorCode();
    sink += view.payloadOffset() + view.payloadLength();
    sink += view.fileNameOffset() + view.fileNameLength();
    sink += view.mode() == null ? 0 : 1;
    sink += view.findOption("windowsize");
    for (int i = 0; i < view.optionCount(); i++) {
      sink += view.optionNumber(i) + (view.optionNameEquals(i, "BLKSIZE") ? 1 : 0);
    }
  }

  /**
   * The least of several measurements: the compiler's own threads aside, a rare stray allocation is
   * not ours.
   */
  private static void assertAllocatesNothing(Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < MEASURED; i++) {
        work.run();
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least);
  }
}
