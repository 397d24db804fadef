package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user and vendor classes of an export: the octets behind each name. */
final class WindowsClasses {
  /** The class that by its description is for all of Microsoft's clients, not for one of them. */
  private static final String ALL_OF_MICROSOFT = "MSFT";

  private static final int LONGEST_DATA = 255;

  private final Map<String, String> userClasses = new HashMap<>();
  private final Map<String, String> vendorClasses = new HashMap<>();

  WindowsClasses() {
    // Every server has these, and option values may name them without a definition in the file.
    userClasses.put(key("Default Routing and Remote Access Class"), "RRAS.Microsoft");
    userClasses.put(key("Default BOOTP Class"), "BOOTP.Microsoft");
    vendorClasses.put(key("Microsoft Windows 2000 Options"), "MSFT 5.0");
    vendorClasses.put(key("Microsoft Windows 98 Options"), "MSFT 98");
    vendorClasses.put(key("Microsoft Options"), ALL_OF_MICROSOFT);
  }

  /** Takes the definition of a class. */
  void define(WindowsElement element) throws ConfigurationException {
    String name = element.text("Name");
    String type = element.text("Type");
    WindowsElement data = element.find("Data");
    if (data == null) {
      throw element.fault("<Class> has no <Data>: the octets that clients send");
    }
    String octets = octets(data);
    if (octets.isEmpty() || octets.length() > LONGEST_DATA) {
      throw data.fault("the data of a class has 1 to 255 octets, not " + octets.length());
    }
    switch (type.toLowerCase(Locale.ROOT)) {
      case "user" -> userClasses.put(key(name), octets);
      case "vendor" -> vendorClasses.put(key(name), octets);
      default -> throw element.fault("<Type> of a class is User or Vendor, not " + type);
    }
  }

  /** Hexadecimal behind 0x, or text. */
  private static String octets(WindowsElement data) throws ConfigurationException {
    String written = data.stripped();
    String digits = WindowsHex.digits(written);
    if (digits != null) {
      return digits;
    }
    if (written.startsWith("0x")) {
      throw data.fault("not hexadecimal digits in pairs: " + WindowsElement.quoted(written));
    }
    String text = data.text.toString();
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** That the client is of a user class; null for one that the file does not have. */
  @Nullable Condition userClass(String name, WindowsMatch.Mode mode) {
    String octets = userClasses.get(key(name));
    return octets == null ? null : new WindowsMatch(WindowsMatch.Subject.USER_CLASS, mode, octets);
  }

  /** That the client is of a vendor class; null for one that the file does not have. */
  @Nullable Condition vendorClass(String name, WindowsMatch.Mode mode) {
    String octets = vendorClasses.get(key(name));
    if (octets == null) {
      return null;
    }
    boolean all = mode == WindowsMatch.Mode.EQUALS && octets.equals(ALL_OF_MICROSOFT);
    return new WindowsMatch(
        WindowsMatch.Subject.VENDOR_CLASS, all ? WindowsMatch.Mode.BEGINS_WITH : mode, octets);
  }

  /** Names are compared without regard to case, as Windows compares names. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
