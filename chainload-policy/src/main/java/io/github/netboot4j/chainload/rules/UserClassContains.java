package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * The user class (77) has a text somewhere in it, as dnsmasq looks for it: where the octets are
 * lengths and items that fill the option exactly, the lengths are not part of what is searched.
 *
 * @param pattern the text, looked for anywhere
 */
public record UserClassContains(OctetPattern pattern) implements Condition {
  /** A text of one character an octet. */
  public UserClassContains(String text) {
    this(new OctetPattern(OctetPattern.How.ANYWHERE, text));
  }

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readRawOption(OptionCode.USER_CLASS, value) || value.length() == 0) {
      return false;
    }
    if (!isList(value)) {
      return pattern.matches(value, 0, value.length());
    }
    if (pattern.octets().isEmpty()) {
      return true;
    }
    for (int at = 0; at < value.length(); at += value.unsigned8(at) + 1) {
      if (pattern.matches(value, at + 1, at + 1 + value.unsigned8(at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isList(OptionValue value) {
    int at = 0;
    while (at < value.length()) {
      at += value.unsigned8(at) + 1;
    }
    return at == value.length();
  }

  @Override
  public String whyNot(BootRequest request, Workspace space) {
    return request.message().readRawOption(OptionCode.USER_CLASS, space.value())
        ? "user class is " + Data.of(space.value().toByteArray())
        : "there is no user class";
  }

  @Override
  public String toString() {
    return "user class contains " + Data.of(pattern.octets());
  }
}
