package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Option 90 taken apart; no code is checked. */
class AuthenticationTest {
  private static final String CODE = "ABCDEFGHIJKLMNOP";

  private final DhcpMessageView view = new DhcpMessageView();
  private final Authentication authentication = new Authentication();
  private final OptionValue part = new OptionValue();

  private boolean read(String value) {
    byte[] message = DhcpBytes.discover().option(90, value).end();
    return authentication.read(view.wrap(ByteBuffer.wrap(message), 0, message.length));
  }

  @Test
  void aConfigurationToken() {
    assertTrue(read("\0\0\0\0\0\0\0\0\0\0\0token"));
    assertTrue(authentication.isPresent());
    assertEquals(Authentication.CONFIGURATION_TOKEN, authentication.protocol());
    assertEquals(0, authentication.algorithm());
    assertEquals(Authentication.MONOTONIC_COUNTER, authentication.replayDetectionMethod());
    assertEquals(0, authentication.replayDetection());
    assertEquals(5, authentication.informationLength());
    assertTrue(authentication.readInformation(part));
    assertTrue(part.contentEquals("token"));
    assertTrue(authentication.isWellFormed());
    assertEquals(-1, authentication.secretIdentifier());
    assertEquals(-1, authentication.reconfigureKeyType());
  }

  @Test
  void delayedAuthentication() {
    assertTrue(read("\1\1\0\201\2\3\4\365\6\7\10" + "\377\0\0\1" + CODE));
    assertEquals(Authentication.DELAYED_AUTHENTICATION, authentication.protocol());
    assertEquals(Authentication.HMAC_MD5, authentication.algorithm());
    assertEquals(0x81020304_F5060708L, authentication.replayDetection());
    assertEquals(20, authentication.informationLength());
    assertEquals(0xFF000001L, authentication.secretIdentifier());
    assertTrue(authentication.readMessageAuthenticationCode(part));
    assertTrue(part.contentEquals(CODE));
    assertTrue(authentication.isWellFormed());
    assertEquals(-1, authentication.reconfigureKeyType());
    assertFalse(authentication.readReconfigureKey(part));
    assertEquals(0, part.length());
  }

  /** RFC 3118 §5.2: a DISCOVER asks for it without any information. */
  @Test
  void delayedAuthenticationOfADiscover() {
    assertTrue(read("\1\1\0\0\0\0\0\0\0\0\1"));
    assertEquals(1, authentication.replayDetection());
    assertEquals(0, authentication.informationLength());
    assertFalse(authentication.readInformation(part));
    assertEquals(0, part.length());
    assertEquals(-1, authentication.secretIdentifier());
    assertFalse(authentication.readMessageAuthenticationCode(part));
    assertTrue(authentication.isWellFormed());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false", "0, false"})
  void theReconfigureKey(int type, boolean wellFormed) {
    assertTrue(read("\3\1\0\0\0\0\0\0\0\0\7" + (char) type + CODE));
    assertEquals(Authentication.RECONFIGURE_KEY, authentication.protocol());
    assertEquals(type, authentication.reconfigureKeyType());
    assertTrue(authentication.readReconfigureKey(part));
    assertTrue(part.contentEquals(CODE));
    assertEquals(wellFormed, authentication.isWellFormed());
    assertEquals(-1, authentication.secretIdentifier());
    assertFalse(authentication.readMessageAuthenticationCode(part));
  }

  @Test
  void malformed() {
    String[][] table = {
      {"half a secret identifier", "\1\1\0\0\0\0\0\0\0\0\7\0\0"},
      {"delayed, one octet short", "\1\1\0\0\0\0\0\0\0\0\7\0\0\0\1ABCDEFGHIJKLMNO"},
      {"delayed, one octet long", "\1\1\0\0\0\0\0\0\0\0\7\0\0\0\1" + CODE + "Q"},
      {"a reconfigure key of none", "\3\1\0\0\0\0\0\0\0\0\7"},
      {"a reconfigure key cut short", "\3\1\0\0\0\0\0\0\0\0\7\1ABC"},
      {"a reconfigure key too long", "\3\1\0\0\0\0\0\0\0\0\7\1" + CODE + "Q"},
    };
    for (String[] row : table) {
      assertTrue(read(row[1]), row[0]);
      assertFalse(authentication.isWellFormed(), row[0]);
      assertEquals(-1, authentication.secretIdentifier(), row[0]);
      assertEquals(-1, authentication.reconfigureKeyType(), row[0]);
      assertFalse(authentication.readMessageAuthenticationCode(part), row[0]);
      assertFalse(authentication.readReconfigureKey(part), row[0]);
      assertEquals(row[1].length() - 11, authentication.informationLength(), row[0]);
    }
  }

  @Test
  void protocolsThatAreNotKnownAreTakenAsTheyAre() {
    assertTrue(read("\377\376\375\377\377\377\377\377\377\377\377\1\2"));
    assertEquals(255, authentication.protocol());
    assertEquals(254, authentication.algorithm());
    assertEquals(253, authentication.replayDetectionMethod());
    assertEquals(-1, authentication.replayDetection());
    assertEquals(2, authentication.informationLength());
    assertTrue(authentication.isWellFormed());
    assertTrue(read("\1\2\0\0\0\0\0\0\0\0\7\0"));
    assertTrue(authentication.isWellFormed());
  }

  @Test
  void absentOrTooShort() {
    read("\1\1\0\0\0\0\0\0\0\0\7\0\0\0\1" + CODE);
    assertFalse(read("\1\1\1\0\0\0\0\0\0\7"));
    assertFalse(authentication.isPresent());
    assertEquals(-1, authentication.protocol());
    assertEquals(-1, authentication.algorithm());
    assertEquals(-1, authentication.replayDetectionMethod());
    assertEquals(0, authentication.replayDetection());
    assertEquals(0, authentication.informationLength());
    assertEquals(-1, authentication.secretIdentifier());
    assertFalse(authentication.readInformation(part));
    assertTrue(authentication.isWellFormed());
  }

  @Test
  void whatIsBuiltReadsBack() {
    byte[] nonce = new byte[16];
    nonce[15] = 9;
    OptionBuilder builder = new OptionBuilder(0);
    builder.unsigned8(3).unsigned8(1).unsigned8(0).int32(1).int32(2).unsigned8(1).octets(nonce);
    DhcpMessageView written = WrittenMessage.with(OptionCode.AUTHENTICATION, builder);
    assertTrue(authentication.read(written));
    assertEquals(0x1_0000_0002L, authentication.replayDetection());
    assertEquals(Authentication.NONCE, authentication.reconfigureKeyType());
    assertTrue(authentication.readReconfigureKey(part));
    assertTrue(part.contentEquals(nonce));
  }
}
