package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;

/** The client says in option 125 which device it is, as the Broadband Forum's TR-069 has it. */
public record CpeWanDevice() implements Condition {
  private static final int BROADBAND_FORUM = 3561;
  private static final int HEADER = 5;

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readRawOption(OptionCode.VENDOR_IDENTIFYING_OPTIONS, value)) {
      return false;
    }
    int length = value.length();
    int next;
    for (int at = 0; at + HEADER < length; at = next) {
      next = at + HEADER + value.unsigned8(at + 4);
      if (value.int32(at) == BROADBAND_FORUM && next <= length) {
        return SubOptionSearch.find(value, at + HEADER, next, 1, 1) >= 0
            && SubOptionSearch.find(value, at + HEADER, next, 2, 1) >= 0;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "it is a TR-069 device";
  }
}
