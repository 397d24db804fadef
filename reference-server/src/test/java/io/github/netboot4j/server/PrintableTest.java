package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PrintableTest {
  @Property
  void whateverASenderWritesStaysOnOneLineOfPlainAscii(@ForAll String untrusted) {
    String line = Printable.text(untrusted);
    assertTrue(line.replace("…", "").chars().allMatch(c -> c >= ' ' && c < 0x7F), line);
    assertTrue(line.length() <= 6 * Printable.LONGEST + 1);
  }

  @Test
  void controlsAreEscapedAndTextIsKept() {
    assertEquals("a\\u000ab\\u001b[31m\\\\", Printable.text("a\nb\u001b[31m\\"));
    assertEquals("\\u202e", Printable.text("\u202e"));
    assertEquals("x".repeat(128) + "…", Printable.text("x".repeat(129)));
  }

  @Test
  void macAddresses() {
    assertEquals("52:54:00:12:34:0a", Printable.mac(0x5254_0012_340aL));
    assertEquals("(no MAC address)", Printable.mac(-1));
  }
}
