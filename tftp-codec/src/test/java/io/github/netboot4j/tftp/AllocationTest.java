package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.Allocation;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steady state allocates nothing. */
class AllocationTest {
  private static final int ROUND = 2000;
  private static final TftpRetransmission RETRANSMISSION = TftpRetransmission.DEFAULTS;
  private static final String[] PACKETS = {
    "\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0",
    "\0\2up\0NetASCII\0timeout\0" + "5\0other\0value\0\0\0",
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
      buffers[i] = buffer(direct, packet.length).put(0, packet);
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
    ByteBuffer buffer = buffer(direct, 512);
    TftpPacketWriter writer = new TftpPacketWriter();
    assertAllocatesNothing(
        () -> {
          writer.wrap(buffer, 0, 512);
          sink += writer.data(7) + writer.acknowledgment(8) + writer.error(1, "not found");
          writer.beginReadRequest("na\u00efve", TftpMode.OCTET).option("blksize", 1432);
          sink += writer.option("x", "y").finish();
          sink += writer.beginWriteRequest("f", TftpMode.NETASCII).finish();
          sink += writer.beginOptionAcknowledgment().option("tsize", 1L << 40).finish();
          sink += writer.wrap(buffer, 0, 3).data(1);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void netasciiAllocatesNothing(boolean direct) {
    ByteBuffer file = buffer(direct, 64);
    file.put(0, Bytes.of("a\r\nb\r\0\n".repeat(8)));
    ByteBuffer lines = buffer(direct, 21);
    ByteBuffer decoded = buffer(direct, 200);
    NetasciiEncoder encoder = new NetasciiEncoder();
    NetasciiDecoder decoder = new NetasciiDecoder();
    assertAllocatesNothing(
        () -> {
          encoder.reset();
          decoder.reset();
          file.clear();
          decoded.clear();
          while (file.hasRemaining() || encoder.isPending()) {
            encoder.encode(file, lines.clear());
            encoder.restore(encoder.state());
            decoder.decode(lines.flip(), decoded);
          }
          assertTrue(decoder.finish(decoded));
          sink += decoded.position();
        });
  }

  /** A get and a put, with options and a window, some of it lost and sent again. */
  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void transfersAllocateNothing(boolean put, boolean direct) {
    TftpParameters agreed = new TftpParameters(512, 4, 1, -1, TftpMode.OCTET);
    TftpSender sender = new TftpSender(agreed, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    TftpReceiver receiver = new TftpReceiver(RETRANSMISSION, TftpBlockWrap.TO_ZERO, 1000);
    TftpWriteRequest request = new TftpWriteRequest(TftpMode.OCTET, RETRANSMISSION);
    ByteBuffer packet = buffer(direct, 600);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(packet, 0, 600);
    TftpPacketView view = new TftpPacketView();
    assertAllocatesNothing(
        () -> {
          if (put) {
            request.reset(TftpMode.OCTET);
            assertEquals(TftpWriteRequest.Action.SEND_REQUEST, request.poll(0));
            request.requestSent(0);
            assertEquals(TftpWriteRequest.Action.SEND_REQUEST, request.poll(request.deadline()));
            request.requestSent(0);
            request.optionsReceived(agreed);
            sender.reset(agreed);
            receiver.reset(agreed, true);
          } else {
            sender.reset(agreed, true);
            receiver.reset();
            receiver.requestSent(0);
          }
          transfer(sender, receiver, agreed, writer, view, packet);
        });
  }

  private void transfer(
      TftpSender sender,
      TftpReceiver receiver,
      TftpParameters agreed,
      TftpPacketWriter writer,
      TftpPacketView view,
      ByteBuffer packet) {
    long now = 0;
    long sent = 0;
    while (true) {
      switch (sender.poll(++now)) {
        case SEND_OPTIONS -> {
          sender.optionsSent(now);
          receiver.optionsReceived(agreed, now);
        }
        case SEND_DATA -> {
          int length = sender.blockToSend() == 10 ? 5 : 512;
          int header = writer.data(sender.blockNumberToSend());
          sender.dataSent(length, now);
          if (++sent % 7 != 0 && view.tryWrap(packet, 0, header + length)) {
            receiver.dataReceived(view.blockNumber(), view.payloadLength(), now);
          }
        }
        case WAIT -> now = sender.deadline();
        default -> {
          return;
        }
      }
      if (receiver.poll(now) == TftpReceiver.Action.SEND_ACKNOWLEDGMENT) {
        receiver.acknowledgmentSent(now);
        int length = writer.acknowledgment(receiver.blockNumberToAcknowledge());
        if (++sent % 5 != 0 && view.tryWrap(packet, 0, length)) {
          sink += sender.acknowledged(view.blockNumber(), now) ? 1 : 0;
        }
      }
    }
  }

  @Test
  void judgingWhoSentAPacketAllocatesNothing() {
    InetAddress address = InetAddress.getLoopbackAddress();
    TftpPeer peer = TftpPeer.client(address, 2000, 1000);
    TftpPacketView view = Bytes.view("\0\4\0\1");
    assertAllocatesNothing(
        () -> {
          for (int port = 2000; port < 2003; port++) {
            sink += peer.judge(address, port, view, sink) == TftpPeer.Origin.PEER ? 1 : 500;
          }
        });
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

  private static ByteBuffer buffer(boolean direct, int bytes) {
    return direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
  }

  private static void assertAllocatesNothing(Runnable work) {
    assertEquals(0, Allocation.ofOneRound(ROUND, work));
  }
}
