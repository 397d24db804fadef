package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two views that are text: the time zone and the captive portal. */
class TimeZonesTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final TimeZones zones = new TimeZones();
  private final CaptivePortal portal = new CaptivePortal();

  private DhcpMessageView wrap(byte[] message) {
    return view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  /** The examples of RFC 4833 §2. */
  @Test
  void bothFormsOfTheZone() {
    byte[] message =
        DhcpBytes.discover()
            .option(100, "EST5EDT4,M3.2.0/02:00,M11.1.0/02:00")
            .option(101, "Europe/Zurich")
            .end();
    assertTrue(zones.read(wrap(message)));
    assertTrue(zones.hasPosix());
    assertEquals("EST5EDT4,M3.2.0/02:00,M11.1.0/02:00", zones.posix());
    assertTrue(zones.hasDatabase());
    assertEquals("Europe/Zurich", zones.database());
    assertTrue(zones.isDatabase("Europe/Zurich"));
    assertFalse(zones.isDatabase("Europe/zurich"));
    assertFalse(zones.isDatabase(""));
  }

  @Test
  void oneFormAlone() {
    assertTrue(zones.read(wrap(DhcpBytes.discover().option(100, "UTC0").end())));
    assertEquals("UTC0", zones.posix());
    assertFalse(zones.hasDatabase());
    assertEquals("", zones.database());
    assertTrue(zones.read(wrap(DhcpBytes.discover().option(101, "Etc/UTC\0").end())));
    assertFalse(zones.hasPosix());
    assertEquals("", zones.posix());
    assertEquals("Etc/UTC", zones.database());
  }

  @Test
  void noZone() {
    zones.read(wrap(DhcpBytes.discover().option(100, "UTC0").option(101, "Etc/UTC").end()));
    assertFalse(zones.read(wrap(DhcpBytes.discover().option(100).option(101).end())));
    assertFalse(zones.hasPosix());
    assertFalse(zones.hasDatabase());
    assertFalse(zones.isDatabase(""));
    assertEquals("", zones.posix() + zones.database());
  }

  @Test
  void aPortal() {
    String uri = "https://portal.example.com/api";
    assertTrue(portal.read(wrap(DhcpBytes.discover().option(114, uri).end())));
    assertTrue(portal.isPresent());
    assertTrue(portal.isWellFormed());
    assertFalse(portal.isUnrestricted());
    assertEquals(uri, portal.uri());
  }

  @Test
  void noPortalForSure() {
    String uri = "urn:ietf:params:capport:unrestricted";
    assertTrue(portal.read(wrap(DhcpBytes.discover().option(114, uri).end())));
    assertTrue(portal.isUnrestricted());
    assertTrue(portal.isWellFormed());
    assertEquals(uri, portal.uri());
    assertTrue(portal.read(wrap(DhcpBytes.discover().option(114, uri + "x").end())));
    assertFalse(portal.isUnrestricted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a b", "https://a\n", "https://\u00e9", "https://a\177", "a\0"})
  void malformedPortals(String uri) {
    assertTrue(portal.read(wrap(DhcpBytes.discover().option(114, uri).end())));
    assertFalse(portal.isWellFormed());
  }

  @Test
  void noPortal() {
    portal.read(wrap(DhcpBytes.discover().option(114, " ").end()));
    assertFalse(portal.read(wrap(DhcpBytes.discover().option(114).end())));
    assertFalse(portal.isPresent());
    assertFalse(portal.isUnrestricted());
    assertTrue(portal.isWellFormed());
    assertEquals("", portal.uri());
  }

  @Test
  void whatIsBuiltReadsBack() {
    String uri = "https://portal.example.com/" + "x".repeat(300);
    OptionBuilder builder = new OptionBuilder(0).text(uri);
    assertTrue(portal.read(WrittenMessage.with(OptionCode.CAPTIVE_PORTAL, builder)));
    assertEquals(uri, portal.uri());
    assertTrue(portal.isWellFormed());
    builder.clear().text("Europe/Zurich");
    assertTrue(zones.read(WrittenMessage.with(OptionCode.TIME_ZONE_DATABASE, builder)));
    assertTrue(zones.isDatabase("Europe/Zurich"));
  }
}
