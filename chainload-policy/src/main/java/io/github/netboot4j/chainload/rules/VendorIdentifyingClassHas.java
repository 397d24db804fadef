package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * One of the classes of an enterprise in option 124 (RFC 3925 §3) has certain octets.
 *
 * @param enterprise the enterprise's number
 * @param pattern what the class has
 */
public record VendorIdentifyingClassHas(int enterprise, OctetPattern pattern) implements Condition {
  private static final int HEADER = 5;

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readRawOption(OptionCode.VENDOR_IDENTIFYING_CLASS, value)) {
      return false;
    }
    int length = value.length();
    int next;
    for (int at = 0; at + HEADER < length; at = next) {
      next = at + HEADER + value.unsigned8(at + 4);
      if (next <= length && value.int32(at) == enterprise && oneOf(value, at + HEADER, next)) {
        return true;
      }
    }
    return false;
  }

  private boolean oneOf(OptionValue value, int from, int to) {
    int next;
    for (int at = from; at < to; at = next) {
      next = at + 1 + value.unsigned8(at);
      if (next <= value.length() && pattern.matches(value, at + 1, next)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "vendor class of enterprise " + Integer.toUnsignedString(enterprise) + " " + pattern;
  }
}
