package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;

/** Judges what is made of any text that is to be a URI. */
final class UriOracle {
  private UriOracle() {}

  static void assertSound(String text) {
    TftpUri uri;
    try {
      uri = TftpUri.parse(text);
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'), e.getMessage());
      return;
    }
    assertEquals(uri, TftpUri.parse(uri.toString()));
    assertTrue(uri.toString().chars().allMatch(c -> c > ' ' && c <= '~'), uri.toString());
    assertNotEquals(TftpMode.MAIL, uri.mode());
    // What is taken for an address must be one: getByName() resolves anything else, or refuses it.
    if (uri.host().indexOf(':') >= 0) {
      String address = uri.host().replaceFirst("%.*", "");
      assertDoesNotThrow(() -> InetAddress.getByName("[" + address + "]"), address);
    }
    URI whole = assertDoesNotThrow(() -> new URI(uri.toString()), uri.toString());
    assertEquals(
        "/" + uri.fileName() + (uri.mode() == TftpMode.OCTET ? "" : ";mode=netascii"),
        whole.getPath());
    if (whole.getHost() != null) {
      assertEquals(uri.port(), whole.getPort() < 0 ? TftpUri.DEFAULT_PORT : whole.getPort());
    }
  }
}
