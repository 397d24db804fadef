package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sub-options of option 122. */
class CableLabsConfigurationTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final CableLabsConfiguration configuration = new CableLabsConfiguration();
  private final OptionValue part = new OptionValue();

  private boolean read(String value) {
    byte[] message = DhcpBytes.discover().option(122, value).end();
    return configuration.read(view.wrap(ByteBuffer.wrap(message), 0, message.length));
  }

  private void assertEmpty() {
    assertEquals(0, configuration.primaryDhcpServer());
    assertEquals(0, configuration.secondaryDhcpServer());
    assertEquals(0, configuration.provisioningServerAddress());
    assertEquals("", configuration.provisioningServerName());
    for (int code = 4; code <= 5; code++) {
      assertEquals(-1, configuration.nominalTimeout(code));
      assertEquals(-1, configuration.maximumTimeout(code));
      assertEquals(-1, configuration.maximumRetries(code));
    }
    assertEquals("", configuration.kerberosRealm());
    assertFalse(configuration.usesTicketGrantingServer());
    assertEquals(-1, configuration.provisioningTimer());
    assertEquals(-1, configuration.securityTicketControl());
  }

  @Test
  void everySubOption() {
    assertTrue(
        read(
            "\1\4\300\0\2\1"
                + "\2\4\300\0\2\2"
                + "\3\5\1\300\0\2\3"
                + "\4\14\0\0\47\20\0\0\0\74\377\377\377\377"
                + "\5\14\200\0\0\0\0\0\0\5\0\0\0\6"
                + "\6\14\3TSP\6ORG123\0"
                + "\7\1\1"
                + "\10\1\12"
                + "\11\2\1\2"
                + "\372\3new"));
    assertEquals(0xC0000201, configuration.primaryDhcpServer());
    assertEquals(0xC0000202, configuration.secondaryDhcpServer());
    assertEquals(0xC0000203, configuration.provisioningServerAddress());
    assertEquals("", configuration.provisioningServerName());
    assertEquals(10_000, configuration.nominalTimeout(CableLabsConfiguration.AS_BACKOFF));
    assertEquals(60, configuration.maximumTimeout(CableLabsConfiguration.AS_BACKOFF));
    assertEquals(4_294_967_295L, configuration.maximumRetries(CableLabsConfiguration.AS_BACKOFF));
    assertEquals(2_147_483_648L, configuration.nominalTimeout(CableLabsConfiguration.AP_BACKOFF));
    assertEquals(5, configuration.maximumTimeout(CableLabsConfiguration.AP_BACKOFF));
    assertEquals(6, configuration.maximumRetries(CableLabsConfiguration.AP_BACKOFF));
    assertEquals("TSP.ORG123", configuration.kerberosRealm());
    assertTrue(configuration.usesTicketGrantingServer());
    assertEquals(10, configuration.provisioningTimer());
    assertEquals(0x0102, configuration.securityTicketControl());
    assertTrue(configuration.readSubOption(250, part));
    assertTrue(part.contentEquals("new"));
    assertFalse(configuration.readSubOption(251, part));
    assertEquals(0, part.length());
    assertTrue(configuration.isWellFormed());
  }

  @Test
  void aProvisioningServerByName() {
    assertTrue(read("\3\16\0\4prov\3lab\2ch\0\7\1\0"));
    assertEquals("prov.lab.ch", configuration.provisioningServerName());
    assertEquals(0, configuration.provisioningServerAddress());
    assertFalse(configuration.usesTicketGrantingServer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\3\0",
        "\3\1\0",
        "\3\1\1",
        "\3\4\1\300\0\2",
        "\3\6\1\300\0\2\1\0",
        "\3\5\2\300\0\2\1",
        "\3\7\0\4prov\1",
        "\3\6\0\4prov",
        "\3\7\0\1a\0\1b\0",
        "\3\3\0\300\0",
        "\1\3\300\0\2",
        "\1\5\300\0\2\1\1",
        "\2\0",
        "\4\13\0\0\47\20\0\0\0\74\0\0\0",
        "\5\15\0\0\47\20\0\0\0\74\0\0\0\1\1",
        "\6\0",
        "\6\3TSP",
        "\7\2\1\1",
        "\10\0",
        "\11\1\1",
        "\11\3\1\1\1",
        "\0\0",
      })
  void aSubOptionOfTheWrongFormIsAbsent(String value) {
    assertTrue(read(value));
    assertEmpty();
    assertTrue(configuration.isWellFormed());
    assertTrue(configuration.readSubOption(value.charAt(0), part));
    assertEquals(value.length() - 2, part.length());
  }

  @Test
  void theFirstOfARepeatedSubOptionCounts() {
    assertTrue(read("\1\4\300\0\2\1\1\4\300\0\2\2"));
    assertEquals(0xC0000201, configuration.primaryDhcpServer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\2", "\2\4", "\2\4\300\0\2", "\377\377"})
  void whatReachesBeyondTheEndIsNotShown(String rest) {
    assertTrue(read("\1\4\300\0\2\1" + rest));
    assertEquals(0xC0000201, configuration.primaryDhcpServer());
    assertEquals(0, configuration.secondaryDhcpServer());
    assertFalse(configuration.readSubOption(rest.charAt(0), part));
    assertFalse(configuration.isWellFormed());
    assertTrue(read("\5\7" + rest));
    assertEmpty();
    assertFalse(configuration.isWellFormed());
  }

  @Test
  void misuse() {
    assertThrows(IndexOutOfBoundsException.class, () -> configuration.readSubOption(256, part));
    assertThrows(IndexOutOfBoundsException.class, () -> configuration.readSubOption(-1, part));
    assertThrows(IllegalArgumentException.class, () -> configuration.nominalTimeout(3));
    assertThrows(IllegalArgumentException.class, () -> configuration.maximumTimeout(6));
    assertThrows(IllegalArgumentException.class, () -> configuration.maximumRetries(0));
  }

  @Test
  void absentOrTooShort() {
    read("\1\4\300\0\2\1");
    assertFalse(read("\1"));
    assertEmpty();
    assertTrue(configuration.isWellFormed());
    assertFalse(configuration.readSubOption(1, part));
  }

  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(0);
    builder.begin(1).int32(0xC0000201).end();
    builder.begin(3).unsigned8(0).domainName("prov." + "x".repeat(63) + ".example.com").end();
    builder.begin(4).int32(1000).int32(60).int32(5).end();
    String realm = "X".repeat(63) + "." + "Y".repeat(63) + "." + "Z".repeat(63);
    builder.begin(6).domainName(realm).end();
    builder.begin(9).unsigned16(3).end();
    DhcpMessageView written = WrittenMessage.with(122, builder);
    assertTrue(builder.length() > 255);
    assertTrue(configuration.read(written));
    assertEquals(0xC0000201, configuration.primaryDhcpServer());
    assertEquals("prov." + "x".repeat(63) + ".example.com", configuration.provisioningServerName());
    assertEquals(1000, configuration.nominalTimeout(4));
    assertEquals(realm, configuration.kerberosRealm());
    assertEquals(3, configuration.securityTicketControl());
    assertTrue(configuration.isWellFormed());
  }
}
