package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * The value of an option in the request, its pieces joined (RFC 3396).
 *
 * @param code 1 to 254
 * @param text whether NULs at the end are left out, as RFC 2132 §2 has it for text
 * @param name what its configuration calls the option
 */
public record OptionData(int code, boolean text, String name) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readRawOption(code, value)) {
      return ABSENT;
    }
    int length = length(value);
    for (int index = 0; index < length; index++) {
      space.append(value.unsigned8(index));
    }
    return length;
  }

  /** Whether the option is there with exactly these octets; copies nothing. */
  boolean contentEquals(byte[] expected, BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readRawOption(code, value) || length(value) != expected.length) {
      return false;
    }
    for (int index = 0; index < expected.length; index++) {
      if (value.unsigned8(index) != (expected[index] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  private int length(OptionValue value) {
    int length = value.length();
    while (text && length > 0 && value.unsigned8(length - 1) == 0) {
      length--;
    }
    return length;
  }

  @Override
  public String toString() {
    return "option " + name;
  }
}
