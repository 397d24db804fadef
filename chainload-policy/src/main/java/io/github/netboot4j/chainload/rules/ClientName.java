package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * The name that a client gives itself, as dnsmasq reads it: option 81, or else option 12; a name
 * with characters that no host name has is none.
 */
public final class ClientName {
  private static final int FQDN_HEADER = 3;
  private static final int FQDN_ENCODED = 0x04;

  private ClientName() {}

  /**
   * Appends the name to the workspace.
   *
   * @return its length; {@link Data#ABSENT} for none
   */
  public static int append(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    int start = space.length();
    if (request.message().readRawOption(OptionCode.CLIENT_FQDN, value)
        && value.length() >= FQDN_HEADER) {
      appendFqdn(value, space);
    } else if (request.message().readRawOption(OptionCode.HOST_NAME, value) && value.length() > 0) {
      space.append(value);
    } else {
      return Data.ABSENT;
    }
    int length = 0;
    while (start + length < space.length() && space.unsigned8(start + length) != 0) {
      length++;
    }
    space.truncate(start + length);
    if (!isLegal(space, start, start + length)) {
      space.truncate(start);
      return Data.ABSENT;
    }
    return length;
  }

  private static void appendFqdn(OptionValue value, Workspace space) {
    int start = space.length();
    int at = FQDN_HEADER;
    if ((value.unsigned8(0) & FQDN_ENCODED) == 0) {
      for (; at < value.length(); at++) {
        space.append(value.unsigned8(at));
      }
      return;
    }
    while (at < value.length()) {
      int label = value.unsigned8(at);
      if (label == 0 || at + 1 + label > value.length()) {
        break;
      }
      for (int index = 0; index < label; index++) {
        space.append(value.unsigned8(at + 1 + index));
      }
      space.append('.');
      at += label + 1;
    }
    if (space.length() > start) {
      space.truncate(space.length() - 1);
    }
  }

  private static boolean isLegal(Workspace space, int from, int to) {
    for (int index = from; index < to; index++) {
      int octet = space.unsigned8(index);
      if (octet == '.') {
        return true;
      }
      boolean inside = index > from && (octet == '-' || octet == '_');
      if (!inside && !isAlphanumeric(octet)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(int octet) {
    return (octet >= '0' && octet <= '9')
        || (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z');
  }

  /** An octet with the letters A to Z made small. */
  public static int lowerCase(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }
}
