package io.github.netboot4j.chainload.rules.classes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Languages of strings that are in another language once they were worked upon: a part of them, in
 * small letters, and so on.
 */
public final class Through {
  private static final int OCTETS = 256;
  private static final String DIGITS = "0123456789abcdef";

  private Through() {}

  /**
   * A part of the string, shorter where the string ends.
   *
   * @param from index of its first octet
   * @param count of its octets
   */
  public static Language part(int from, int count, Language inner) {
    return new Sliced(from, count, inner);
  }

  /** All of the string but its first octets. */
  public static Language after(int octets, Language inner) {
    return new Sliced(octets, Integer.MAX_VALUE - octets, inner);
  }

  /** The last octets of the string, or all where there are not so many. */
  public static Language suffix(int octets, Language inner) {
    return new Last(octets, inner);
  }

  /** What becomes of a state of the inner language once nothing more is read. */
  private static Language.Fate closed(Language inner, Object state) {
    return inner.accepts(state) ? Language.Fate.ALWAYS : Language.Fate.NEVER;
  }

  /** The state of a language behind some octets more. */
  private static Object read(Language language, Object state, String octets) {
    Object next = state;
    for (int index = 0; index < octets.length(); index++) {
      next = language.step(next, octets.charAt(index));
    }
    return next;
  }

  /** Whatever is not said otherwise is as the inner language has it. */
  private interface Over extends Language {
    Language inner();

    /** The inner language's state in one of this. */
    default Object within(Object state) {
      return state;
    }

    @Override
    default Object start() {
      return inner().start();
    }

    @Override
    default boolean accepts(Object state) {
      return inner().accepts(within(state));
    }

    @Override
    default Fate fate(Object state) {
      return inner().fate(within(state));
    }

    @Override
    default void alphabet(Object state, BitSet into) {
      inner().alphabet(within(state), into);
    }

    @Override
    default List<byte[]> examples() {
      return inner().examples();
    }
  }

  /** The same with a number beside the inner language's state, which begins with 0. */
  private interface Counting extends Over {
    record At(int number, Object inner) {}

    @Override
    default Object within(Object state) {
      return ((At) state).inner;
    }

    @Override
    default Object start() {
      return new At(0, inner().start());
    }
  }

  /** The number is that of the octets read, as far as they count. */
  record Sliced(int from, int count, Language inner) implements Counting {
    private boolean isPast(int at) {
      return at - from >= count;
    }

    @Override
    public Object step(Object state, int octet) {
      At now = (At) state;
      if (isPast(now.number())) {
        return now;
      }
      boolean before = now.number() < from;
      boolean counts = count < Integer.MAX_VALUE - from || before;
      return new At(
          counts ? now.number() + 1 : now.number(),
          before ? now.inner() : inner.step(now.inner(), octet));
    }

    @Override
    public Fate fate(Object state) {
      At now = (At) state;
      return isPast(now.number()) ? closed(inner, now.inner()) : inner.fate(now.inner());
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      At now = (At) state;
      if (now.number() >= from && !isPast(now.number())) {
        inner.alphabet(now.inner(), into);
      }
    }

    @Override
    public List<byte[]> examples() {
      byte[] before = Languages.octets("0".repeat(from));
      return inner.examples().stream()
          .filter(octets -> octets.length <= count)
          .map(octets -> Languages.joined(before, octets))
          .toList();
    }
  }

  /** The string without one octet of it. The number is that of the octets read up to there. */
  record Without(int index, Language inner) implements Counting {
    @Override
    public Object step(Object state, int octet) {
      At now = (At) state;
      return new At(
          Math.min(index + 1, now.number() + 1),
          now.number() == index ? now.inner() : inner.step(now.inner(), octet));
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      At now = (At) state;
      if (now.number() != index) {
        inner.alphabet(now.inner(), into);
      }
    }

    @Override
    public List<byte[]> examples() {
      List<byte[]> all = new ArrayList<>();
      for (byte[] octets : inner.examples()) {
        if (octets.length >= index) {
          String text = Languages.text(octets);
          all.add(Languages.octets(text.substring(0, index) + "\0" + text.substring(index)));
        }
      }
      return all;
    }
  }

  /** The last octets of the string, or all where there are not so many. */
  record Last(int count, Language inner) implements Language {
    /** Runs of the inner language from each of the last octets on, the longest first. */
    private record Runs(List<Object> runs) {}

    @Override
    public Object start() {
      return new Runs(List.of(inner.start()));
    }

    @Override
    public Object step(Object state, int octet) {
      List<Object> before = ((Runs) state).runs;
      List<Object> runs = new ArrayList<>();
      for (int index = before.size() > count ? 1 : 0; index < before.size(); index++) {
        runs.add(inner.step(before.get(index), octet));
      }
      runs.add(inner.start());
      return new Runs(List.copyOf(runs));
    }

    @Override
    public boolean accepts(Object state) {
      return inner.accepts(((Runs) state).runs.get(0));
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      for (Object run : ((Runs) state).runs) {
        inner.alphabet(run, into);
      }
    }

    @Override
    public List<byte[]> examples() {
      return inner.examples();
    }
  }

  /** The string with its ASCII letters all small, or all capital. */
  record Cased(boolean upper, Language inner) implements Over {
    private int changed(int octet) {
      boolean letter = upper ? octet >= 'a' && octet <= 'z' : octet >= 'A' && octet <= 'Z';
      return letter ? octet ^ 0x20 : octet;
    }

    @Override
    public Object step(Object state, int octet) {
      return inner.step(state, changed(octet));
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      BitSet told = new BitSet(OCTETS);
      inner.alphabet(state, told);
      for (int octet = 0; octet < OCTETS; octet++) {
        if (told.get(changed(octet))) {
          into.set(octet);
        }
      }
    }
  }

  /** The string without the NULs at its end. */
  record Trimmed(Language inner) implements Over {
    /** After the last octet that is not NUL, and after all of them. */
    private record Tail(Object kept, Object read) {}

    @Override
    public Object within(Object state) {
      return ((Tail) state).kept;
    }

    @Override
    public Object start() {
      return new Tail(inner.start(), inner.start());
    }

    @Override
    public Object step(Object state, int octet) {
      Tail now = (Tail) state;
      Object read = inner.step(now.read, octet);
      return new Tail(octet == 0 ? now.kept : read, read);
    }

    @Override
    public Fate fate(Object state) {
      Tail now = (Tail) state;
      Fate fate = inner.fate(now.read);
      boolean settled = fate == closed(inner, now.kept);
      return settled ? fate : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      inner.alphabet(((Tail) state).read, into);
      into.set(0);
    }
  }

  /** The string up to the first of an octet. The number is 1 behind that. */
  record Until(int end, Language inner) implements Counting {
    @Override
    public Object step(Object state, int octet) {
      At now = (At) state;
      if (now.number() == 1) {
        return now;
      }
      return octet == end ? new At(1, now.inner()) : new At(0, inner.step(now.inner(), octet));
    }

    @Override
    public Fate fate(Object state) {
      At now = (At) state;
      return now.number() == 1 ? closed(inner, now.inner()) : inner.fate(now.inner());
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      At now = (At) state;
      if (now.number() == 0) {
        inner.alphabet(now.inner(), into);
        into.set(end);
      }
    }
  }

  /** The octets of the string as numbers in digits. The number is 1 behind the first of them. */
  record Digits(int base, String separator, Language inner) implements Counting {
    @Override
    public Object step(Object state, int octet) {
      At now = (At) state;
      return new At(
          1, read(inner, now.inner(), (now.number() == 0 ? "" : separator) + digits(octet)));
    }

    private String digits(int octet) {
      StringBuilder text = new StringBuilder();
      int number = octet;
      do {
        text.insert(0, DIGITS.charAt(number % base));
        number /= base;
      } while (number > 0);
      return text.toString();
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      into.set(0, OCTETS);
    }

    @Override
    public List<byte[]> examples() {
      return List.of();
    }
  }

  /** The string with something before and behind it. */
  record Around(String before, String behind, Language inner) implements Over {
    @Override
    public Object start() {
      return read(inner, inner.start(), before);
    }

    @Override
    public Object step(Object state, int octet) {
      return inner.step(state, octet);
    }

    @Override
    public boolean accepts(Object state) {
      return inner.accepts(read(inner, state, behind));
    }

    @Override
    public List<byte[]> examples() {
      List<byte[]> all = new ArrayList<>();
      for (byte[] octets : inner.examples()) {
        String text = Languages.text(octets);
        if (text.length() >= before.length() + behind.length()
            && text.startsWith(before)
            && text.endsWith(behind)) {
          all.add(
              Languages.octets(text.substring(before.length(), text.length() - behind.length())));
        }
      }
      return all;
    }
  }
}
