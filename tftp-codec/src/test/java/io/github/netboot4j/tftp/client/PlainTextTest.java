package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PlainTextTest {
  @Test
  void wordsStayAndTheRestDoesNot() {
    assertEquals("Datei für Käse: 日本 100 %", PlainText.of("Datei für Käse: 日本 100 %"));
    assertEquals("a\uFFFDb\uFFFD\uFFFD[31m", PlainText.of("a\nb\r\33[31m"));
    assertEquals("\uFFFD\uFFFD\uFFFD\uFFFD", PlainText.of("\u202e\u2066\u2028\u0085"));
    assertEquals("x".repeat(200) + "...", PlainText.of("x".repeat(201)));
    assertEquals("x".repeat(200), PlainText.of("x".repeat(200)));
  }

  @Property
  void nothingMovesTheCursor(@ForAll String text) {
    String plain = PlainText.of(text);
    assertTrue(plain.length() <= 203);
    assertTrue(plain.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u202e'), plain);
  }

  @Test
  void aReasonHasNoPath() {
    assertEquals("it exists", PlainText.reason(new FileAlreadyExistsException("/a/b")));
    assertEquals("permission denied", PlainText.reason(new AccessDeniedException("/a/b")));
    assertEquals(
        "there is no such file or directory", PlainText.reason(new NoSuchFileException("/a/b")));
    assertEquals(
        "No space left", PlainText.reason(new FileSystemException("/a/b", null, "No space left")));
    assertEquals("broken", PlainText.reason(new IOException("broken")));
    assertEquals("IOException", PlainText.reason(new IOException()));
  }
}
