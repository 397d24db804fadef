package io.github.netboot4j.dhcp;

/**
 * A walk over a list of PXE entries: boot servers, or items of a boot menu. Each has a type in two
 * octets, a count in one, and so many units: addresses or characters.
 */
final class PxeEntries {
  private static final int NOWHERE = -1;
  private static final int HEADER = 3;

  /** The list; set by the view that walks over it. */
  final OptionValue list = new OptionValue();

  private final int unit;
  private int position = NOWHERE;
  private int type;
  private int following;

  /** A walk over entries whose units have so many octets. */
  PxeEntries(int unit) {
    this.unit = unit;
  }

  void rewind() {
    position = NOWHERE;
    following = 0;
  }

  boolean next() {
    if (list.length() - following < HEADER) {
      return stop();
    }
    // In the order of the octets, which matters for a value in many pieces.
    type = list.unsigned16(following);
    int after = after(following);
    if (after > list.length()) {
      return stop();
    }
    position = following;
    following = after;
    return true;
  }

  private boolean stop() {
    position = NOWHERE;
    following = list.length();
    return false;
  }

  private int after(int at) {
    return at + HEADER + list.unsigned8(at + 2) * unit;
  }

  int type() {
    contentAt();
    return type;
  }

  /** Index in the list of what the entry here holds. */
  int contentAt() {
    if (position < 0) {
      throw new IllegalStateException("not at an entry");
    }
    return position + HEADER;
  }

  /** Octets that the entry here holds. */
  int length() {
    return following - contentAt();
  }

  boolean areWellFormed() {
    int at = 0;
    while (list.length() - at >= HEADER) {
      at = after(at);
    }
    return at == list.length();
  }
}
