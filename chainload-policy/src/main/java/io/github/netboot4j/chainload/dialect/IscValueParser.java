package io.github.netboot4j.chainload.dialect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads names of options, and values by an option's type (see {@link IscOptionTable}). */
final class IscValueParser {
  private static final String UNKNOWN = "unknown-";
  private static final int MOST_DOMAIN_OCTETS = 4096;

  /** The words of enumerations, each with its number where that matters. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "ddns-styles", Set.of("none", "ad-hoc", "interim", "standard"),
          "prefix_length_modes", Set.of("ignore", "prefer", "exact", "minimum", "maximum"),
          "syslog-facilities",
              Set.of(
                  "kern",
                  "user",
                  "mail",
                  "daemon",
                  "auth",
                  "syslog",
                  "lpr",
                  "news",
                  "uucp",
                  "cron",
                  "authpriv",
                  "ftp",
                  "local0",
                  "local1",
                  "local2",
                  "local3",
                  "local4",
                  "local5",
                  "local6",
                  "local7"));

  private final IscLexer lexer;
  private final IscSpaces spaces;

  IscValueParser(IscLexer lexer, IscSpaces spaces) {
    this.lexer = lexer;
    this.spaces = spaces;
  }

  /** An option by its name, which must be known. */
  IscOption knownOption() throws ConfigurationException {
    IscSpace[] space = new IscSpace[1];
    String[] name = new String[1];
    IscOption option = option(space, name);
    if (option == null) {
      throw lexer.fault(
          Finding.Kind.UNDECLARED_OPTION,
          "no option '"
              + name[0]
              + "' is known"
              + (space[0].isDefault() ? "" : " in the space '" + space[0].name() + "'")
              + "; define it first: option "
              + (space[0].isDefault() ? "" : space[0].name() + ".")
              + name[0]
              + " code NUMBER = TYPE;");
    }
    return option;
  }

  /** An option by its name; null if it is not known, and then its space and name are told. */
  @Nullable IscOption option(IscSpace[] spaceOut, String[] nameOut) throws ConfigurationException {
    IscToken first = lexer.next();
    if (!first.isIdentifier()) {
      throw lexer.fault("the name of an option is missing before " + first);
    }
    IscSpace space = spaces.dhcp();
    String name = first.text();
    if (lexer.peek().is('.')) {
      lexer.next();
      IscToken second = lexer.next();
      if (!second.isIdentifier()) {
        throw lexer.fault("the name of an option is missing after '.'");
      }
      IscSpace named = spaces.named(name);
      if (named == null) {
        throw lexer.fault(
            Finding.Kind.UNDECLARED_OPTION,
            "no option space '" + name + "' is known; define it first: option space " + name + ";");
      }
      space = named;
      name = second.text();
    }
    spaceOut[0] = space;
    nameOut[0] = name;
    IscOption option = space.named(name);
    if (option == null && name.toLowerCase(Locale.ROOT).startsWith(UNKNOWN)) {
      return unknownOption(space, name);
    }
    return option;
  }

  private IscOption unknownOption(IscSpace space, String name) throws ConfigurationException {
    int code = 0;
    for (int index = UNKNOWN.length(); index < name.length() && code < 1 << 20; index++) {
      int digit = Character.digit(name.charAt(index), 10);
      if (digit < 0) {
        break;
      }
      code = 10 * code + digit;
    }
    if (code == 0 || code == space.end() || (space.codeOctets() == 1 && code > 255)) {
      throw lexer.fault("no option can have the code " + code + ": " + name);
    }
    IscOption known = space.coded(code);
    return known != null ? known : new IscOption(space, name, code, "X");
  }

  /** A decimal number. */
  long integer(IscToken token) throws ConfigurationException {
    try {
      return Integer.parseInt(token.text());
    } catch (NumberFormatException e) {
      throw lexer.fault(token + " is no number, or too large a one");
    }
  }

  /** Octets in base 16 with colons between them, one a character. */
  String octets() throws ConfigurationException {
    StringBuilder octets = new StringBuilder();
    while (true) {
      IscToken token = lexer.next();
      if (!token.isHex()) {
        throw lexer.fault("an octet in base 16 is missing before " + token);
      }
      octets.append((char) number(token, 16, 0xFF));
      if (!lexer.peek().is(':')) {
        return octets.toString();
      }
      lexer.next();
    }
  }

  private long number(IscToken token, int base, long largest) throws ConfigurationException {
    boolean negative = token.text().startsWith("-");
    String digits = negative ? token.text().substring(1) : token.text();
    try {
      long number = Long.parseLong(digits, base);
      if (number > (negative ? (largest >> 1) + 1 : largest)) {
        throw lexer.fault(token + " is too large: " + largest + " is the most");
      }
      return negative ? -number : number;
    } catch (NumberFormatException e) {
      throw lexer.fault(token + " is no number in base " + base + ", or too large a one");
    }
  }

  /** An IPv4 address in figures. */
  int address() throws ConfigurationException {
    int address = 0;
    for (int index = 0; index < 4; index++) {
      if (index > 0) {
        IscToken dot = lexer.next();
        if (!dot.is('.')) {
          throw lexer.fault("an address has four numbers with dots between them, not " + dot);
        }
      }
      IscToken token = lexer.next();
      if (!token.isNumber()) {
        throw lexer.fault("a number of an address is missing before " + token);
      }
      address = address << 8 | ((int) number(token, 10, 0xFF) & 0xFF);
    }
    return address;
  }

  /** A name with dots, as of a host; null if there is none. */
  @Nullable String hostName() throws ConfigurationException {
    StringBuilder name = new StringBuilder();
    while (lexer.peek().isIdentifier() || lexer.peek().isNumber()) {
      name.append(lexer.next().text());
      if (!lexer.peek().is('.')) {
        break;
      }
      lexer.next();
      name.append('.');
    }
    return name.isEmpty() ? null : name.toString();
  }

  /** An address in figures, or a name that leads to some. */
  IscExpression addressOrName() throws ConfigurationException {
    IscToken token = lexer.peek();
    if (token.isNumber() && lexer.peek(1).is('.') && lexer.peek(2).isNumber()) {
      return IscExpression.constant(text(address(), 4), token.line());
    }
    String name = hostName();
    if (name == null) {
      lexer.next();
      throw lexer.fault("an address or the name of a host is missing before " + token);
    }
    return IscExpression.named(IscExpression.Kind.HOST_LOOKUP, name, token.line());
  }

  static String text(long number, int octets) {
    StringBuilder text = new StringBuilder();
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      text.append((char) (number >>> shift & 0xFF));
    }
    return text.toString();
  }

  /** A value as an option's type has it; the semicolon after it is left. */
  IscExpression value(IscOption option) throws ConfigurationException {
    int line = lexer.peek().line();
    List<IscExpression> parts = new ArrayList<>();
    String type = option.type();
    int at = 0;
    boolean again = true;
    while (again) {
      at = parts(type, at, parts);
      again = false;
      if (at < type.length()) {
        boolean one = type.charAt(at) == 'a';
        if (lexer.peek().is(',')) {
          lexer.next();
          at = one ? at - 1 : 0;
          again = true;
        } else if (one && at + 1 < type.length()) {
          at++;
          again = true;
        }
      }
    }
    return joined(parts, line);
  }

  private static IscExpression joined(List<IscExpression> parts, int line) {
    StringBuilder constant = new StringBuilder();
    for (IscExpression part : parts) {
      if (part.kind() != IscExpression.Kind.CONSTANT) {
        return parts.size() == 1
            ? part
            : new IscExpression(IscExpression.Kind.CONCAT, parts, "", 0, null, line);
      }
      constant.append(part.text());
    }
    return IscExpression.constant(constant.toString(), line);
  }

  /** Reads parts up to an array sign or the end of the type, and tells where that is. */
  private int parts(String type, int from, List<IscExpression> into) throws ConfigurationException {
    int at = from;
    while (at < type.length() && type.charAt(at) != 'A' && type.charAt(at) != 'a') {
      char letter = type.charAt(at);
      boolean optional = at + 1 < type.length() && type.charAt(at + 1) == 'o';
      if (letter == 'o' || (optional && lexer.peek().is(';'))) {
        at++;
        continue;
      }
      int end = letter == 'E' || letter == 'N' ? type.indexOf('.', at) : at;
      boolean compressed = letter == 'D' && type.startsWith("Dc", at);
      into.add(part(letter, type.substring(at + 1, Math.max(at + 1, end)), compressed));
      at = end + (compressed ? 2 : 1);
    }
    return at;
  }

  private IscExpression part(char letter, String list, boolean compressed)
      throws ConfigurationException {
    IscToken token = lexer.peek();
    int line = token.line();
    return switch (letter) {
      case 'I' -> addressOrName();
      case '6' -> IscExpression.constant(address6(), line);
      case 'X', 'E' -> {
        if (token.isHex()) {
          yield IscExpression.constant(octets(), line);
        }
        lexer.next();
        if (!token.isString()) {
          throw lexer.fault("a string in quotes or octets in base 16 are missing before " + token);
        }
        yield IscExpression.constant(token.text(), line);
      }
      case 't' -> {
        lexer.next();
        if (!token.isString() && !token.isIdentifier()) {
          throw lexer.fault("a string in quotes is missing before " + token);
        }
        yield IscExpression.constant(token.text(), line);
      }
      case 'U' -> {
        lexer.next();
        if (!token.isIdentifier()) {
          throw lexer.fault("the name of an option space is missing before " + token);
        }
        yield IscExpression.constant(token.text(), line);
      }
      case 'k' -> {
        String name = token.isString() ? lexer.next().text() : hostName();
        if (name == null) {
          throw lexer.fault("the name of a key is missing before " + token);
        }
        yield IscExpression.constant(name, line);
      }
      case 'N' -> {
        lexer.next();
        if (!token.isIdentifier() || !WORDS.getOrDefault(list, Set.of()).contains(token.text())) {
          throw lexer.fault(
              token + " is none of " + new TreeSet<>(WORDS.getOrDefault(list, Set.of())));
        }
        yield IscExpression.constant(token.text(), line);
      }
      case 'f' -> IscExpression.constant(flag(), line);
      case 'T' -> {
        if (token.is("infinite")) {
          lexer.next();
          yield IscExpression.constant("\377\377\377\377", line);
        }
        yield IscExpression.constant(text(number(0xFFFF_FFFFL), 4), line);
      }
      case 'L', 'l' -> IscExpression.constant(text(number(0xFFFF_FFFFL), 4), line);
      case 'S', 's' -> IscExpression.constant(text(number(0xFFFF), 2), line);
      case 'B', 'b' -> IscExpression.constant(text(number(0xFF), 1), line);
      case 'd' -> IscExpression.constant(domainName(), line);
      case 'D' -> IscExpression.constant(domainNames(compressed), line);
      default -> {
        // 'Z': nothing.
        if (!token.is(';')) {
          lexer.next();
          throw lexer.fault("this option has no value; ';' is missing before " + token);
        }
        yield IscExpression.constant("", line);
      }
    };
  }

  private long number(long largest) throws ConfigurationException {
    IscToken token = lexer.next();
    if (!token.isNumber() && token.kind() != IscToken.Kind.NUMBER_OR_NAME) {
      throw lexer.fault("a number is missing before " + token);
    }
    String digits = token.text();
    boolean hex = digits.startsWith("0x");
    boolean octal = !hex && digits.length() > 1 && digits.startsWith("0");
    IscToken plain =
        hex ? new IscToken(token.kind(), digits.substring(2), token.line(), token.start()) : token;
    return number(plain, hex ? 16 : octal ? 8 : 10, largest);
  }

  private String flag() throws ConfigurationException {
    IscToken token = lexer.next();
    if (token.is("true") || token.is("on")) {
      return "\1";
    }
    if (token.is("false") || token.is("off")) {
      return "\0";
    }
    if (token.is("ignore")) {
      return "\2";
    }
    throw lexer.fault("'true', 'on', 'false' or 'off' is missing before " + token);
  }

  /** An IPv6 address in figures: 16 octets. */
  String address6() throws ConfigurationException {
    StringBuilder digits = new StringBuilder();
    while (digits.length() < 46) {
      IscToken token = lexer.peek();
      boolean hex =
          token.isIdentifier() && token.text().chars().allMatch(c -> Character.digit(c, 16) >= 0);
      if (!hex && !token.isNumber() && !token.is('.') && !token.is(':')) {
        break;
      }
      digits.append(lexer.next().text());
    }
    if (digits.indexOf(":") >= 0 && digits.indexOf("-") < 0) {
      try {
        byte[] octets = InetAddress.getByName(digits.toString()).getAddress();
        if (octets.length == 16) {
          return new String(octets, StandardCharsets.ISO_8859_1);
        }
        return text(0, 10) + "\377\377" + new String(octets, StandardCharsets.ISO_8859_1);
      } catch (UnknownHostException e) {
        throw lexer.fault("not an IPv6 address: " + digits);
      }
    }
    throw lexer.fault("not an IPv6 address: " + digits);
  }

  private String domainName() throws ConfigurationException {
    IscToken token = lexer.peek();
    String name = hostName();
    if (name == null) {
      lexer.next();
      throw lexer.fault("a domain name is missing before " + token);
    }
    StringBuilder octets = new StringBuilder();
    for (String label : labels(name)) {
      octets.append((char) label.length()).append(label);
    }
    return octets.append('\0').toString();
  }

  private List<String> labels(String name) throws ConfigurationException {
    List<String> labels = new ArrayList<>();
    int octets = 1;
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (plain.isEmpty()) {
      return labels;
    }
    for (String label : plain.split("\\.", -1)) {
      octets += 1 + label.length();
      if (label.isEmpty() || label.length() > 63 || octets > 255 || label.indexOf('\\') >= 0) {
        throw lexer.fault("not a domain name: '" + name + "'");
      }
      labels.add(label);
    }
    return labels;
  }

  private String domainNames(boolean compressed) throws ConfigurationException {
    StringBuilder octets = new StringBuilder();
    Map<String, Integer> places = new java.util.HashMap<>();
    while (true) {
      IscToken token = lexer.next();
      if (!token.isString()) {
        throw lexer.fault("a domain name in quotes is missing before " + token);
      }
      appendDomain(labels(token.text()), compressed, octets, places);
      if (octets.length() > MOST_DOMAIN_OCTETS) {
        throw lexer.fault("too many domain names");
      }
      if (!lexer.peek().is(',')) {
        return octets.toString();
      }
      lexer.next();
    }
  }

  /** Writes a name (RFC 1035 §4.1.4), its end as a pointer where that stands before already. */
  private static void appendDomain(
      List<String> labels, boolean compressed, StringBuilder octets, Map<String, Integer> places) {
    for (int index = 0; index < labels.size(); index++) {
      String rest = String.join(".", labels.subList(index, labels.size())).toLowerCase(Locale.ROOT);
      Integer place = places.get(rest);
      if (compressed && place != null) {
        octets.append((char) (0xC0 | place >> 8)).append((char) (place & 0xFF));
        return;
      }
      if (octets.length() < 0x3FFF) {
        places.put(rest, octets.length());
      }
      octets.append((char) labels.get(index).length()).append(labels.get(index));
    }
    octets.append('\0');
  }
}
