package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Language;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.SubOption;
import io.github.netboot4j.chainload.rules.classes.Through;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.RelayAgentInformation;
import java.nio.charset.StandardCharsets;

/**
 * A comparison of a Windows class, policy or filter.
 *
 * @param subject what is compared
 * @param mode how
 * @param octets what with, one character an octet
 */
record WindowsMatch(Subject subject, Mode mode, String octets) implements Condition, Walked.Test {
  @Override
  public boolean holds(Walk walk) {
    Value value = subject.value(walk);
    return switch (mode) {
      case EQUALS -> walk.test(value, Languages.exactly(octets), this);
      case BEGINS_WITH -> walk.test(value, Languages.startingWith(octets), this);
      case ENDS_WITH ->
          walk.test(value, Through.suffix(octets.length(), Languages.exactly(octets)), this);
    };
  }

  /** What of a request can be compared. */
  enum Subject implements Data, Walked.Leading {
    USER_CLASS("user class", OptionCode.USER_CLASS, 0),
    VENDOR_CLASS("vendor class", OptionCode.VENDOR_CLASS_IDENTIFIER, 0),
    MAC_ADDRESS("hardware address", 0, 0),
    CLIENT_ID("client identifier", OptionCode.CLIENT_IDENTIFIER, 0),
    RELAY_AGENT("relay agent information", OptionCode.RELAY_AGENT_INFORMATION, 0),
    CIRCUIT_ID("circuit id", OptionCode.RELAY_AGENT_INFORMATION, RelayAgentInformation.CIRCUIT_ID),
    REMOTE_ID("remote id", OptionCode.RELAY_AGENT_INFORMATION, RelayAgentInformation.REMOTE_ID),
    SUBSCRIBER_ID(
        "subscriber id", OptionCode.RELAY_AGENT_INFORMATION, RelayAgentInformation.SUBSCRIBER_ID);

    private final String label;
    private final int option;
    private final int subOption;

    Subject(String label, int option, int subOption) {
      this.label = label;
      this.option = option;
      this.subOption = subOption;
    }

    @Override
    public int append(BootRequest request, Workspace space) {
      return switch (this) {
        case MAC_ADDRESS -> appendHardwareAddress(request, space);
        case CLIENT_ID -> appendClientId(request, space);
        default -> appendOption(request, space);
      };
    }

    @Override
    public Value value(Walk walk) {
      return switch (this) {
        case MAC_ADDRESS -> Value.HARDWARE_ADDRESS;
        case CLIENT_ID -> clientId(walk);
        default -> {
          Value.Part whole = Value.option(option);
          Value.Part part = subOption == 0 ? whole : whole.then(this::within);
          yield walk.test(part, Languages.ANY) ? part : Value.ABSENT;
        }
      };
    }

    private Language within(Language inner) {
      return new SubOption(subOption, 1, 1, SubOption.Style.PLAIN, 0, SubOption.LARGEST, inner);
    }

    private int appendOption(BootRequest request, Workspace space) {
      OptionValue value = space.value();
      if (!request.message().readRawOption(option, value)) {
        return ABSENT;
      }
      if (subOption == 0) {
        space.append(value);
        return value.length();
      }
      int at = 0;
      while (at + 2 <= value.length()) {
        int end = at + 2 + value.unsigned8(at + 1);
        if (end > value.length()) {
          break;
        }
        if (value.unsigned8(at) == subOption) {
          value.slice(at + 2, end - at - 2, space.part());
          space.append(space.part());
          return space.part().length();
        }
        at = end;
      }
      return ABSENT;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** How it is compared. */
  enum Mode {
    EQUALS("is"),
    BEGINS_WITH("begins with"),
    ENDS_WITH("ends with");

    private final String verb;

    Mode(String verb) {
      this.verb = verb;
    }
  }

  /** The type of an Ethernet, and six octets. */
  private static final Language TYPE_AND_ADDRESS =
      Languages.exactly("\1\0\0\0\0\0\0", "\u00FF\0\0\0\0\0\0");

  private static int appendHardwareAddress(BootRequest request, Workspace space) {
    int length = request.message().hardwareAddressLength();
    for (int index = 0; index < length; index++) {
      space.append(request.message().hardwareAddressByte(index));
    }
    return length;
  }

  /**
   * What tells clients apart: option 61, without its first octet where that is the type of the
   * hardware address that follows, and without the option the hardware address.
   */
  private static int appendClientId(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (!request.message().readOption(OptionCode.CLIENT_IDENTIFIER, value)) {
      return appendHardwareAddress(request, space);
    }
    boolean hardware =
        value.length() == 1 + request.message().hardwareAddressLength()
            && value.unsigned8(0) == request.message().hardwareType();
    for (int index = hardware ? 1 : 0; index < value.length(); index++) {
      space.append(value.unsigned8(index));
    }
    return value.length() - (hardware ? 1 : 0);
  }

  /** The same; whether the octets begin with a hardware type is known for Ethernet alone. */
  private static Value clientId(Walk walk) {
    Value.Part id = Value.option(OptionCode.CLIENT_IDENTIFIER);
    if (!walk.test(id, Languages.atLeast(2))) {
      return Value.HARDWARE_ADDRESS;
    }
    String ethernet = "\1\6";
    boolean known = walk.test(Value.HARDWARE, Languages.startingWith(ethernet));
    boolean hardware =
        known ? walk.test(id, TYPE_AND_ADDRESS) : walk.assumes("a type before the address");
    return hardware ? id.then(inner -> Through.after(1, inner)) : id;
  }

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    int start = space.length();
    int length = subject.append(request, space);
    boolean holds = length != Data.ABSENT && agrees(space, start, length);
    space.truncate(start);
    return holds;
  }

  private boolean agrees(Workspace space, int start, int length) {
    int skipped = mode == Mode.ENDS_WITH ? length - octets.length() : 0;
    if (skipped < 0
        || octets.length() > length
        || (mode == Mode.EQUALS && octets.length() != length)) {
      return false;
    }
    for (int index = 0; index < octets.length(); index++) {
      if (space.unsigned8(start + skipped + index) != octets.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String whyNot(BootRequest request, Workspace space) {
    int start = space.length();
    int length = subject.append(request, space);
    byte[] value = space.copyFrom(start);
    space.truncate(start);
    return subject
        + (length == Data.ABSENT ? " is absent" : " is " + Data.of(value))
        + ", it would have to be so that it "
        + predicate();
  }

  private String predicate() {
    return mode.verb + " " + Data.of(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    return subject + " " + predicate();
  }
}
