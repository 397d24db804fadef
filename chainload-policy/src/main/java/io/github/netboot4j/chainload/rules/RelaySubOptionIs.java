package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;

/**
 * A sub-option of the relay's option 82, the first of its code, is certain octets.
 *
 * @param code the sub-option: 1 circuit, 2 remote, 6 subscriber
 * @param pattern the octets
 */
public record RelaySubOptionIs(int code, OctetPattern pattern) implements Condition {
  /** Octets of one character each. */
  public RelaySubOptionIs(int code, String octets) {
    this(code, new OctetPattern(OctetPattern.How.EXACT, octets));
  }

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readRawOption(OptionCode.RELAY_AGENT_INFORMATION, value)) {
      return false;
    }
    int at = SubOptionSearch.find(value, 0, value.length(), code, 1);
    return at >= 0 && pattern.matches(value, at + 2, at + 2 + value.unsigned8(at + 1));
  }

  @Override
  public String toString() {
    String name =
        switch (code) {
          case 1 -> "relay's circuit";
          case 2 -> "relay's remote id";
          case 6 -> "relay's subscriber";
          default -> "relay's sub-option " + code;
        };
    return name + " is " + Data.of(pattern.octets());
  }
}
