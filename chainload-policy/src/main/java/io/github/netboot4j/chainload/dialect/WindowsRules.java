package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Makes rules of option values, level by level, the strongest first. */
final class WindowsRules {
  private static final int LONGEST_FILE = 127;

  /** Options that every reply has on its own, or that only requests have. */
  private static final Set<Integer> OF_EVERY_REPLY =
      Set.of(
          OptionCode.REQUESTED_ADDRESS,
          OptionCode.LEASE_TIME,
          OptionCode.OVERLOAD,
          OptionCode.MESSAGE_TYPE,
          OptionCode.SERVER_IDENTIFIER,
          OptionCode.PARAMETER_REQUEST_LIST,
          OptionCode.MAXIMUM_MESSAGE_SIZE,
          OptionCode.RENEWAL_TIME,
          OptionCode.REBINDING_TIME,
          OptionCode.CLIENT_IDENTIFIER,
          OptionCode.CLIENT_FQDN,
          OptionCode.RELAY_AGENT_INFORMATION);

  private final WindowsReading reading;
  private final List<Rule> rules = new ArrayList<>();

  /** Values that go into option 43, in the same order as the rules. */
  private final List<WindowsVendorOptions.Part> vendorParts = new ArrayList<>();

  WindowsRules(WindowsReading reading) {
    this.reading = reading;
  }

  void add(Rule rule) {
    rules.add(rule);
  }

  /** No answer to those of whom this holds. */
  void silence(WindowsElement at, Condition condition, String rule) {
    add(new Rule(Field.ANSWER, condition, Data.of(new byte[1]), reason(at, rule)));
  }

  /**
   * Takes the option values of a level: those for a user class go before those for anyone.
   *
   * @param element holds {@code OptionValues}
   * @param condition for whom the level is
   * @param name the level's name for people
   */
  void level(WindowsElement element, Condition condition, String name)
      throws ConfigurationException {
    List<WindowsElement> values = reading.items(element, "OptionValues", "OptionValue");
    for (WindowsElement value : values) {
      reading.checkChildren(value);
      if (!value.textOrEmpty("UserClass").isEmpty()) {
        value(value, condition, name);
      }
    }
    for (WindowsElement value : values) {
      if (value.textOrEmpty("UserClass").isEmpty()) {
        value(value, condition, name);
      }
    }
  }

  private void value(WindowsElement value, Condition level, String name)
      throws ConfigurationException {
    int code = value.number("OptionId", 0, 255);
    String userClass = value.textOrEmpty("UserClass");
    String vendorClass = value.textOrEmpty("VendorClass");
    String where = name;
    Condition condition = level;
    if (!userClass.isEmpty()) {
      Condition member = reading.classes().userClass(userClass, WindowsMatch.Mode.EQUALS);
      if (member == null) {
        throw value.fault("no user class is named " + WindowsElement.quoted(userClass));
      }
      condition = condition.and(member);
      where += ", user class " + WindowsElement.quoted(userClass);
    }
    byte[] octets = reading.options().octets(value, code, vendorClass);
    if (octets == null) {
      reading.notUnderstood(value, "option " + code + " without a definition of its type");
    } else if (!vendorClass.isEmpty()) {
      vendorValue(value, code, octets, condition, vendorClass, where);
    } else {
      standardValue(value, code, octets, condition, where);
    }
  }

  private void vendorValue(
      WindowsElement value,
      int code,
      byte[] octets,
      Condition condition,
      String vendorClass,
      String where)
      throws ConfigurationException {
    Condition member = reading.classes().vendorClass(vendorClass, WindowsMatch.Mode.EQUALS);
    if (member == null) {
      throw value.fault("no vendor class is named " + WindowsElement.quoted(vendorClass));
    }
    if (code == 0 || code == 255 || octets.length > 255) {
      throw value.fault("a vendor's option has a code from 1 to 254 and at most 255 octets");
    }
    vendorParts.add(
        new WindowsVendorOptions.Part(
            member,
            code,
            condition,
            new String(octets, StandardCharsets.ISO_8859_1),
            reason(
                value,
                "option "
                    + code
                    + " of vendor class "
                    + WindowsElement.quoted(vendorClass)
                    + " ("
                    + where
                    + ")")));
  }

  private void standardValue(
      WindowsElement value, int code, byte[] octets, Condition condition, String where)
      throws ConfigurationException {
    if (code == OptionCode.PAD || code == OptionCode.END) {
      throw value.fault("not the code of an option: " + code);
    }
    if (OF_EVERY_REPLY.contains(code)) {
      reading.withoutEffect(value, "option " + code + " does not come from here in a reply");
      return;
    }
    Reason reason = reason(value, "option " + code + " (" + where + ")");
    byte[] sent = octets;
    switch (code) {
      case OptionCode.BOOT_FILE_NAME -> {
        byte[] file = withoutNul(octets);
        if (file.length > LONGEST_FILE) {
          throw value.fault(
              "a boot file name of "
                  + file.length
                  + " octets: a DHCP message carries at most "
                  + LONGEST_FILE);
        }
        add(new Rule(Field.FILE, condition, Data.of(file), reason));
        sent = file.length == 0 ? file : Arrays.copyOf(file, file.length + 1);
      }
      case OptionCode.TFTP_SERVER_NAME -> {
        int address = WindowsOptions.addressIn(octets);
        add(
            new Rule(
                Field.NEXT_SERVER,
                condition,
                address == Ipv4.ANY ? Data.ARRIVAL_ADDRESS : Data.address(address),
                reason));
      }
      default -> {}
    }
    add(new Rule(Field.option(code), condition.and(wanted(code)), Data.of(sent), reason));
  }

  /** The client asks for it, or does not say what it would have. */
  private static Condition wanted(int code) {
    return new Condition.Requested(code)
        .or(new Condition.HasOption(OptionCode.PARAMETER_REQUEST_LIST).negated());
  }

  private static byte[] withoutNul(byte[] text) {
    int length = text.length;
    while (length > 0 && text[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(text, length);
  }

  /** What stands behind all levels. */
  void finish(WindowsElement ipv4) {
    List<Rule> vendor = WindowsVendorOptions.rules(vendorParts);
    rules.addAll(0, vendor);
    add(
        new Rule(
            Field.NEXT_SERVER,
            Condition.always(),
            Data.ARRIVAL_ADDRESS,
            reason(ipv4, "without an address in option 66 the server itself")));
  }

  List<Rule> inOrder() {
    return rules;
  }

  private static Reason reason(WindowsElement at, String rule) {
    return new Reason(rule, at.source, at.line);
  }
}
