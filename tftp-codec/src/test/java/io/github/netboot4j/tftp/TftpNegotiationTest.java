package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.testing.TftpArbitraries;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpNegotiationTest {
  private static final int MAXIMUM_BLOCK = 1468;
  private static final int MAXIMUM_WINDOW = 16;
  private static final long FILE_SIZE = 173_792;
  private static final String RRQ = "\0\1f\0octet\0";
  private static final TftpParameters ASKED = new TftpParameters(1432, 4, 3, 0, TftpMode.OCTET);

  @Test
  void withoutOptionsThereIsNothingToAcknowledge() {
    TftpNegotiation negotiation = answer(RRQ);

    assertFalse(negotiation.hasOptions());
    assertEquals(TftpParameters.withoutOptions(TftpMode.OCTET), negotiation.parameters());
  }

  @Test
  void answersUefiFirmware() {
    TftpNegotiation negotiation =
        answer(RRQ + "tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0");

    assertTrue(negotiation.hasOptions());
    assertEquals(
        new TftpParameters(1468, 4, 0, FILE_SIZE, TftpMode.OCTET), negotiation.parameters());
    assertAcknowledgment(
        "\0\6tsize\0" + "173792\0blksize\0" + "1468\0windowsize\0" + "4\0", negotiation);
  }

  @Test
  void answersInTheOrderOfTheRequestWhateverItsCase() {
    assertAcknowledgment(
        "\0\6windowsize\0" + "2\0timeout\0" + "9\0blksize\0" + "8\0",
        answer(RRQ + "WINDOWSIZE\0" + "2\0other\0" + "1\0Timeout\0" + "9\0BlkSize\0" + "8\0"));
  }

  @ParameterizedTest
  @CsvSource({
    "blksize,7,",
    "blksize,8,8",
    "blksize,1468,1468",
    "blksize,1469,1468",
    "blksize,65464,1468",
    "blksize,65465,",
    "blksize,0,",
    "blksize,-1,",
    "blksize,1e3,",
    "blksize,'',",
    "blksize,9223372036854775808,",
    "timeout,0,",
    "timeout,1,1",
    "timeout,255,255",
    "timeout,256,",
    "windowsize,0,",
    "windowsize,1,1",
    "windowsize,16,16",
    "windowsize,17,16",
    "windowsize,65535,16",
    "windowsize,65536,",
    "tsize,0,173792",
    "tsize,x,",
    "tsize,-1,",
    "multicast,'',",
    "utimeout,100000,",
  })
  void capsIgnoresOrEchoes(String name, String value, String answered) {
    TftpNegotiation negotiation = answer(RRQ + name + "\0" + value + "\0");

    assertEquals(answered != null, negotiation.hasOptions());
    assertAcknowledgment(
        answered == null ? "\0\6" : "\0\6" + name + "\0" + answered + "\0", negotiation);
  }

  @Test
  void theFirstOfTwoCounts() {
    assertAcknowledgment(
        "\0\6blksize\0" + "1024\0", answer(RRQ + "blksize\0" + "1024\0BLKSIZE\0" + "600\0"));
    assertAcknowledgment("\0\6", answer(RRQ + "blksize\0x\0blksize\0" + "600\0"));
  }

  @Test
  void anUnknownSizeIsLeftOut() {
    TftpNegotiation negotiation =
        TftpNegotiation.answer(
            Bytes.view("\0\1f\0netascii\0tsize\0" + "0\0"),
            TftpMode.NETASCII,
            MAXIMUM_BLOCK,
            MAXIMUM_WINDOW,
            TftpParameters.UNKNOWN_SIZE);

    assertFalse(negotiation.hasOptions());
    assertEquals(TftpMode.NETASCII, negotiation.parameters().mode());
  }

  @Test
  void aWriteRequestStatesItsSize() {
    assertAcknowledgment("\0\6tsize\0" + "77\0", answer("\0\2f\0octet\0tsize\0" + "77\0"));
  }

  @Test
  void onlyRequestsAreAnsweredAndOnlyOptionAcknowledgmentsConfirmed() {
    assertThrows(IllegalArgumentException.class, () -> answer("\0\4\0\0"));
    assertThrows(
        IllegalArgumentException.class,
        () -> TftpNegotiation.answer(Bytes.view(RRQ), TftpMode.OCTET, 7, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> TftpNegotiation.answer(Bytes.view(RRQ), TftpMode.OCTET, 512, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> TftpNegotiation.confirm(ASKED, Bytes.view(RRQ)));
  }

  @ParameterizedTest
  @CsvSource({
    "1500,1468",
    "576,544",
    "65536,65464",
    "2147483647,65464",
    "0,8",
    "-5,8",
    "1280,1248"
  })
  void findsTheBlockThatFitsThePacket(int mtu, int blockSize) {
    assertEquals(blockSize, TftpNegotiation.blockSizeForMtu(mtu));
  }

  @Test
  void anIpv6HeaderTakesTwentyBytesMore() {
    assertEquals(1448, TftpNegotiation.blockSizeForMtu(1500, 40));
    assertEquals(1228, TftpNegotiation.blockSizeForMtu(1280, 40));
    assertEquals(8, TftpNegotiation.blockSizeForMtu(40, 40));
  }

  @Property
  void anAcknowledgmentOffersNoMoreThanWasAsked(
      @ForAll("options") @Size(max = 8) List<Map.Entry<String, String>> options) {
    StringBuilder request = new StringBuilder(RRQ);
    Map<String, Long> asked = new HashMap<>();
    for (Map.Entry<String, String> option : options) {
      request.append(option.getKey()).append('\0').append(option.getValue()).append('\0');
      String name = option.getKey().toLowerCase(Locale.ROOT);
      asked.putIfAbsent(
          name, option.getValue().matches("[0-9]{1,18}") ? Long.parseLong(option.getValue()) : -1L);
    }
    TftpPacketView acknowledgment = acknowledgment(answer(request.toString()));

    for (int i = 0; i < acknowledgment.optionCount(); i++) {
      String name = acknowledgment.optionName(i);
      assertTrue(asked.containsKey(name));
      assertEquals(i, acknowledgment.findOption(name));
      if (!name.equals("tsize")) {
        assertTrue(acknowledgment.optionNumber(i) <= asked.get(name));
      }
    }
  }

  @Provide
  Arbitrary<List<Map.Entry<String, String>>> options() {
    return TftpArbitraries.options();
  }

  @Test
  void asksOnlyForWhatDiffersFromTheDefault() {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(buffer, 0, 100);

    int length = TftpNegotiation.writeReadRequest(writer, "f", ASKED);
    assertArrayEquals(
        Bytes.of(RRQ + "blksize\0" + "1432\0timeout\0" + "3\0tsize\0" + "0\0windowsize\0" + "4\0"),
        Bytes.written(buffer, 0, length));
    length =
        TftpNegotiation.writeReadRequest(
            writer, "f", TftpParameters.withoutOptions(TftpMode.OCTET));
    assertArrayEquals(Bytes.of(RRQ), Bytes.written(buffer, 0, length));
  }

  @Test
  void aWriteRequestAsksInTheSameWayAndTellsTheSize() {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int length =
        TftpNegotiation.writeWriteRequest(
            new TftpPacketWriter().wrap(buffer, 0, 100), "f", parameters(512, 2, 0, 77));
    assertArrayEquals(
        Bytes.of("\0\2f\0octet\0tsize\0" + "77\0windowsize\0" + "2\0"),
        Bytes.written(buffer, 0, length));
  }

  @ParameterizedTest
  @CsvSource({"77,77,true", "77,76,false", "77,0,false", "0,0,true", "0,1,false", "-1,0,false"})
  void aWriteRequestGetsItsOwnSizeBack(long told, String answered, boolean confirmed) {
    TftpParameters asked = parameters(512, 1, 0, told);
    TftpPacketView acknowledgment = Bytes.view("\0\6tsize\0" + answered + "\0");
    assertEquals(confirmed ? asked : null, TftpNegotiation.confirmWrite(asked, acknowledgment));
  }

  @Test
  void modeMailIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> TftpParameters.withoutOptions(TftpMode.MAIL));
    TftpPacketView request = Bytes.view("\0\1user\0MAIL\0");
    assertEquals(TftpMode.MAIL, request.mode());
    assertThrows(
        IllegalArgumentException.class,
        () -> TftpNegotiation.answer(request, TftpMode.MAIL, 512, 1, 0));
  }

  @Test
  void confirmsWhatWasAsked() {
    TftpParameters agreed =
        confirm("\0\6tsize\0" + "99\0blksize\0" + "1024\0windowsize\0" + "2\0timeout\0" + "3\0");

    assertEquals(new TftpParameters(1024, 2, 3, 99, TftpMode.OCTET), agreed);
    assertEquals(TftpParameters.withoutOptions(TftpMode.OCTET), confirm("\0\6"));
    TftpParameters first = confirm("\0\6blksize\0" + "1024\0blksize\0" + "99999\0");
    assertNotNull(first);
    assertEquals(1024, first.blockSize());
  }

  @ParameterizedTest
  @CsvSource({
    "blksize,1433",
    "blksize,7",
    "blksize,x",
    "windowsize,5",
    "windowsize,0",
    "timeout,2",
    "timeout,4",
    "tsize,-1",
    "tsize,",
    "multicast,1",
  })
  void refusesWhatWasNotAsked(String name, String value) {
    assertNull(confirm("\0\6" + name + "\0" + (value == null ? "" : value) + "\0"));
  }

  @ParameterizedTest
  @CsvSource({"blksize,512", "windowsize,1", "timeout,1", "tsize,5"})
  void refusesAnyOptionWhenNoneWasAsked(String name, String value) {
    assertNull(
        TftpNegotiation.confirm(
            TftpParameters.withoutOptions(TftpMode.OCTET),
            Bytes.view("\0\6" + name + "\0" + value + "\0")));
  }

  @Test
  void checksRanges() {
    assertThrows(IllegalArgumentException.class, () -> parameters(7, 1, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> parameters(65465, 1, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> parameters(512, 0, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> parameters(512, 65536, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> parameters(512, 1, 256, -1));
    assertThrows(IllegalArgumentException.class, () -> parameters(512, 1, 0, -2));
    assertEquals(65464, parameters(65464, 65535, 255, Long.MAX_VALUE).blockSize());
  }

  private static TftpParameters parameters(int block, int window, int timeout, long size) {
    return new TftpParameters(block, window, timeout, size, TftpMode.OCTET);
  }

  private static TftpNegotiation answer(String request) {
    return TftpNegotiation.answer(
        Bytes.view(request), TftpMode.OCTET, MAXIMUM_BLOCK, MAXIMUM_WINDOW, FILE_SIZE);
  }

  private static TftpParameters confirm(String acknowledgment) {
    return TftpNegotiation.confirm(ASKED, Bytes.view(acknowledgment));
  }

  private static TftpPacketView acknowledgment(TftpNegotiation negotiation) {
    ByteBuffer buffer = ByteBuffer.allocate(200);
    int length = negotiation.write(new TftpPacketWriter().wrap(buffer, 0, 200));
    return new TftpPacketView().wrap(buffer, 0, length);
  }

  private static void assertAcknowledgment(String expected, TftpNegotiation negotiation) {
    ByteBuffer buffer = ByteBuffer.allocate(200);
    int length = negotiation.write(new TftpPacketWriter().wrap(buffer, 0, 200));
    assertArrayEquals(Bytes.of(expected), Bytes.written(buffer, 0, length));
  }
}
