package io.github.netboot4j.server.oracle;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configurations with one slip of the kind that people make; the same for the same seed. */
final class NearMisses {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.:-]+|\"[^\"\n]*\"|[{};,=()]");
  private static final String CHARACTERS = "abcdefimnorstx0179{}();,=\"\\.: -#\n";

  private NearMisses() {}

  /** The text with a slip. */
  static String of(String text, long seed) {
    Random random = new Random(seed);
    int at = random.nextInt(text.length());
    StringBuilder changed = new StringBuilder(text);
    switch (random.nextInt(8)) {
      case 0 -> changed.deleteCharAt(at);
      case 1 -> changed.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
      case 2 -> changed.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
      case 3 -> delete(changed, at, "\"");
      case 4 -> delete(changed, at, ";");
      case 5 -> delete(changed, at, random.nextBoolean() ? "{" : "}");
      case 6 -> deleteWord(changed, at);
      default -> swapWords(changed, at);
    }
    return changed.toString();
  }

  private static void delete(StringBuilder text, int from, String sign) {
    int at = text.indexOf(sign, from);
    if (at >= 0) {
      text.deleteCharAt(at);
    }
  }

  private static void deleteWord(StringBuilder text, int from) {
    Matcher word = WORD.matcher(text);
    if (word.find(from)) {
      text.delete(word.start(), word.end());
    }
  }

  private static void swapWords(StringBuilder text, int from) {
    Matcher words = WORD.matcher(text);
    if (words.find(from)) {
      String first = words.group();
      int start = words.start();
      int end = words.end();
      if (words.find()) {
        String between = text.substring(end, words.start());
        text.replace(start, words.end(), words.group() + between + first);
      }
    }
  }
}
