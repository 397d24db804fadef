package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.ChangeCase;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.NumericEquals;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.RegexMatch;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.chainload.rules.Suffix;
import io.github.netboot4j.chainload.rules.UserClassContains;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A single test on what a client says about itself that no known boot client passes, and that reads
 * as if it were meant for one. A test for an operating system or a telephone is none of these.
 *
 * @param kind what sort of slip it is
 * @param why what is wrong, for a person
 */
record SuspectTest(Finding.Kind kind, String why) {
  private static final int NOT_ONE_OPTION = -1;

  /** Where the architecture stands in a vendor class. */
  private static final Pattern ARCHITECTURE = Pattern.compile("Arch:([0-9A-Za-z]{1,5})");

  /** Those digits alone, as a part of the vendor class that is looked at. */
  private static final Pattern DIGITS = Pattern.compile("0[0-9A-Fa-f]{4}");

  private static final int SHORTEST_PREFIX = "PXEClient:Arch:".length();
  private static final int LONGEST_PREFIX = "HTTPClient:Arch:".length();

  /**
   * Looks at a test.
   *
   * @param test one test, not several combined
   * @return what is suspicious about it; null for nothing
   */
  static @Nullable SuspectTest of(Condition test) {
    int option = option(test);
    String wanted = wanted(test);
    boolean judged =
        option == OptionCode.VENDOR_CLASS_IDENTIFIER
            || option == OptionCode.USER_CLASS
            || option == OptionCode.CLIENT_ARCHITECTURE;
    if (!judged || wanted == null || wanted.isEmpty() || KnownClients.pass(test, option)) {
      return null;
    }
    return switch (option) {
      case OptionCode.VENDOR_CLASS_IDENTIFIER -> vendorClass(test, wanted);
      case OptionCode.USER_CLASS -> userClass(test, wanted);
      default -> architecture(test, wanted);
    };
  }

  /** The one option that a test looks at. */
  private static int option(Condition test) {
    if (test instanceof DataEquals equals) {
      return equals.right() instanceof Data.Constant
          ? source(equals.left())
          : equals.left() instanceof Data.Constant ? source(equals.right()) : NOT_ONE_OPTION;
    }
    if (test instanceof NumericEquals equals) {
      return equals.left() instanceof Numeric.ExtractInt number
              && equals.right() instanceof Numeric.Constant
          ? source(number.of())
          : NOT_ONE_OPTION;
    }
    if (test instanceof RegexMatch match) {
      return source(match.subject());
    }
    if (test instanceof OptionHas has) {
      return has.code();
    }
    if (test instanceof UserClassContains) {
      return OptionCode.USER_CLASS;
    }
    if (test instanceof WindowsMatch match) {
      return switch (match.subject()) {
        case USER_CLASS -> OptionCode.USER_CLASS;
        case VENDOR_CLASS -> OptionCode.VENDOR_CLASS_IDENTIFIER;
        default -> NOT_ONE_OPTION;
      };
    }
    return NOT_ONE_OPTION;
  }

  private static int source(Data data) {
    if (data instanceof OptionData option) {
      return option.code();
    }
    if (data instanceof Substring part) {
      return source(part.of());
    }
    if (data instanceof Suffix part) {
      return source(part.of());
    }
    return data instanceof ChangeCase changed ? source(changed.of()) : NOT_ONE_OPTION;
  }

  /** What it is compared with, one character an octet; null where that is no constant. */
  private static @Nullable String wanted(Condition test) {
    if (test instanceof DataEquals equals) {
      Data constant = equals.right() instanceof Data.Constant ? equals.right() : equals.left();
      return constant instanceof Data.Constant known ? text(known.octets()) : null;
    }
    if (test instanceof NumericEquals equals
        && equals.right() instanceof Numeric.Constant constant) {
      int code = (int) constant.number() & 0xFFFF;
      return "" + (char) (code >> 8) + (char) (code & 0xFF);
    }
    if (test instanceof RegexMatch match) {
      return match.regex().toString();
    }
    if (test instanceof OptionHas has) {
      return has.pattern().octets();
    }
    if (test instanceof UserClassContains has) {
      return has.pattern().octets();
    }
    return test instanceof WindowsMatch match ? match.octets() : null;
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static @Nullable SuspectTest vendorClass(Condition test, String wanted) {
    Data compared = test instanceof DataEquals equals ? equals.left() : null;
    String digits = digits(compared, wanted);
    if (digits != null && !digits.matches("\\d+")) {
      String right =
          digits.matches("[0-9A-Fa-f]+")
              ? ": 0x%s is Arch:%05d".formatted(hex(digits), Integer.parseInt(digits, 16))
              : "";
      return new SuspectTest(
          Finding.Kind.RULE_NEVER_HOLDS,
          "the architecture in a vendor class is five decimal digits, so this is never there"
              + right);
    }
    Set<Integer> codes =
        wanted.contains("HTTPClient") ? KnownClients.OVER_HTTP : KnownClients.OVER_TFTP;
    if (digits != null && digits.length() == 5 && !codes.contains(Integer.parseInt(digits))) {
      int read = Integer.parseInt(digits, 16);
      return codes.contains(read)
          ? new SuspectTest(
              Finding.Kind.ARCHITECTURE_SLIP,
              "no client there has the architecture %d; the digits are decimal, and 0x%s is %05d"
                  .formatted(Integer.parseInt(digits), hex(digits), read))
          : new SuspectTest(
              Finding.Kind.RULE_NEVER_HOLDS,
              "no known client has such a vendor class with the architecture "
                  + Integer.parseInt(digits));
    }
    if (compared instanceof Substring part
        && part.length() instanceof Numeric.Constant length
        && length.number() >= 0
        && length.number() < wanted.length()) {
      return new SuspectTest(
          Finding.Kind.RULE_NEVER_HOLDS,
          "a part of %d octets is never equal to %d octets"
              .formatted(length.number(), wanted.length()));
    }
    String small = wanted.toLowerCase(Locale.ROOT);
    if (small.equals("ipxe") || small.equals("gpxe")) {
      return new SuspectTest(
          Finding.Kind.RULE_NEVER_HOLDS,
          "iPXE and gPXE give their name in the user class (77), not in the vendor class (60)");
    }
    boolean meant =
        small.contains("pxe")
            || small.contains("httpc")
            || small.contains("arch:")
            || small.contains("undi");
    return meant ? new SuspectTest(Finding.Kind.RULE_NEVER_HOLDS, unlike(test)) : null;
  }

  private static String unlike(Condition test) {
    return "no known client has such a vendor class; whole, one reads"
        + " PXEClient:Arch:00007:UNDI:003016"
        + (test instanceof WindowsMatch ? ", and * stands for what differs" : "");
  }

  /** The digits of an architecture, where those are looked at. */
  private static @Nullable String digits(@Nullable Data compared, String wanted) {
    Matcher written = ARCHITECTURE.matcher(wanted);
    if (written.find()) {
      return written.group(1);
    }
    return compared instanceof Substring part
            && part.offset() instanceof Numeric.Constant offset
            && offset.number() >= SHORTEST_PREFIX
            && offset.number() <= LONGEST_PREFIX
            && DIGITS.matcher(wanted).matches()
        ? wanted
        : null;
  }

  /** Without zeros before it, at least two digits: {@code 0B} of {@code 0000B}. */
  private static String hex(String digits) {
    return "%02x".formatted(Integer.parseInt(digits, 16));
  }

  /** A test for the form with a length octet (RFC 3004) is meant, though no loader sends that. */
  private static @Nullable SuspectTest userClass(Condition test, String wanted) {
    if (test instanceof DataEquals equals && !(equals.left() instanceof OptionData)) {
      return null;
    }
    String small = wanted.toLowerCase(Locale.ROOT);
    boolean named = small.equals("ipxe") || small.equals("gpxe");
    if (named) {
      return new SuspectTest(
          Finding.Kind.RULE_NEVER_HOLDS,
          "the user class is compared octet by octet, and iPXE and gPXE write it iPXE and gPXE");
    }
    return small.startsWith("pxeclient") || small.startsWith("httpclient")
        ? new SuspectTest(
            Finding.Kind.RULE_NEVER_HOLDS,
            "firmware sends no user class (77); PXEClient and HTTPClient are vendor classes (60)")
        : null;
  }

  private static @Nullable SuspectTest architecture(Condition test, String wanted) {
    if (test instanceof RegexMatch || test instanceof NumericEquals) {
      return null;
    }
    if (wanted.length() % 2 != 0) {
      return new SuspectTest(
          Finding.Kind.ARCHITECTURE_SLIP,
          "option 93 has two octets for each architecture, such as 00:07, so this is never equal");
    }
    if (wanted.length() != 2) {
      return null;
    }
    int code = wanted.charAt(0) << 8 | wanted.charAt(1);
    boolean decimal = test instanceof OptionHas;
    String written = decimal ? Integer.toString(code) : "%04x".formatted(code);
    String other = decimal ? written : written.replaceFirst("^0+(?=.)", "");
    int read = other.matches("\\d{1,4}") ? Integer.parseInt(other, decimal ? 16 : 10) : -1;
    if (KnownClients.OVER_TFTP.contains(read) || KnownClients.OVER_HTTP.contains(read)) {
      return new SuspectTest(
          Finding.Kind.ARCHITECTURE_SLIP,
          decimal
              ? "no firmware has the architecture %d; the number is decimal, and 0x%s is %d"
                  .formatted(code, other, read)
              : "no firmware has the architecture %d; octets are hexadecimal, and %d is 00:%02x"
                  .formatted(code, read, read));
    }
    return new SuspectTest(
        Finding.Kind.RULE_NEVER_HOLDS, "no known firmware has the architecture " + code);
  }
}
