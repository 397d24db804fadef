package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * The value of an option within an option: the first of its code. What stands before a length that
 * does not fit counts, as nothing from there on does.
 *
 * @param within the octets that hold the options
 * @param code its code
 * @param codeOctets how many octets a code has: 1, 2 or 4
 * @param lengthOctets how many octets a length has: 1 or 2
 * @param text whether NULs at the end are left out
 * @param name what its configuration calls the option
 */
public record SubOptionData(
    Data within, int code, int codeOctets, int lengthOctets, boolean text, String name)
    implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    int length = within.append(request, space);
    int at = 0;
    while (at + codeOctets + lengthOctets <= length) {
      int found = number(space, start + at, codeOctets);
      int octets = number(space, start + at + codeOctets, lengthOctets);
      at += codeOctets + lengthOctets;
      if (found == 0 || at + octets > length) {
        break;
      }
      if (found == code) {
        return keep(space, start, start + at, octets);
      }
      at += octets;
    }
    space.truncate(start);
    return ABSENT;
  }

  private int keep(Workspace space, int start, int from, int octets) {
    int length = octets;
    while (text && length > 0 && space.unsigned8(from + length - 1) == 0) {
      length--;
    }
    for (int index = 0; index < length; index++) {
      space.set(start + index, space.unsigned8(from + index));
    }
    space.truncate(start + length);
    return length;
  }

  private static int number(Workspace space, int at, int octets) {
    int number = 0;
    for (int index = 0; index < octets; index++) {
      number = number << 8 | space.unsigned8(at + index);
    }
    return number;
  }

  @Override
  public String toString() {
    return "option " + name;
  }
}
