package io.github.netboot4j.tftp;

import static io.github.netboot4j.tftp.TftpPeer.Origin.IGNORED;
import static io.github.netboot4j.tftp.TftpPeer.Origin.PEER;
import static io.github.netboot4j.tftp.TftpPeer.Origin.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpPeerTest {
  private static final InetAddress HERE = address(1);
  private static final InetAddress ELSEWHERE = address(2);
  private static final long INTERVAL = 1000;
  private static final String OACK = "\0\6";
  private static final String ACK = "\0\4\0\0";
  private static final String DATA = "\0\3\0\1x";
  private static final String ERROR = "\0\5\0\1no";

  private long now = Long.MAX_VALUE - 500;

  @Test
  void aServerKnowsItsClient() {
    TftpPeer peer = TftpPeer.client(HERE, 2000, INTERVAL);
    assertEquals(PEER, judge(peer, HERE, 2000, ACK));
    assertEquals(PEER, judge(peer, HERE, 2000, ERROR));
    assertEquals(PEER, judge(peer, HERE, 2000, "unreadable"));
    assertEquals(STRANGER, judge(peer, HERE, 2001, ACK));
    assertEquals(2000, peer.port());
    assertEquals(HERE, peer.address());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65535})
  void aClientHasAnyPort(int port) {
    assertEquals(PEER, judge(TftpPeer.client(HERE, port, INTERVAL), HERE, port, ACK));
  }

  @Test
  void strangersAreAnsweredOnceInAnInterval() {
    TftpPeer peer = TftpPeer.client(HERE, 2000, INTERVAL);
    assertEquals(STRANGER, judge(peer, ELSEWHERE, 2000, ACK));
    assertEquals(IGNORED, judge(peer, ELSEWHERE, 2000, ACK));
    now += INTERVAL - 1;
    assertEquals(IGNORED, judge(peer, HERE, 2001, DATA));
    now++;
    assertEquals(STRANGER, judge(peer, HERE, 2001, DATA));
    assertEquals(IGNORED, judge(peer, HERE, 2001, DATA));
  }

  @Test
  void anErrorOrWhatCannotBeReadIsNeverAnswered() {
    TftpPeer peer = TftpPeer.client(HERE, 2000, 0);
    assertEquals(IGNORED, judge(peer, ELSEWHERE, 2000, ERROR));
    assertEquals(IGNORED, judge(peer, ELSEWHERE, 2000, "\0\7"));
    assertEquals(STRANGER, judge(peer, ELSEWHERE, 2000, ACK));
    assertEquals(STRANGER, judge(peer, ELSEWHERE, 2000, ACK));
  }

  /** In the table, a number in front of a kind is that of the block. */
  @ParameterizedTest
  @CsvSource({
    "1,OACK,true",
    "2,OACK,true",
    "1,ERROR,true",
    "2,ERROR,true",
    "1,1DATA,true",
    "1,2DATA,false",
    "2,1DATA,false",
    "2,0ACK,true",
    "2,1ACK,false",
    "1,0ACK,false",
    "1,junk,false",
    "1,RRQ,false",
  })
  void aClientLearnsThePortFromAFirstAnswer(int request, String kind, boolean answer) {
    TftpPeer peer = TftpPeer.server(HERE, request, INTERVAL);
    String packet =
        switch (kind) {
          case "OACK" -> OACK;
          case "ERROR" -> ERROR;
          case "1DATA" -> DATA;
          case "2DATA" -> "\0\3\0\2x";
          case "0ACK" -> ACK;
          case "1ACK" -> "\0\4\0\1";
          case "RRQ" -> "\0\1f\0octet\0";
          default -> kind;
        };
    assertEquals(0, peer.port());
    assertEquals(answer ? PEER : IGNORED, judge(peer, HERE, 3000, packet));
    assertEquals(answer ? 3000 : 0, peer.port());
    assertEquals(PEER, judge(peer, HERE, answer ? 3000 : 3001, OACK));
    assertEquals(STRANGER, judge(peer, HERE, 3002, OACK));
  }

  @Test
  void anotherAddressIsNoAnswerUnlessAnyWillDo() {
    TftpPeer strict = TftpPeer.server(HERE, TftpOpcode.READ_REQUEST, INTERVAL);
    assertEquals(STRANGER, judge(strict, ELSEWHERE, 3000, DATA));
    assertEquals(0, strict.port());
    assertEquals(PEER, judge(strict, HERE, 3000, DATA));

    TftpPeer any = TftpPeer.server(null, TftpOpcode.READ_REQUEST, INTERVAL);
    assertNull(any.address());
    assertEquals(PEER, judge(any, ELSEWHERE, 3000, DATA));
    assertEquals(ELSEWHERE, any.address());
    assertEquals(STRANGER, judge(any, HERE, 3000, DATA));
    assertEquals(PEER, judge(any, ELSEWHERE, 3000, DATA));
  }

  @Test
  void refusesMisuse() {
    assertThrows(IllegalArgumentException.class, () -> TftpPeer.client(HERE, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> TftpPeer.client(HERE, 65536, 0));
    assertThrows(IllegalArgumentException.class, () -> TftpPeer.client(HERE, 1, -1));
    assertThrows(IllegalArgumentException.class, () -> TftpPeer.server(HERE, TftpOpcode.DATA, 0));
  }

  private TftpPeer.Origin judge(TftpPeer peer, InetAddress address, int port, String packet) {
    TftpPacketView view = new TftpPacketView();
    Bytes.tryWrap(view, Bytes.of(packet));
    return peer.judge(address, port, view, now);
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
