package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpPacketViewTest {
  private static final String UEFI_PROBE =
      "\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0";

  @Test
  void readsTheReadRequestOfUefiFirmware() {
    TftpPacketView view = Bytes.view(UEFI_PROBE);

    assertNull(view.fault());
    assertEquals(0, view.faultOffset());
    assertEquals(TftpOpcode.READ_REQUEST, view.opcode());
    assertEquals(2, view.fileNameOffset());
    assertEquals(11, view.fileNameLength());
    assertEquals("snponly.efi", view.fileName());
    assertEquals(TftpMode.OCTET, view.mode());
    assertEquals(3, view.optionCount());
    assertEquals("tsize", view.optionName(0));
    assertEquals("1468", view.optionValue(1));
    assertEquals(0, view.optionNumber(0));
    assertEquals(1468, view.optionNumber(1));
    assertEquals(4, view.optionNumber(2));
    assertTrue(view.optionNameEquals(2, "WindowSize"));
    assertFalse(view.optionNameEquals(2, "windowsizes"));
    assertEquals(1, view.findOption("BLKSIZE"));
    assertEquals(-1, view.findOption("timeout"));
    assertEquals(-1, view.blockNumber());
    assertEquals(-1, view.errorCode());
    assertEquals(-1, view.payloadOffset());
    assertEquals(0, view.payloadLength());
    assertEquals("", view.errorMessage());
  }

  @Test
  void readsAnOptionAcknowledgmentThatAServerSent() {
    TftpPacketView view = Bytes.view("\0\6blksize\0" + "1432\0tsize\0" + "74213\0");

    assertEquals(TftpOpcode.OPTION_ACKNOWLEDGMENT, view.opcode());
    assertEquals(2, view.optionCount());
    assertEquals(74213, view.optionNumber(view.findOption("tsize")));
    assertEquals("", view.fileName());
    assertEquals(-1, view.fileNameOffset());
    assertEquals(0, view.fileNameLength());
    assertNull(view.mode());
  }

  @Test
  void readsData() {
    TftpPacketView view = Bytes.view("\0\3\u00ff\u00feabc");

    assertEquals(TftpOpcode.DATA, view.opcode());
    assertEquals(65534, view.blockNumber());
    assertEquals(4, view.payloadOffset());
    assertEquals(3, view.payloadLength());
    assertEquals(0, Bytes.view("\0\3\0\1").payloadLength());
  }

  @Test
  void readsAcknowledgmentsAndIgnoresWhatFollowsThem() {
    assertEquals(0x0102, Bytes.view("\0\4\1\2").blockNumber());
    assertEquals(0x0102, Bytes.view("\0\4\1\2padding").blockNumber());
  }

  @Test
  void readsTheAbortOfUefiFirmware() {
    TftpPacketView view = Bytes.view("\0\5\0\10User aborted the transfer\0");

    assertEquals(TftpOpcode.ERROR, view.opcode());
    assertEquals(TftpErrorCode.OPTION_REFUSED, view.errorCode());
    assertEquals("User aborted the transfer", view.errorMessage());
    assertEquals(-1, view.blockNumber());
  }

  @Test
  void readsErrorsAsRealDevicesSendThem() {
    assertEquals("", Bytes.view("\0\5\0\0").errorMessage());
    assertEquals("", Bytes.view("\0\5\0\0\0").errorMessage());
    assertEquals("no NUL", Bytes.view("\0\5\0\1no NUL").errorMessage());
    assertEquals("first", Bytes.view("\0\5\0\1first\0second").errorMessage());
    assertEquals(0xfffe, Bytes.view("\0\5\u00ff\u00fe").errorCode());
  }

  @Test
  void boundsTheErrorMessage() {
    String text = "x".repeat(TftpPacketView.MAXIMUM_ERROR_MESSAGE + 1);

    assertEquals(text.substring(1), Bytes.view("\0\5\0\0" + text + "\0").errorMessage());
  }

  @ParameterizedTest
  @CsvSource({"octet,OCTET", "OCTET,OCTET", "oCtEt,OCTET", "NetAscii,NETASCII", "mail,MAIL"})
  void readsTheModeInAnyCase(String word, TftpMode mode) {
    assertEquals(mode, Bytes.view("\0\1f\0" + word + "\0").mode());
  }

  @Test
  void readsAnUnknownModeAsNull() {
    assertNull(Bytes.view("\0\1f\0binary\0").mode());
    assertNull(Bytes.view("\0\1f\0octe\0").mode());
    assertNull(Bytes.view("\0\1f\0\0").mode());
  }

  @Test
  void readsAFileNameAsUtf8() {
    assertEquals("n\u00e9", Bytes.view("\0\1n\u00c3\u00a9\0octet\0").fileName());
    assertEquals("n\ufffd", Bytes.view("\0\1n\u00e9\0octet\0").fileName());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "8,8",
    "0512,512",
    "65464,65464",
    "9223372036854775807,9223372036854775807",
    "9223372036854775808,-1",
    "18446744073709551617,-1",
    "99999999999999999999999999,-1",
    "'',-1",
    "-1,-1",
    "+5,-1",
    "' 5',-1",
    "'5 ',-1",
    "1e3,-1",
    "0x10,-1",
    "/,-1",
    ":,-1",
  })
  void readsStrictDecimalOnly(String value, long number) {
    TftpPacketView view = Bytes.view("\0\1f\0octet\0name\0" + value + "\0");

    assertEquals(number, view.optionNumber(0));
    assertEquals(value, view.optionValue(0));
  }

  @Test
  void keepsUnknownAndRepeatedOptionsInOrder() {
    TftpPacketView view =
        Bytes.view("\0\2f\0octet\0multicast\0\0blksize\0" + "1024\0x\0y\0BLKSIZE\0" + "512\0");

    assertEquals(TftpOpcode.WRITE_REQUEST, view.opcode());
    assertEquals(4, view.optionCount());
    assertEquals("multicast", view.optionName(0));
    assertEquals("", view.optionValue(0));
    assertEquals("x", view.optionName(2));
    assertEquals("BLKSIZE", view.optionName(3));
    assertEquals(1, view.findOption("blksize"));
  }

  @Test
  void ignoresNulsAfterTheLastOption() {
    assertEquals(0, Bytes.view("\0\1f\0octet\0\0\0\0").optionCount());
    assertEquals(1, Bytes.view("\0\1f\0octet\0a\0b\0\0\0").optionCount());
    assertEquals(0, Bytes.view("\0\6").optionCount());
  }

  @ParameterizedTest
  @CsvSource({
    "'',TRUNCATED,0",
    "0,TRUNCATED,1",
    "03,UNKNOWN_OPCODE,0",
    "00,UNKNOWN_OPCODE,0",
    "07,UNKNOWN_OPCODE,0",
    "13,UNKNOWN_OPCODE,0",
    "040,TRUNCATED,3",
    "050,TRUNCATED,3",
    "01,UNTERMINATED_FILE_NAME,2",
    "01f,UNTERMINATED_FILE_NAME,2",
    "010,EMPTY_FILE_NAME,2",
    "010octet0,EMPTY_FILE_NAME,2",
    "01f0,UNTERMINATED_MODE,4",
    "01f0octet,UNTERMINATED_MODE,4",
    "01f0octet0a,UNTERMINATED_OPTION_NAME,10",
    "01f0octet0a0,UNTERMINATED_OPTION_VALUE,12",
    "01f0octet0a0b,UNTERMINATED_OPTION_VALUE,12",
    "01f0octet00a0b0,EMPTY_OPTION_NAME,10",
    "06a,UNTERMINATED_OPTION_NAME,2",
    "06a0,UNTERMINATED_OPTION_VALUE,4",
  })
  void tellsWhyAndWhere(String digitsAreBytes, TftpFault fault, int offset) {
    byte[] packet = Bytes.of(digitsAreBytes);
    for (int i = 0; i < packet.length; i++) {
      packet[i] -= packet[i] <= '9' ? (byte) '0' : 0;
    }
    if (digitsAreBytes.equals("03")) {
      packet = Bytes.of("\1\3\0\1"); // 0x0103 is not DATA
    }
    TftpPacketView view = new TftpPacketView();

    assertFalse(Bytes.tryWrap(view, packet));
    assertEquals(fault, view.fault());
    assertEquals(offset, view.faultOffset());
    assertEquals(0, view.opcode());
    assertEquals(0, view.optionCount());
  }

  @Test
  void wrapThrowsTheFaultAndItsOffset() {
    byte[] packet = Bytes.of("\0\1name\0oct");
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    TftpPacketView view = new TftpPacketView();

    MalformedTftpException thrown =
        assertThrows(MalformedTftpException.class, () -> view.wrap(buffer, 0, packet.length));
    assertEquals(TftpFault.UNTERMINATED_MODE, thrown.fault());
    assertEquals(7, thrown.offset());
    assertTrue(thrown.getMessage().contains("UNTERMINATED_MODE at offset 7"));
  }

  @Test
  void boundsTheNumberOfOptions() {
    String most = "\0\1f\0octet\0" + "a\0b\0".repeat(TftpPacketView.MAXIMUM_OPTIONS);
    TftpPacketView view = Bytes.view(most);
    assertEquals(TftpPacketView.MAXIMUM_OPTIONS, view.optionCount());

    assertFalse(Bytes.tryWrap(view, Bytes.of(most + "c\0d\0")));
    assertEquals(TftpFault.TOO_MANY_OPTIONS, view.fault());
    assertEquals(most.length(), view.faultOffset());
  }

  @Test
  void aFaultLeavesNothingOfTheLastPacket() {
    TftpPacketView view = Bytes.view(UEFI_PROBE);

    assertFalse(Bytes.tryWrap(view, Bytes.of("\0\1x\0octet\0a\0b")));
    assertEquals("", view.fileName());
    assertNull(view.mode());
    assertEquals(-1, view.findOption("a"));
    assertThrows(IndexOutOfBoundsException.class, () -> view.optionNumber(0));
  }

  /** A buffer is used again, and what a longer packet left behind the next one is none of it. */
  @Test
  void nothingIsFoundBehindTheEnd() {
    byte[] packet = Bytes.of("\0\1f\0octet\0a\0b\0behind\0c\0");
    TftpPacketView view = Bytes.view("\0\1f\0octet\0a\0b\0behind\0c\0");
    assertEquals(1, view.findOption("behind"));

    assertTrue(view.tryWrap(ByteBuffer.wrap(packet), 0, packet.length - "behind\0c\0".length()));
    assertEquals(-1, view.findOption("behind"));
    assertEquals(0, view.findOption("a"));
  }

  @Test
  void refusesMisuse() {
    ByteBuffer buffer = ByteBuffer.allocate(8).limit(6);
    TftpPacketView view = new TftpPacketView();

    assertThrows(IndexOutOfBoundsException.class, () -> view.tryWrap(buffer, 0, 7));
    assertThrows(IndexOutOfBoundsException.class, () -> view.tryWrap(buffer, -1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> view.tryWrap(buffer, 6, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.tryWrap(buffer, 1, Integer.MAX_VALUE));
    assertThrows(IndexOutOfBoundsException.class, () -> view.optionName(0));
    assertThrows(IndexOutOfBoundsException.class, () -> view.optionNameEquals(-1, "a"));
    assertThrows(IndexOutOfBoundsException.class, () -> view.optionValue(0));
  }

  @Test
  void namesOpcodesAndErrors() {
    assertEquals("RRQ", TftpOpcode.name(1));
    assertEquals("WRQ", TftpOpcode.name(2));
    assertEquals("DATA", TftpOpcode.name(3));
    assertEquals("ACK", TftpOpcode.name(4));
    assertEquals("ERROR", TftpOpcode.name(5));
    assertEquals("OACK", TftpOpcode.name(6));
    assertEquals("unknown", TftpOpcode.name(0x0103));
    assertEquals("file not found", TftpErrorCode.name(TftpErrorCode.FILE_NOT_FOUND));
    assertEquals("option refused", TftpErrorCode.name(8));
    assertEquals("unknown error", TftpErrorCode.name(9));
  }
}
