package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.ArrivedAtAddress;
import io.github.netboot4j.chainload.rules.ArrivedAtPort;
import io.github.netboot4j.chainload.rules.ArrivedOn;
import io.github.netboot4j.chainload.rules.AskedFor;
import io.github.netboot4j.chainload.rules.ClientNameIs;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.CpeWanDevice;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.FirstNumberBelow;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.IsThere;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.NumberIsThere;
import io.github.netboot4j.chainload.rules.NumericEquals;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.RegexMatch;
import io.github.netboot4j.chainload.rules.RelaySubOptionIs;
import io.github.netboot4j.chainload.rules.UserClassContains;
import io.github.netboot4j.chainload.rules.VendorIdentifyingClassHas;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What each condition that all dialects share is a test of. */
final class Conditions {
  private static final Map<Class<?>, BiPredicate<Condition, Walk>> TESTS = new HashMap<>();

  static {
    test(
        Condition.Requested.class,
        (requested, walk) -> requested.code() >>> 8 == 0 && asksFor(requested.code(), walk));
    test(
        AskedFor.class,
        (asked, walk) ->
            !walk.test(option(OptionCode.PARAMETER_REQUEST_LIST), Languages.ANY)
                || (asked.code() >>> 8 == 0 && asksFor(asked.code(), walk)));
    test(Condition.HasOption.class, (has, walk) -> walk.test(option(has.code()), Languages.ANY));
    test(
        OptionHas.class,
        (has, walk) ->
            walk.test(
                option(has.code()),
                has.pattern().octets().isEmpty()
                    ? Languages.NOT_EMPTY
                    : Languages.of(has.pattern())));
    test(
        FirstNumberBelow.class,
        (below, walk) ->
            below.bound() > 0
                && walk.test(
                    option(below.code()),
                    new Languages.Between(
                        Languages.number(0, 2),
                        Languages.number(Math.min(below.bound() - 1, 0xFFFF), 2),
                        true)));
    test(HardwareAddressIs.class, Conditions::hardware);
    test(IsThere.class, (there, walk) -> isThere(walk.value(there.value()), there, walk));
    test(DataEquals.class, Conditions::equal);
    test(MessageTypeIs.class, (is, walk) -> isOfType(is.type(), walk));
    test(NumericEquals.class, Numbers::equal);
    test(NumberIsThere.class, Numbers::isThere);
    test(RegexMatch.class, Conditions::matches);
    test(
        RelaySubOptionIs.class,
        (is, walk) ->
            walk.test(
                option(OptionCode.RELAY_AGENT_INFORMATION),
                SubOption.padded(is.code(), 1, Languages.of(is.pattern()))));
    test(
        UserClassContains.class,
        (contains, walk) ->
            walk.test(
                option(OptionCode.USER_CLASS),
                new UserClassItems(Languages.of(contains.pattern()))));
    test(
        VendorIdentifyingClassHas.class,
        (has, walk) ->
            walk.test(
                option(OptionCode.VENDOR_IDENTIFYING_CLASS),
                new Opaque(
                    has,
                    OptionCode.VENDOR_IDENTIFYING_CLASS,
                    List.of(enterprise(has.enterprise(), has.pattern().octets())))));
    test(
        CpeWanDevice.class,
        (cpe, walk) ->
            walk.test(
                option(OptionCode.VENDOR_IDENTIFYING_OPTIONS),
                new Opaque(
                    cpe,
                    OptionCode.VENDOR_IDENTIFYING_OPTIONS,
                    List.of("\0\0\r\u00E9\6\1\1x\2\1x"))));
    test(ClientNameIs.class, Conditions::named);
    test(ArrivedAtAddress.class, Conditions::arrived);
    test(ArrivedAtPort.class, Conditions::arrived);
    test(ArrivedOn.class, Conditions::arrived);
  }

  private Conditions() {}

  private static <C extends Condition> void test(Class<C> type, BiPredicate<C, Walk> test) {
    TESTS.put(type, (condition, walk) -> test.test(type.cast(condition), walk));
  }

  /** How a condition comes out; null where nothing is known of such. */
  static @Nullable Boolean outcome(Condition condition, Walk walk) {
    BiPredicate<Condition, Walk> test = TESTS.get(condition.getClass());
    return test == null ? null : (Boolean) test.test(condition, walk);
  }

  private static Value.Part option(int code) {
    return Value.Part.of(Attribute.option(code));
  }

  private static boolean asksFor(int code, Walk walk) {
    return walk.test(option(OptionCode.PARAMETER_REQUEST_LIST), Languages.containing(code));
  }

  /** No type is also one that is not a single octet. */
  static boolean isOfType(int type, Walk walk) {
    Value.Part part = option(OptionCode.MESSAGE_TYPE);
    boolean is = walk.test(part, Languages.exactly(type & 0xFF, 1));
    return is || (type == MessageType.NONE && !walk.test(part, Languages.ofLength(1)));
  }

  private static boolean hardware(HardwareAddressIs is, Walk walk) {
    StringBuilder octets = new StringBuilder();
    StringBuilder mask = new StringBuilder();
    octets.append((char) is.hardwareType()).append((char) is.octets().length());
    mask.append(is.hardwareType() == 0 ? '\0' : '\u00FF').append('\u00FF');
    int count = is.octets().length();
    for (int index = 0; index < count; index++) {
      boolean wild = (is.wildcards() >>> (count - 1 - index) & 1) != 0;
      octets.append(is.octets().charAt(index));
      mask.append(wild ? '\0' : '\u00FF');
    }
    return walk.test(
        Value.Part.of(Attribute.HARDWARE),
        new Languages.Masked(octets.toString(), mask.toString(), false));
  }

  static boolean isThere(Value value, Object otherwise, Walk walk) {
    return value instanceof Value.Unclear
        ? walk.assumes(otherwise)
        : !(value instanceof Value.Absent);
  }

  private static boolean equal(DataEquals equals, Walk walk) {
    Value left = walk.value(equals.left());
    Value right = walk.value(equals.right());
    if (left instanceof Value.Absent || right instanceof Value.Absent) {
      return left instanceof Value.Absent
          ? !isThere(right, new IsThere(equals.right()), walk)
          : !isThere(left, new IsThere(equals.left()), walk);
    }
    if (right instanceof Value.Known known) {
      return walk.test(left, Languages.exactly(known.octets()), equals);
    }
    if (left instanceof Value.Known known) {
      return walk.test(right, Languages.exactly(known.octets()), equals);
    }
    boolean same = left instanceof Value.Part && equals.left().equals(equals.right());
    return same || walk.assumes(equals);
  }

  private static boolean matches(RegexMatch match, Walk walk) {
    return walk.test(walk.value(match.subject()), new RegexLanguage(match.regex()), match);
  }

  private static boolean named(ClientNameIs is, Walk walk) {
    String name = is.name().toLowerCase(Locale.ROOT);
    Language language = is.prefix() ? Languages.startingWith(name) : Languages.exactly(name);
    return walk.test(ClientNames.of(walk), new Through.Cased(false, language), is);
  }

  private static boolean arrived(Condition condition, Walk walk) {
    return condition.holds(walk.arrival(), new Workspace());
  }

  /** An enterprise's number, the length of what it has, and one thing behind its length. */
  private static String enterprise(int number, String octets) {
    int length = Math.min(octets.length(), 0xFE);
    return Languages.number(number, 4)
        + Languages.number(length + 1L, 1)
        + Languages.number(length, 1)
        + octets.substring(0, length);
  }

  /** What data lead to that need no request. */
  static Value constant(Data data) {
    Workspace space = new Workspace();
    int length = data.append(new BootRequest(), space);
    return length == Data.ABSENT
        ? Value.ABSENT
        : new Value.Known(Languages.text(space.copyFrom(0)));
  }
}
