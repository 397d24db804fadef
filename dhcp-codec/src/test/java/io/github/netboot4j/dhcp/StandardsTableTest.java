package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The table of options: sound in itself, and what {@code docs/standards.md} shows. After a change
 * of the table, {@code mvn -pl dhcp-codec test -Dtest=StandardsTableTest
 * -Dnetboot4j.writeDocs=true} writes the document's part anew.
 */
final class StandardsTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "standards.md");
  private static final String BEGIN = "<!-- options: begin -->\n";
  private static final String END = "<!-- options: end -->\n";

  @Test
  void theDocumentShowsTheTable() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "the marks in docs/standards.md");
    if (Boolean.getBoolean("netboot4j.writeDocs")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
    } else {
      assertEquals(table(), document.substring(begin, end));
    }
  }

  private static String table() {
    StringBuilder rows =
        new StringBuilder(
            "| code | option | reference | value | octets |\n|---:|---|---|---|---|\n");
    for (RegisteredOption option : RegisteredOption.all()) {
      rows.append(
          "| %d | %s | %s | %s | %s |\n"
              .formatted(
                  option.code(),
                  option.name(),
                  option.reference(),
                  option.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  octets(option)));
    }
    return rows.toString();
  }

  private static String octets(RegisteredOption option) {
    String least = Integer.toString(option.minimumLength());
    if (option.minimumLength() == option.maximumLength()) {
      return least;
    }
    String bound =
        option.maximumLength() == Integer.MAX_VALUE ? "or more" : "to " + option.maximumLength();
    return least + " " + bound + (option.multiple() > 1 ? ", by " + option.multiple() : "");
  }

  @Test
  void everyCodeHasOneConstantAndEveryConstantARow() throws IllegalAccessException {
    Map<Integer, String> constants = new HashMap<>();
    for (Field field : OptionCode.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        assertNull(constants.put(field.getInt(null), field.getName()), field.getName());
      }
    }
    assertEquals("PAD", constants.remove(OptionCode.PAD));
    assertEquals("END", constants.remove(OptionCode.END));
    assertEquals(
        constants.keySet(),
        RegisteredOption.all().stream()
            .map(RegisteredOption::code)
            .collect(java.util.stream.Collectors.toSet()));
  }

  @Test
  void rowsAreSoundAndInOrder() {
    int before = 0;
    for (RegisteredOption option : RegisteredOption.all()) {
      assertTrue(option.code() > before, option::name);
      assertTrue(option.minimumLength() <= option.maximumLength(), option::name);
      assertEquals(0, option.minimumLength() % option.multiple(), option::name);
      assertTrue(
          option.reference().startsWith("RFC ") || option.code() == 175 || option.code() == 249,
          option::name);
      assertEquals(option, RegisteredOption.find(option.code()));
      before = option.code();
    }
  }

  @Test
  void unregisteredCodesHaveANameForPeople() {
    assertNull(RegisteredOption.find(200));
    assertEquals("Option 200", RegisteredOption.nameOf(200));
    assertEquals("Host Name", RegisteredOption.nameOf(12));
  }
}
