package io.github.netboot4j.chainload.rules.classes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Strings of options within an option of which the first of a code has its value in another
 * language.
 *
 * @param code the code that is looked for
 * @param codeOctets how many octets a code has
 * @param lengthOctets how many octets a length has
 * @param style what the codes 0 and 255 mean
 * @param least the least length of the value; shorter ones are passed over
 * @param most its largest length; longer ones are passed over
 * @param inner the language of the value
 */
public record SubOption(
    int code, int codeOctets, int lengthOctets, Style style, int least, int most, Language inner)
    implements Language {
  /** What codes other than the wanted one mean. */
  public enum Style {
    /** All the same. */
    PLAIN,
    /** 0 ends the search. */
    ZERO_ENDS,
    /** 0 stands alone, as padding, and 255 ends the search. */
    PADDED
  }

  /** The largest length that can be said. */
  public static final int LARGEST = 0xFFFF;

  private enum Phase {
    CODE,
    LENGTH,
    SKIPPED,
    VALUE
  }

  /**
   * How far it is read.
   *
   * @param count octets of the code or length that were read, or that are left of the value
   * @param number the length as far as it was read
   * @param wanted whether the code is, or may still be, the wanted one
   * @param zero whether the code is, or may still be, 0
   */
  private record State(
      Phase phase, int count, int number, boolean wanted, boolean zero, Object value) {}

  private static final Object FOUND = "found";
  private static final Object FAILED = "failed";

  /** In the way of dnsmasq: codes and lengths of one octet. */
  public static SubOption padded(int code, int least, Language inner) {
    return new SubOption(code, 1, 1, Style.PADDED, least, LARGEST, inner);
  }

  @Override
  public Object start() {
    return between();
  }

  private State between() {
    return new State(Phase.CODE, 0, 0, true, true, 0);
  }

  @Override
  public Object step(Object state, int octet) {
    if (!(state instanceof State now)) {
      return state;
    }
    return switch (now.phase) {
      case CODE -> code(now, octet);
      case LENGTH -> length(now, octet);
      case SKIPPED ->
          now.count == 1
              ? between()
              : new State(Phase.SKIPPED, now.count - 1, 0, false, false, now.value);
      case VALUE -> value(now.count - 1, inner.step(now.value, octet));
    };
  }

  private Object code(State now, int octet) {
    boolean wanted = now.wanted && octet == codeOctet(now.count);
    boolean zero = now.zero && octet == 0;
    if (now.count + 1 < codeOctets) {
      return new State(Phase.CODE, now.count + 1, 0, wanted, zero, 0);
    }
    if (style == Style.PADDED && (zero || octet == 0xFF)) {
      return zero ? between() : FAILED;
    }
    return new State(Phase.LENGTH, 0, 0, wanted, zero, 0);
  }

  private int codeOctet(int index) {
    return code >>> (Byte.SIZE * (codeOctets - 1 - index)) & 0xFF;
  }

  private Object length(State now, int octet) {
    int number = now.number << Byte.SIZE | octet;
    if (now.count + 1 < lengthOctets) {
      return new State(Phase.LENGTH, now.count + 1, number, now.wanted, now.zero, 0);
    }
    if (style == Style.ZERO_ENDS && now.zero) {
      return FAILED;
    }
    if (now.wanted && number >= least && number <= most) {
      return value(number, inner.start());
    }
    return number == 0 ? between() : new State(Phase.SKIPPED, number, 0, false, false, 0);
  }

  private Object value(int left, Object value) {
    if (left == 0) {
      return inner.accepts(value) ? FOUND : FAILED;
    }
    return inner.fate(value) == Fate.NEVER
        ? FAILED
        : new State(Phase.VALUE, left, 0, true, false, value);
  }

  @Override
  public boolean accepts(Object state) {
    return state.equals(FOUND);
  }

  @Override
  public Fate fate(Object state) {
    return state.equals(FOUND) ? Fate.ALWAYS : state.equals(FAILED) ? Fate.NEVER : Fate.OPEN;
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    if (!(state instanceof State now)) {
      return;
    }
    switch (now.phase) {
      case CODE -> {
        into.set(codeOctet(now.count));
        into.set(0);
        into.set(0xFF);
      }
      case LENGTH -> into.set(0, 256);
      case SKIPPED -> {}
      case VALUE -> inner.alphabet(now.value, into);
    }
  }

  @Override
  public List<byte[]> examples() {
    List<byte[]> all = new ArrayList<>();
    for (byte[] value : inner.examples()) {
      if (value.length <= Math.min(most, lengthOctets == 1 ? 0xFF : LARGEST)) {
        String octets = Languages.text(value);
        String padded = octets + "\0".repeat(Math.max(0, least - octets.length()));
        all.add(
            Languages.octets(
                Languages.number(code, codeOctets)
                    + Languages.number(padded.length(), lengthOctets)
                    + padded));
      }
    }
    return all;
  }
}
