package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An element of an export: the tree that the reader compiles. */
final class WindowsElement {
  private static final int LONGEST_QUOTE = 60;

  final String source;
  final String name;
  final int line;
  final @Nullable WindowsElement parent;
  final List<WindowsElement> children = new ArrayList<>(4);
  final StringBuilder text = new StringBuilder(0);

  WindowsElement(String source, String name, int line, @Nullable WindowsElement parent) {
    this.source = source;
    this.name = name;
    this.line = line;
    this.parent = parent;
  }

  /** The text without the white space around it. */
  String stripped() {
    return text.toString().strip();
  }

  /** All children of a name, in the order of the file. */
  List<WindowsElement> all(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** The child of a name; null if there is none. */
  @Nullable WindowsElement find(String wanted) throws ConfigurationException {
    List<WindowsElement> found = all(wanted);
    if (found.size() > 1) {
      throw found.get(1).fault("<" + name + "> has more than one <" + wanted + ">");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /** A child that must be there, and not empty. */
  WindowsElement get(String wanted) throws ConfigurationException {
    WindowsElement child = find(wanted);
    if (child == null || child.stripped().isEmpty()) {
      throw fault("<" + name + "> has no <" + wanted + ">");
    }
    return child;
  }

  /** The text of a child that must be there, and not empty. */
  String text(String wanted) throws ConfigurationException {
    return get(wanted).stripped();
  }

  /** The text of a child; empty if it is not there. */
  String textOrEmpty(String wanted) throws ConfigurationException {
    WindowsElement child = find(wanted);
    return child == null ? "" : child.stripped();
  }

  /** The address that a child holds. */
  int address(String wanted) throws ConfigurationException {
    return get(wanted).address();
  }

  /** The address that this element holds. */
  int address() throws ConfigurationException {
    try {
      return Ipv4.parse(stripped());
    } catch (IllegalArgumentException e) {
      throw fault("not an IPv4 address: " + quoted(stripped()));
    }
  }

  /** The flag that a child holds. */
  boolean flag(String wanted, boolean absent) throws ConfigurationException {
    WindowsElement child = find(wanted);
    if (child == null || child.stripped().isEmpty()) {
      return absent;
    }
    return switch (child.stripped().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw child.fault("<" + wanted + "> is true or false, not " + quoted(child.stripped()));
    };
  }

  /** The number that a child holds, in decimal. */
  int number(String wanted, int least, int most) throws ConfigurationException {
    WindowsElement child = get(wanted);
    try {
      int number = Integer.parseInt(child.stripped());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw child.fault(
        "<%s> is a number from %d to %d, not %s"
            .formatted(wanted, least, most, quoted(child.stripped())));
  }

  /** A fault in this element. */
  ConfigurationException fault(String message) {
    return new ConfigurationException(source, line, message);
  }

  /** What the file says, fit for one line of a message. */
  static String quoted(String written) {
    StringBuilder line = new StringBuilder("'");
    for (int index = 0; index < written.length(); index++) {
      char c = written.charAt(index);
      if (index == LONGEST_QUOTE) {
        line.append("...");
        break;
      }
      line.append(Character.isLetterOrDigit(c) || (c >= ' ' && c <= '~') ? c : '?');
    }
    return line.append('\'').toString();
  }
}
