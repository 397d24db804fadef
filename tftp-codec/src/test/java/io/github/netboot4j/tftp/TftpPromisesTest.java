package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.Allocation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One test for each class of fault that has been a published bug in a TFTP program, named after it;
 * those of files, floods and addresses are the server's to keep.
 */
class TftpPromisesTest {
  private static final List<String> PACKETS =
      List.of(
          "\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0",
          "\0\2a/b/c\0netascii\0timeout\0" + "5\0unknown\0value\0\0\0",
          "\0\3\0\1some data",
          "\0\4\u00ff\u00ff",
          "\0\5\0\10User aborted the transfer\0",
          "\0\6blksize\0" + "1432\0tsize\0" + "74213\0");
  private static final TftpRetransmission RETRANSMISSION = TftpRetransmission.DEFAULTS;

  private final TftpPacketView view = new TftpPacketView();
  private final PacketOracle oracle = new PacketOracle();

  @Property(tries = 2000)
  void anyParseFault_isTrueOrAFaultAndNeverAnException(@ForAll @Size(max = 300) byte[] bytes) {
    assertEquals(Bytes.tryWrap(view, bytes), view.fault() == null);
    if (bytes.length > 1) {
      bytes[0] = 0;
      bytes[1] = (byte) (1 + (bytes[1] & 7) % 6);
      assertEquals(Bytes.tryWrap(view, bytes), view.fault() == null);
    }
  }

  @Test
  void anyParseFault_allocatesNothing() {
    ByteBuffer[] broken = new ByteBuffer[256];
    byte[] packet = Bytes.of(PACKETS.get(0));
    for (int i = 0; i < broken.length; i++) {
      byte[] bytes = Arrays.copyOf(packet, packet.length - i % packet.length);
      bytes[i % bytes.length] ^= (byte) i;
      broken[i] = ByteBuffer.wrap(bytes);
    }
    long allocated =
        Allocation.ofOneRound(
            200,
            () -> {
              for (ByteBuffer bytes : broken) {
                view.tryWrap(bytes, 0, bytes.capacity());
              }
            });
    assertEquals(0, allocated);
  }

  @Test
  void lengths_readsStayInsideTheDatagram() {
    for (String packet : PACKETS) {
      byte[] whole = Bytes.of(packet);
      for (int length = 0; length <= whole.length; length++) {
        // The oracle puts bytes around the packet that would be read along.
        oracle.assertAgrees(Arrays.copyOf(whole, length));
      }
    }
  }

  @Test
  void zeroOrWrongFixedLength_readsAsAFault() {
    for (int opcode = 0; opcode <= 0x203; opcode++) {
      for (int length = 0; length < 4; length++) {
        byte[] packet =
            Arrays.copyOf(new byte[] {(byte) (opcode >> 8), (byte) opcode, 7, 7}, length);
        assertEquals(
            length == 2 && opcode == 6, Bytes.tryWrap(view, packet), opcode + " " + length);
      }
    }
  }

  @Test
  void roundTrip_everySingleByteMutationReachesAFixpoint() {
    for (String packet : PACKETS) {
      byte[] bytes = Bytes.of(packet);
      for (int at = 0; at < bytes.length; at++) {
        byte before = bytes[at];
        for (int value = 0; value < 256; value++) {
          bytes[at] = (byte) value;
          oracle.assertAgrees(bytes);
        }
        bytes[at] = before;
      }
    }
  }

  @Property(tries = 500)
  void scriptAndLogInjection_anErrorAndAFaultAreOnePrintableLine(@ForAll String text) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + text.length());
    int length = new TftpPacketWriter().wrap(buffer, 0, buffer.capacity()).error(1, text);
    String message = view.wrap(buffer, 0, length).errorMessage();
    assertEquals(Math.min(text.length(), TftpPacketView.MAXIMUM_ERROR_MESSAGE), message.length());
    assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'));

    byte[] request = Bytes.of("\0\1" + text.replace('\0', '\n'));
    String fault =
        assertThrows(
                MalformedTftpException.class,
                () -> view.wrap(ByteBuffer.wrap(request), 0, request.length))
            .getMessage();
    assertTrue(fault.chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  @Test
  void tftpStrings_endInsideTheDatagramAndModesMatchInAnyCase() {
    byte[] request = Bytes.of("\0\1name\0ocTET\0blksize\0" + "512\0");
    assertTrue(Bytes.tryWrap(view, request));
    assertEquals(TftpMode.OCTET, view.mode());
    List<Integer> whole = List.of(13, request.length);
    for (int length = 0; length < request.length; length++) {
      // Behind the cut, the strings go on.
      boolean read = view.tryWrap(ByteBuffer.wrap(request), 0, length);
      assertEquals(whole.contains(length), read, "cut to " + length);
    }
    assertTrue(Bytes.tryWrap(view, Bytes.of("\0\1f\0MaIL\0")));
    assertEquals(TftpMode.MAIL, view.mode());
    assertThrows(
        IllegalArgumentException.class,
        () -> TftpNegotiation.answer(view, TftpMode.MAIL, 512, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blksize", "timeout", "tsize", "windowsize"})
  void optionValues_outOfRangeAreIgnoredAndTheSizeHas64Bits(String name) {
    List<String> never =
        List.of("-1", "+8", "1e3", "0x10", "", " 8", "8 ", "9223372036854775808", "1\t");
    for (String value : never) {
      assertFalse(answer(name, value, 5).hasOptions(), value);
      assertNull(TftpNegotiation.confirm(asking(0), Bytes.view(acknowledgment(name, value))));
    }
    assertEquals(name.equals("tsize"), answer(name, "0", 5).hasOptions());
    assertEquals(
        name.equals("tsize"),
        TftpNegotiation.confirm(asking(0), Bytes.view(acknowledgment(name, "0"))) != null);
    if (name.equals("tsize")) {
      long size = 1L << 40;
      assertEquals(size, answer(name, "0", size).parameters().transferSize());
      assertEquals(
          Long.MAX_VALUE,
          TftpNegotiation.confirm(
                  asking(0), Bytes.view(acknowledgment(name, "9223372036854775807")))
              .transferSize());
    }
  }

  @Test
  void optionValues_duplicateAndUnknownOnesAreKeptInOrderAndTheFirstCounts() {
    TftpPacketView request =
        Bytes.view("\0\1f\0octet\0z\0\0blksize\0" + "600\0Z\0" + "1\0BLKSIZE\0" + "700\0");
    assertEquals(4, request.optionCount());
    assertEquals(List.of("z", "blksize", "Z", "BLKSIZE"), names(request));
    TftpNegotiation negotiation = TftpNegotiation.answer(request, TftpMode.OCTET, 1468, 1, 0);
    assertEquals(600, negotiation.parameters().blockSize());
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int length = negotiation.write(new TftpPacketWriter().wrap(buffer, 0, 100));
    assertEquals(List.of("blksize"), names(view.wrap(buffer, 0, length)));
    assertNull(TftpNegotiation.confirm(asking(0), Bytes.view(acknowledgment("z", "1"))));
  }

  @Test
  void bufferSizing_theBlockAgreedToFitsTheLink() {
    for (int mtu : new int[] {0, 39, 68, 576, 1280, 1500, 9000, 65535}) {
      int most = TftpNegotiation.blockSizeForMtu(mtu);
      assertTrue(most == 8 || most + 32 <= mtu);
      ByteBuffer packet = ByteBuffer.allocate(TftpPacketWriter.DATA_HEADER_LENGTH + most);
      for (int asked = 8; asked <= 65464; asked++) {
        int agreed = answerWithin(most, asked).parameters().blockSize();
        assertEquals(Math.min(asked, most), agreed);
        assertTrue(TftpPacketWriter.DATA_HEADER_LENGTH + agreed <= packet.capacity());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrapAt65535_countsWithAndWithoutAWindow(TftpBlockWrap wrap) {
    for (int window : new int[] {1, 16}) {
      for (boolean put : new boolean[] {false, true}) {
        Scenario scenario = Scenario.of(1, put, 65_600 * 8, 8, window).wrapping(wrap);
        SimulatedTransfer transfer = new SimulatedTransfer(scenario).run();
        assertTrue(transfer.completed());
        assertEquals(65_601, transfer.receiver().machine.receivedBlocks());
        assertEquals(65_601, transfer.sender().machine.acknowledgedBlocks());
      }
    }
  }

  @Property(tries = 200)
  void sorcerersApprentice_aDuplicateAcknowledgmentSendsNoPacket(
      @ForAll long seed, @ForAll boolean put, @ForAll @IntRange(max = 30) int dropped) {
    Scenario scenario = Scenario.of(seed, put, 640, 16, 1).duplicatingAcknowledgments();
    SimulatedTransfer transfer = new SimulatedTransfer(scenario).over(dropped, 0, 400).run();
    SimulatedSender sender = transfer.sender();
    assertTrue(sender == null || sender.dataPackets <= 41 + sender.machine.timeouts());
  }

  @Example
  void windowedAck_inTheMiddleRewindsOnce() {
    TftpParameters agreed = new TftpParameters(8, 8, 0, -1, TftpMode.OCTET);
    TftpSender sender = new TftpSender(agreed, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    assertEquals(8, sendAll(sender));
    assertTrue(sender.acknowledged(3, 0));
    assertEquals(4, sender.blockToSend());
    assertEquals(8, sendAll(sender));
    for (int i = 0; i < 5; i++) {
      assertFalse(sender.acknowledged(3, 0));
      assertEquals(0, sendAll(sender));
    }
    assertTrue(sender.acknowledged(11, 0));
    assertEquals(8, sendAll(sender));
    assertEquals(19, sender.blockToSend() - 1);
  }

  @Property(tries = 300)
  void wrongTid_getsErrorFiveNowAndThenAndTheTransferGoesOn(
      @ForAll long seed, @ForAll boolean put) {
    SimulatedTransfer transfer = new SimulatedTransfer(Scenario.of(seed, put, 640, 16, 4));
    transfer.network.strange = 100;
    transfer.run();
    assertTrue(transfer.completed());
    assertEquals(0, transfer.sender().machine.timeouts());
    assertTrue(transfer.client.strangersAnswered <= 1, "it took less than an interval");
  }

  @Property(tries = 500)
  void netasciiCrAtABlocksEnd_isCarriedOver(
      @ForAll @IntRange(min = 8, max = 40) int blockSize, @ForAll @IntRange(max = 40) int before) {
    byte[] file = Bytes.of("x".repeat(before) + "\r\n\r\0\n\r\r\n".repeat(9));
    TftpParameters agreed = new TftpParameters(blockSize, 1, 0, -1, TftpMode.NETASCII);
    SimulatedSource source = new SimulatedSource(file, agreed);
    NetasciiDecoder decoder = new NetasciiDecoder();
    ByteBuffer received = ByteBuffer.allocate(file.length + 1);
    ByteBuffer packet = ByteBuffer.allocate(blockSize + 4);
    int length = blockSize;
    for (int block = 1; length == blockSize; block++) {
      source.read(block, packet);
      length = source.read(block, packet); // sent again, it is the same
      decoder.decode(packet.slice(4, length), received);
    }
    assertTrue(decoder.finish(received));
    assertArrayEquals(file, Bytes.written(received, 0, received.position()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void amplification_anAddressThatNeverAnswersGetsThreePackets(boolean options) {
    TftpParameters agreed = new TftpParameters(1428, options ? 64 : 1, 255, 9, TftpMode.OCTET);
    TftpSender sender = new TftpSender(agreed, options, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    int packets = 0;
    for (long now = 0; sender.poll(now) != TftpSender.Action.TIMED_OUT; now = sender.deadline()) {
      while (sender.poll(now).compareTo(TftpSender.Action.WAIT) < 0) {
        packets++;
        if (options) {
          sender.optionsSent(now);
        } else {
          sender.dataSent(1428, now);
        }
      }
    }
    assertEquals(3, packets);

    TftpReceiver receiver =
        new TftpReceiver(agreed, options, RETRANSMISSION, TftpBlockWrap.TO_ZERO, 0);
    packets = 0;
    for (long now = 0;
        receiver.poll(now) != TftpReceiver.Action.TIMED_OUT;
        now = receiver.deadline()) {
      while (receiver.poll(now) == TftpReceiver.Action.SEND_ACKNOWLEDGMENT) {
        packets++;
        receiver.acknowledgmentSent(now);
      }
    }
    assertEquals(3, packets);
  }

  @Property(tries = 300)
  void duplicateRrq_servedTwiceIsStillOneTransfer(@ForAll long seed, @ForAll boolean put) {
    Scenario one = Scenario.of(seed, put, 640, 16, 4);
    Scenario twice =
        new Scenario(
            seed, put, 640, 16, 4, one.mode(), one.wrap(), 65464, 65535, false, false, false, true);
    SimulatedTransfer transfer = new SimulatedTransfer(twice).over(0, 100, 100).run();
    assertTrue(transfer.completed());
    assertEquals(2, transfer.server.transfers.size());
    assertTrue(transfer.client.strangersAnswered > 0, "the second one is turned away");
  }

  private static int sendAll(TftpSender sender) {
    int packets = 0;
    while (sender.poll(0) == TftpSender.Action.SEND_DATA) {
      sender.dataSent(8, 0);
      packets++;
    }
    return packets;
  }

  private static List<String> names(TftpPacketView packet) {
    return IntStream.range(0, packet.optionCount()).mapToObj(packet::optionName).toList();
  }

  private static TftpParameters asking(long size) {
    return new TftpParameters(65464, 65535, 255, size, TftpMode.OCTET);
  }

  private static String acknowledgment(String name, String value) {
    return "\0\6" + name + "\0" + value + "\0";
  }

  private static TftpNegotiation answer(String name, String value, long size) {
    return TftpNegotiation.answer(
        Bytes.view("\0\1f\0octet\0" + name + "\0" + value + "\0"),
        TftpMode.OCTET,
        65464,
        65535,
        size);
  }

  private static TftpNegotiation answerWithin(int most, int asked) {
    return TftpNegotiation.answer(
        Bytes.view("\0\1f\0octet\0blksize\0" + asked + "\0"), TftpMode.OCTET, most, 1, 0);
  }
}
