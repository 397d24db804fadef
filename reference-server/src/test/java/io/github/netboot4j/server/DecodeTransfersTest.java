package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

/** Which datagrams are taken for TFTP. */
final class DecodeTransfersTest {
  private static final int CLIENT = 0xC000_0264;
  private static final int SERVER = 0xC000_0201;
  private static final int STRANGER = 0xC000_0202;
  private static final String REQUEST = "\0\1f\0octet\0";
  private static final String DATA = "\0\3\0\1x";
  private static final String ACK = "\0\4\0\1";

  private final DecodeTransfers transfers = new DecodeTransfers();

  private boolean claims(int source, int from, int destination, int to, String payload)
      throws Exception {
    byte[] frame =
        DecodeCapture.datagram(source, from, destination, to, DecodeCapture.latin1(payload));
    byte[] file = DecodeCapture.of(DecodeCapture.ETHERNET).frame(frame).bytes();
    PcapReader reader = PcapReader.open(new ByteArrayInputStream(file), "x");
    assertTrue(reader.next());
    PcapDatagram datagram = new PcapDatagram();
    assertEquals(PcapDatagram.Content.UDP, datagram.find(reader));
    return transfers.claims(datagram);
  }

  @Test
  void aTransferIsFollowedToTheNewPort() throws Exception {
    assertFalse(claims(SERVER, 5000, CLIENT, 2000, DATA)); // nobody asked by then
    assertTrue(claims(CLIENT, 2000, SERVER, 69, REQUEST));
    assertFalse(claims(CLIENT, 2000, SERVER, 5000, ACK));
    assertFalse(claims(STRANGER, 5000, CLIENT, 2000, DATA));
    assertFalse(claims(SERVER, 5000, CLIENT, 2001, DATA));
    assertTrue(claims(SERVER, 5000, CLIENT, 2000, DATA));
    assertTrue(claims(CLIENT, 2000, SERVER, 5000, ACK));
    assertFalse(claims(SERVER, 5001, CLIENT, 2000, DATA));
    assertFalse(claims(CLIENT, 2000, SERVER, 5001, ACK));
    assertFalse(claims(CLIENT, 2000, STRANGER, 5000, ACK));
    assertTrue(claims(SERVER, 5000, CLIENT, 2000, "whatever they say to each other"));
  }

  @Test
  void whateverGoesToOrComesFromTheWellKnownPort() throws Exception {
    assertTrue(claims(CLIENT, 2000, SERVER, 69, "nonsense"));
    assertTrue(claims(SERVER, 69, CLIENT, 2000, DATA));
    assertTrue(claims(CLIENT, 2000, SERVER, 69, ""));
    assertEquals(0, transfers.size());
  }

  @Test
  void onlyWhatLooksLikeAnAnswerOpensAPort() throws Exception {
    assertTrue(claims(CLIENT, 2000, SERVER, 69, "\0\2f\0octet\0"));
    for (String other : new String[] {"", "\0", "\0\0", "\0\1f\0octet\0", "\0\7", "\1\3\0\1"}) {
      assertFalse(claims(SERVER, 5000, CLIENT, 2000, other));
    }
    assertTrue(claims(SERVER, 5000, CLIENT, 2000, "\0\6blksize")); // malformed, but to be shown
  }

  @Test
  void aRequestSentAgainMayBeServedTwice() throws Exception {
    claims(CLIENT, 2000, SERVER, 69, REQUEST);
    claims(CLIENT, 2000, SERVER, 69, REQUEST);
    assertTrue(claims(SERVER, 5000, CLIENT, 2000, DATA));
    assertTrue(claims(SERVER, 5001, CLIENT, 2000, DATA));
    assertFalse(claims(SERVER, 5002, CLIENT, 2000, DATA));
    assertTrue(claims(CLIENT, 2000, SERVER, 5000, ACK));
    assertTrue(claims(CLIENT, 2000, SERVER, 5001, ACK));
  }

  @Test
  void oneClientOpensAFewPortsAtATime() throws Exception {
    for (int i = 0; i < 100; i++) {
      claims(CLIENT, 2000, SERVER, 69, REQUEST);
    }
    int opened = 0;
    for (int port = 5000; port < 5100; port++) {
      opened += claims(SERVER, port, CLIENT, 2000, DATA) ? 1 : 0;
    }
    assertEquals(DecodeTransfers.MOST_PORTS, opened);
  }

  @Test
  void anotherServerIsAnotherTransfer() throws Exception {
    claims(CLIENT, 2000, SERVER, 69, REQUEST);
    claims(SERVER, 5000, CLIENT, 2000, DATA);
    claims(CLIENT, 2000, STRANGER, 69, REQUEST);
    assertFalse(claims(SERVER, 5000, CLIENT, 2000, DATA));
    assertTrue(claims(STRANGER, 6000, CLIENT, 2000, DATA));
  }

  @Test
  void toABroadcastAnyServerMayAnswer() throws Exception {
    for (int everyone : new int[] {0xFFFF_FFFF, 0xE000_0001}) {
      claims(CLIENT, 2000, everyone, 69, REQUEST);
      assertTrue(claims(SERVER, 5000, CLIENT, 2000, DATA));
      assertTrue(claims(CLIENT, 2000, SERVER, 5000, ACK));
      assertFalse(claims(STRANGER, 5000, CLIENT, 2000, DATA));
    }
  }

  @Test
  void aFloodOfRequestsTakesNoMoreMemoryAndEndsNoTransferThatIsAlive() throws Exception {
    claims(CLIENT, 2000, SERVER, 69, REQUEST);
    claims(SERVER, 5000, CLIENT, 2000, DATA);
    claims(STRANGER, 2000, SERVER, 69, REQUEST);
    for (int i = 0; i < 3 * DecodeTransfers.MOST; i++) {
      claims(0x0A00_0000 + i, 2000, SERVER, 69, REQUEST);
      if (i % 1000 == 0) {
        assertTrue(claims(CLIENT, 2000, SERVER, 5000, ACK));
      }
    }
    assertEquals(DecodeTransfers.MOST, transfers.size());
    assertTrue(claims(SERVER, 5000, CLIENT, 2000, DATA));
    assertFalse(claims(SERVER, 5001, STRANGER, 2000, DATA));
  }
}
