package io.github.netboot4j.chainload.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extended regular expressions, as POSIX has them. */
class RegexTest {
  private static boolean found(String pattern, String subject) {
    return found(Regex.of(pattern, false), subject);
  }

  private static boolean found(Regex regex, String subject) {
    Workspace space = new Workspace();
    byte[] octets = subject.getBytes(StandardCharsets.ISO_8859_1);
    space.append(1);
    space.append(octets, 0, octets.length);
    return regex.isIn(space, 1, octets.length);
  }

  @Test
  void found() {
    assertTrue(found("^[gi]PXE$", "iPXE"));
    assertFalse(found("^[gi]PXE$", "iPXEx"));
    assertTrue(found("Arch:0000[679]|HTTP", "x HTTP"));
    assertTrue(found("a{2,3}b", "aaaab"));
    assertFalse(found("^a{2,3}b", "aaaab"));
    assertTrue(found("(ab|c)+d", "xabcabd"));
    assertTrue(found("[[:digit:]]{1,2}$", "pc12"));
    assertTrue(found("[^]a]", "a]b"));
    assertTrue(found("[]-]", "-"));
    assertTrue(found("a.c", "abc"));
    assertTrue(found("\\.efi", "a.efi"));
    assertFalse(found("\\.efi", "aefi"));
    assertTrue(found("", "x"));
    assertFalse(found("b", "a\0b"));
    assertTrue(found(Regex.of("^IpXe", true), "iPXE"));
    assertFalse(found(Regex.of("[^a]", true), "A"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[",
        "a{",
        "a{3,1}",
        "*a",
        "a\\",
        "(a)\\1",
        "[[:x:]]",
        "a{999}",
        "[[:alpha]",
        "[[.a.]]",
        "[[=a=]]",
        "[b-a]",
        "[a-[:digit:]]",
        "a\\d",
        "a{1",
        "a{1,b}"
      })
  void notTaken(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> Regex.of(pattern, false));
  }

  /** Classes of characters, as {@code grep -E} has them in the C locale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "[[:alpha:]] aZ 0_-",
        "[[:upper:]] AZ az09",
        "[[:lower:]] az AZ09",
        "[[:digit:]] 09 aZ",
        "[[:alnum:]] aZ09 _-.",
        "[[:xdigit:]] 09afAF gG",
        "[[:punct:]] !_~/ aZ09",
        "[[:graph:]] !aZ9~ \u0001\u007f",
        "[[:print:]] !aZ9~ \u0001\u007f",
        "[[:cntrl:]] \u0001\u001f\u007f aZ9!",
        "\\w aZ09_ -.!",
        "\\W -.! aZ09_"
      })
  void classes(String pattern, String members, String others) {
    members.chars().forEach(member -> assertTrue(is(pattern, member), pattern + " " + member));
    others.chars().forEach(other -> assertFalse(is(pattern, other), pattern + " " + other));
  }

  private static boolean is(String pattern, int character) {
    return found("^" + pattern + "$", Character.toString(character));
  }

  @Test
  void blanks() {
    for (String blank : new String[] {" ", "\t"}) {
      assertTrue(found("^[[:blank:]]$", blank));
      assertTrue(found("^[[:space:]]$", blank));
      assertTrue(found("^\\s$", blank));
      assertFalse(found("^\\S$", blank));
    }
    assertTrue(found("^\\S$", "a"));
    assertTrue(found("^[[:space:]]$", "\n"));
    assertFalse(found("^[[:blank:]]$", "\n"));
    assertTrue(found("^[[:print:]]$", " "));
    assertFalse(found("^[[:graph:]]$", " "));
  }

  @Test
  void theFirstNulEndsWhatIsLookedAt() {
    assertTrue(found("a$", "a\0b"));
    assertFalse(found("a.", "a\0b"));
    assertFalse(found("ab", "a"));
  }

  @Test
  void tooLarge() {
    assertThrows(
        IllegalArgumentException.class, () -> Regex.of("((a{99}){99}){9}", false), "too large");
    assertThrows(
        IllegalArgumentException.class,
        () -> Regex.of("(".repeat(200) + "a" + ")".repeat(200), false));
  }

  @Test
  void takesNoTimeWhereOthersTakeForEver() {
    assertFalse(found("^(a|a|aa)*(a+)+$", "a".repeat(500) + "b"));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
            "a", "b", "ab", ".", "[ab]", "[^a]", "(a|b)", "(ab)*", "a+", "b?", "a{2}", "^", "$",
            "(a|)", "|")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3000)
  void agreesWithJava(@ForAll("patterns") String pattern, @ForAll("subjects") String subject) {
    assertEquals(Pattern.compile(pattern).matcher(subject).find(), found(pattern, subject));
  }

  @Provide
  Arbitrary<String> subjects() {
    return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(6);
  }
}
