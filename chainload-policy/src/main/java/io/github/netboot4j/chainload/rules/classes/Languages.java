package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.rules.OctetPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The plain languages: those of octets that are compared one by one. */
public final class Languages {
  /** Every string, also the empty one: an attribute is there. */
  public static final Language ANY = new AtLeast(0);

  /** Every string but the empty one. */
  public static final Language NOT_EMPTY = new AtLeast(1);

  private static final int OCTETS = 256;

  private Languages() {}

  static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All strings that are not in a language. */
  static Language not(Language language) {
    return new Others(language);
  }

  /** Strings of at least so many octets. */
  public static Language atLeast(int octets) {
    return new AtLeast(octets);
  }

  /** Strings that agree with some octets, one a character, in the bits of a mask, and go on. */
  public static Language startingWith(String octets, String mask) {
    return new Masked(octets, mask, true);
  }

  /** This string alone, one character an octet. */
  public static Language exactly(String octets) {
    return new Masked(octets, "\u00FF".repeat(octets.length()), false);
  }

  /** Strings as long as some octets that agree with them in the bits of a mask. */
  public static Language exactly(String octets, String mask) {
    return new Masked(octets, mask, false);
  }

  /** This number alone, in some octets and in network byte order. */
  public static Language exactly(long number, int octets) {
    return exactly(number(number, octets));
  }

  /** Strings that begin with this. */
  public static Language startingWith(String octets) {
    return new Masked(octets, "\u00FF".repeat(octets.length()), true);
  }

  /** All strings of a length. */
  public static Language ofLength(int octets) {
    return new Masked("\0".repeat(octets), "\0".repeat(octets), false);
  }

  /** Addresses of four octets of which those bits that a mask has are as in another. */
  public static Language inSubnet(int address, int netmask) {
    return new Masked(number(address & netmask, 4), number(netmask, 4), false);
  }

  /** Addresses from one to another, both without sign. */
  public static Language addresses(int first, int last) {
    return new Between(number(first, 4), number(last, 4), false);
  }

  /** Numbers in some octets and in network byte order, from 0 to below a bound. */
  public static Language numbersBelow(int bound, int octets) {
    return new Between(number(0, octets), number(bound - 1, octets), false);
  }

  /** A number in network byte order. */
  public static String number(long number, int octets) {
    StringBuilder text = new StringBuilder();
    for (int shift = Byte.SIZE * (octets - 1); shift >= 0; shift -= Byte.SIZE) {
      text.append((char) (number >>> shift & 0xFF));
    }
    return text.toString();
  }

  /** Lists of octets that have this one. */
  public static Language containing(int octet) {
    return new Containing(number(octet, 1), "\u00FF");
  }

  /** What a pattern matches. */
  public static Language of(OctetPattern pattern) {
    String wanted = pattern.octets();
    StringBuilder mask = new StringBuilder();
    for (int index = 0; index < wanted.length(); index++) {
      mask.append(pattern.isWild(index) ? '\0' : '\u00FF');
    }
    return switch (pattern.how()) {
      case EXACT -> new Masked(wanted, mask.toString(), false);
      case START -> new Masked(wanted, mask.toString(), true);
      case ANYWHERE -> wanted.isEmpty() ? ANY : new Containing(wanted, mask.toString());
      case ELEMENT -> wanted.isEmpty() ? ANY : new Listing(wanted, mask.toString());
    };
  }

  /** Adds whichever is fewer: the octets that are {@code wanted} under a mask, or the others. */
  static void masked(int wanted, int mask, BitSet into) {
    if (mask == 0xFF) {
      into.set(wanted);
      return;
    }
    BitSet alike = new BitSet(OCTETS);
    for (int octet = 0; octet < OCTETS; octet++) {
      alike.set(octet, ((octet ^ wanted) & mask) == 0);
    }
    fewer(alike, into);
  }

  static void fewer(BitSet alike, BitSet into) {
    if (alike.cardinality() > OCTETS / 2) {
      alike.flip(0, OCTETS);
    }
    into.or(alike);
  }

  private static boolean agrees(String octets, String mask, int index, int octet) {
    return ((octets.charAt(index) ^ octet) & mask.charAt(index)) == 0;
  }

  /** Strings of at least so many octets. */
  record AtLeast(int least) implements Language {
    @Override
    public Object start() {
      return 0;
    }

    @Override
    public Object step(Object state, int octet) {
      return Math.min(least, (Integer) state + 1);
    }

    @Override
    public boolean accepts(Object state) {
      return (Integer) state >= least;
    }

    @Override
    public Fate fate(Object state) {
      return accepts(state) ? Fate.ALWAYS : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {}

    @Override
    public List<byte[]> examples() {
      return List.of(new byte[least]);
    }
  }

  /** Strings whose octets agree one by one with these where a mask says so. */
  record Masked(String octets, String mask, boolean open) implements Language {
    private static final int FAILED = -1;

    Masked {
      StringBuilder kept = new StringBuilder();
      for (int index = 0; index < octets.length(); index++) {
        kept.append((char) (octets.charAt(index) & mask.charAt(index)));
      }
      octets = kept.toString();
    }

    @Override
    public Object start() {
      return 0;
    }

    @Override
    public Object step(Object state, int octet) {
      int at = (Integer) state;
      if (at == FAILED || (at == octets.length() && open)) {
        return at;
      }
      return at < octets.length() && agrees(octets, mask, at, octet) ? at + 1 : FAILED;
    }

    @Override
    public boolean accepts(Object state) {
      return (Integer) state == octets.length();
    }

    @Override
    public Fate fate(Object state) {
      int at = (Integer) state;
      return at == FAILED ? Fate.NEVER : open && at == octets.length() ? Fate.ALWAYS : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      int at = (Integer) state;
      if (at >= 0 && at < octets.length()) {
        masked(octets.charAt(at), mask.charAt(at), into);
      }
    }

    @Override
    public List<byte[]> examples() {
      return List.of(Languages.octets(octets));
    }

    @Override
    public boolean isListed() {
      return !open && mask.chars().allMatch(bits -> bits == 0xFF);
    }
  }

  /** Strings that begin with a number, or are one, from a least to a largest. */
  record Between(String low, String high, boolean open) implements Language {
    /** How far it is read, and whether it is still as the bounds are. */
    private record Bounds(int at, boolean lowest, boolean highest, boolean failed) {}

    @Override
    public Object start() {
      return new Bounds(0, true, true, low.compareTo(high) > 0);
    }

    @Override
    public Object step(Object state, int octet) {
      Bounds now = (Bounds) state;
      if (now.failed || (now.at == low.length() && open)) {
        return now;
      }
      boolean failed =
          now.at == low.length()
              || (now.lowest && octet < low.charAt(now.at))
              || (now.highest && octet > high.charAt(now.at));
      return failed
          ? new Bounds(0, false, false, true)
          : new Bounds(
              now.at + 1,
              now.lowest && octet == low.charAt(now.at),
              now.highest && octet == high.charAt(now.at),
              false);
    }

    @Override
    public boolean accepts(Object state) {
      Bounds now = (Bounds) state;
      return !now.failed && now.at == low.length();
    }

    @Override
    public Fate fate(Object state) {
      return ((Bounds) state).failed
          ? Fate.NEVER
          : open && accepts(state) ? Fate.ALWAYS : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      Bounds now = (Bounds) state;
      if (now.failed || now.at == low.length()) {
        return;
      }
      if (now.lowest || now.highest) {
        BitSet inside = new BitSet(OCTETS);
        int from = now.lowest ? low.charAt(now.at) : 0;
        int to = now.highest ? high.charAt(now.at) : 0xFF;
        if (from <= to) {
          inside.set(from, to + 1);
          into.set(from);
          into.set(to);
        }
        fewer(inside, into);
      }
    }

    @Override
    public List<byte[]> examples() {
      return List.of(Languages.octets(low), Languages.octets(high));
    }
  }

  /** Strings that have these octets somewhere. */
  record Containing(String octets, String mask) implements Language {
    /** The numbers of octets that agree so far, of all that could become the whole. */
    @Override
    public Object start() {
      return new BitSet();
    }

    @Override
    public Object step(Object state, int octet) {
      BitSet now = (BitSet) state;
      int length = octets.length();
      if (now.get(length)) {
        return now;
      }
      BitSet next = new BitSet();
      for (int at = now.nextSetBit(1); at >= 0; at = now.nextSetBit(at + 1)) {
        if (agrees(octets, mask, at, octet)) {
          next.set(at + 1);
        }
      }
      if (agrees(octets, mask, 0, octet)) {
        next.set(1);
      }
      if (next.get(length)) {
        next.clear();
        next.set(length);
      }
      return next;
    }

    @Override
    public boolean accepts(Object state) {
      return ((BitSet) state).get(octets.length());
    }

    @Override
    public Fate fate(Object state) {
      return accepts(state) ? Fate.ALWAYS : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      BitSet now = (BitSet) state;
      if (now.get(octets.length())) {
        return;
      }
      masked(octets.charAt(0), mask.charAt(0), into);
      for (int at = now.nextSetBit(1); at >= 0; at = now.nextSetBit(at + 1)) {
        masked(octets.charAt(at), mask.charAt(at), into);
      }
    }

    @Override
    public List<byte[]> examples() {
      return List.of(Languages.octets(octets));
    }
  }

  /** Lists of elements as long as these octets of which one is these octets. */
  record Listing(String octets, String mask) implements Language {
    /** Octets of the element read, and whether it agrees so far; all of them once one was found. */
    private record Element(int at, boolean agrees, boolean found) {}

    @Override
    public Object start() {
      return new Element(0, true, false);
    }

    @Override
    public Object step(Object state, int octet) {
      Element now = (Element) state;
      if (now.found) {
        return now;
      }
      boolean agrees = now.agrees && Languages.agrees(octets, mask, now.at, octet);
      return now.at + 1 < octets.length()
          ? new Element(now.at + 1, agrees, false)
          : new Element(0, true, agrees);
    }

    @Override
    public boolean accepts(Object state) {
      return ((Element) state).found;
    }

    @Override
    public Fate fate(Object state) {
      return accepts(state) ? Fate.ALWAYS : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      Element now = (Element) state;
      if (!now.found && now.agrees) {
        masked(octets.charAt(now.at), mask.charAt(now.at), into);
      }
    }

    @Override
    public List<byte[]> examples() {
      return List.of(Languages.octets(octets));
    }
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
