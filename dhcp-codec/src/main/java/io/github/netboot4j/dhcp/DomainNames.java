package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reusable view of domain names in wire form (RFC 1035 §3.1), one behind the other: the search
 * list (119, RFC 3397 §2) and options 88, 137, 141, 147 and 213.
 *
 * <pre>
 *   +---+---+---+---+---+---+---+---+---+---+---+---+---+
 *   | 3 | e   n   g | 5 | a   p   p   l   e | 3 | c   o   ...
 *   +---+---+---+---+---+---+---+---+---+---+---+---+---+
 *     length and label, repeated; a length of 0 ends the name;
 *     two octets from 0xC000 on instead: the name goes on at that index
 * </pre>
 *
 * <p>Names may share their ends by compression (RFC 1035 §4.1.4). A pointer counts from the first
 * octet of the value, pieces joined (RFC 3397 §2), and must lead to before the start of the name,
 * or of the part of it, that the pointer stands in; so every name ends. A label takes at most 63
 * octets and a name at most 255. Names before the first malformed one are shown, the rest is not.
 *
 * <p>At most {@value #LONGEST_LIST} octets are looked at, so that no packet costs much. A value
 * that lies in several pieces is copied to where pointers are cheap to follow: the first such value
 * makes the view allocate that room, once. Else nothing here allocates but {@link #name}.
 */
public final class DomainNames {
  /** Octets of a value that are read; names beyond are not shown, and make it malformed. */
  public static final int LONGEST_LIST = 4096;

  static final int LONGEST_LABEL = 63;
  static final int LONGEST_NAME = 255;

  private static final int POINTER = 0xC0;
  private static final int POINTER_TARGET = 0x3FFF;

  /** A name of 255 octets has at most 127 labels, and a pointer is for one of them at least. */
  private static final int MOST_POINTERS = 127;

  private static final int MALFORMED = -1;

  private final OptionValue value = new OptionValue();
  private @Nullable Octets joined;
  private int count;
  private boolean wellFormed = true;

  /** The name last looked for, and where it starts. */
  private int soughtIndex;

  private int soughtStart;

  /** A view of nothing. */
  public DomainNames() {}

  /**
   * Takes an option into view.
   *
   * @param message the message to read the option of
   * @param code 0 to 255, such as {@link OptionCode#DOMAIN_SEARCH}
   * @return whether it is there with a length that its RFC allows
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean read(DhcpMessageView message, int code) {
    boolean present = message.readOption(code, value);
    read(value);
    return present;
  }

  /**
   * Takes a value, or a part of one, into view: for names within other options. Pointers count from
   * its first octet.
   *
   * @param names nothing but names; shown as it is now, whatever it shows later
   */
  public void read(OptionValue names) {
    int octets = Math.min(names.length(), LONGEST_LIST);
    wellFormed = octets == names.length();
    names.slice(0, octets, value);
    if (!value.isContiguous()) {
      if (joined == null) {
        joined = new Octets(ByteBuffer.allocate(LONGEST_LIST));
      }
      value.copyTo(joined.buffer(), 0);
      value.show(joined, 0, octets);
    }
    countNames();
  }

  private void countNames() {
    soughtIndex = 0;
    soughtStart = 0;
    count = 0;
    int at = 0;
    while (at < value.length()) {
      if (!isName(at)) {
        wellFormed = false;
        return;
      }
      at = behind(at);
      count++;
    }
  }

  /** Whether a sound name starts here. */
  private boolean isName(int start) {
    int octets = 0;
    int pointers = 0;
    int part = start;
    int at = start;
    while (at < value.length()) {
      int label = value.unsigned8(at);
      if (label == 0) {
        return true;
      }
      if (label <= LONGEST_LABEL) {
        octets += 1 + label;
        at += 1 + label;
      } else {
        int target = target(at);
        if (target == MALFORMED || target >= part || ++pointers > MOST_POINTERS) {
          return false;
        }
        part = target;
        at = target;
      }
      if (octets >= LONGEST_NAME) { // The 0 at the end is one octet more.
        return false;
      }
    }
    return false;
  }

  /** Where the pointer at this index leads, or {@link #MALFORMED} if it is none. */
  private int target(int at) {
    boolean pointer = value.unsigned8(at) >= POINTER && at + 1 < value.length();
    return pointer ? value.unsigned16(at) & POINTER_TARGET : MALFORMED;
  }

  /** The index behind a sound name, its pointer not followed. */
  private int behind(int start) {
    int at = start;
    int label = value.unsigned8(at);
    while (label != 0 && label <= LONGEST_LABEL) {
      at += 1 + label;
      label = value.unsigned8(at);
    }
    return at + (label == 0 ? 1 : 2);
  }

  /** The index of the label at or behind this one: where a pointer leads, if here is one. */
  private int follow(int index) {
    int at = index;
    while (value.unsigned8(at) >= POINTER) {
      at = value.unsigned16(at) & POINTER_TARGET;
    }
    return at;
  }

  /** Where a name starts; cheap for the same or a later one than the last time. */
  private int start(int index) {
    Objects.checkIndex(index, count);
    if (index < soughtIndex) {
      soughtIndex = 0;
      soughtStart = 0;
    }
    while (soughtIndex < index) {
      soughtStart = behind(soughtStart);
      soughtIndex++;
    }
    return soughtStart;
  }

  /**
   * Whether the value is nothing but sound names.
   *
   * @return false if something behind the last name shown is none; true when absent
   */
  public boolean isWellFormed() {
    return wellFormed;
  }

  /**
   * How many sound names there are before the first that is not.
   *
   * @return 0 when absent
   */
  public int count() {
    return count;
  }

  /**
   * Whether a name is this one. Letters of either case agree if they are ASCII (RFC 4343 §3).
   *
   * @param index 0 to {@link #count()} - 1
   * @param name labels with dots between them, one dot at the end or none, one character an octet,
   *     no escapes; empty or a dot for the root
   * @return true only if all labels agree
   * @throws IndexOutOfBoundsException for any other index
   */
  public boolean matches(int index, CharSequence name) {
    int at = follow(start(index));
    int end = name.length();
    if (end > 0 && name.charAt(end - 1) == '.') {
      end--;
    }
    int from = 0;
    int label = value.unsigned8(at);
    while (label != 0) {
      if (from > 0 && (from >= end || name.charAt(from++) != '.')) {
        return false;
      }
      if (label > end - from || !isLabel(at, label, name, from)) {
        return false;
      }
      from += label;
      at = follow(at + 1 + label);
      label = value.unsigned8(at);
    }
    return from == end;
  }

  private boolean isLabel(int at, int label, CharSequence name, int from) {
    for (int index = 0; index < label; index++) {
      int octet = value.unsigned8(at + 1 + index);
      if (octet == '.' || lowerCase(octet) != lowerCase(name.charAt(from + index))) {
        return false;
      }
    }
    return true;
  }

  private static int lowerCase(int character) {
    return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
  }

  /**
   * One name. Makes a string of printable ASCII.
   *
   * @param index 0 to {@link #count()} - 1
   * @return labels with dots between them, none at the end; a dot for the root. What is not
   *     printable, and dots and backslashes within labels, are {@code \DDD}, three decimal digits
   *     (RFC 1035 §5.1)
   * @throws IndexOutOfBoundsException for any other index
   */
  public String name(int index) {
    int at = follow(start(index));
    StringBuilder name = new StringBuilder();
    while (value.unsigned8(at) != 0) {
      name.append(name.isEmpty() ? "" : ".");
      appendLabel(value, at, name);
      at = follow(at + 1 + value.unsigned8(at));
    }
    return name.isEmpty() ? "." : name.toString();
  }

  /** Appends the label whose length octet stands here, escaped. */
  static void appendLabel(OptionValue value, int at, StringBuilder name) {
    int label = value.unsigned8(at);
    for (int index = 1; index <= label; index++) {
      int octet = value.unsigned8(at + index);
      if (octet == '.') {
        appendEscaped(octet, name);
      } else {
        appendOctet(octet, name);
      }
    }
  }

  /** Appends an octet of a name: as it is if it is printable and no backslash. */
  static void appendOctet(int octet, StringBuilder name) {
    if (octet > ' ' && octet < 0x7F && octet != '\\') {
      name.append((char) octet);
    } else {
      appendEscaped(octet, name);
    }
  }

  private static void appendEscaped(int octet, StringBuilder name) {
    name.append('\\')
        .append((char) ('0' + octet / 100))
        .append((char) ('0' + octet / 10 % 10))
        .append((char) ('0' + octet % 10));
  }
}
