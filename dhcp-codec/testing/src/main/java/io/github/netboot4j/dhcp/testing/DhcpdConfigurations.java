package io.github.netboot4j.dhcp.testing;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Files for ISC dhcpd that it takes, put together by chance from what {@link RequestSamples} sends:
 * statements in scopes of every kind, conditions, classes, pools and hosts.
 */
public final class DhcpdConfigurations {
  private static final List<String> TEXTS =
      List.of("bootfile-name", "tftp-server-name", "loader-configfile", "domain-name", "root-path");
  private static final List<String> ASKED =
      List.of(
          "user-class",
          "vendor-class-identifier",
          "host-name",
          "pxe-system-type",
          "pxe-client-id",
          "dhcp-client-identifier",
          "agent.circuit-id",
          "agent.remote-id",
          "ipxe.http",
          "ipxe.bzimage",
          "ipxe.version");
  private static final List<String> VARIABLES = List.of("one", "two");
  private static final int DEEPEST = 3;

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int depth;
  private int names;
  private boolean inHeader;

  private DhcpdConfigurations(Random random) {
    this.random = random;
  }

  /**
   * One file.
   *
   * @param seed the same file for the same seed
   * @return its content
   */
  public static String of(long seed) {
    return new DhcpdConfigurations(new Random(seed)).whole();
  }

  /**
   * Any file.
   *
   * @return their contents
   */
  public static Arbitrary<String> any() {
    return Arbitraries.randomValue(random -> of(random.nextLong()));
  }

  private String whole() {
    line("option space ipxe;");
    line("option ipxe-all code 175 = encapsulate ipxe;");
    line("option ipxe.http code 19 = unsigned integer 8;");
    line("option ipxe.bzimage code 24 = unsigned integer 8;");
    line("option ipxe.no-pxedhcp code 176 = unsigned integer 8;");
    line("option ipxe.version code 235 = string;");
    if (chance(30)) {
      line("option user-class code 77 = " + any(List.of("string", "text")) + ";");
    }
    if (chance(50)) {
      line("authoritative;");
    }
    // A variable that is not set for each request keeps its value with the lease.
    VARIABLES.forEach(variable -> line("set " + variable + " = " + inHeader() + ";"));
    statements(1 + random.nextInt(5));
    int classes = random.nextInt(4);
    for (int number = 0; number < classes; number++) {
      clientClass(number);
    }
    if (chance(30)) {
      line("use-host-decl-names " + any(List.of("on", "off")) + ";");
    }
    networks(classes);
    hosts();
    statements(random.nextInt(3));
    return text.toString();
  }

  private void line(String content) {
    text.append("  ".repeat(depth)).append(content).append('\n');
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void open(String head) {
    line(head + " {");
    depth++;
  }

  private void close() {
    depth--;
    line("}");
  }

  private void clientClass(int number) {
    open("class \"c" + number + "\"");
    int kind = random.nextInt(3);
    if (kind < 2) {
      line("match if " + condition(0) + ";");
    }
    if (kind > 0) {
      line("match substring(option " + any(ASKED.subList(0, 3)) + ", 0, " + length() + ");");
    }
    statements(1 + random.nextInt(2));
    close();
    for (int subclass = 0; kind > 0 && subclass < 3; subclass++) {
      String whole = any(random.nextBoolean() ? wholeClasses() : RequestSamples.HOST_NAMES);
      String key = whole.substring(0, Math.min(whole.length(), 9));
      if (chance(50)) {
        line("subclass \"c" + number + "\" " + quoted(key) + ";");
      } else {
        open("subclass \"c" + number + "\" " + quoted(key));
        statements(1);
        close();
      }
    }
  }

  private static List<String> wholeClasses() {
    return RequestSamples.VENDOR_CLASSES.subList(0, 16);
  }

  private int length() {
    return any(List.of(4, 9, 20));
  }

  private void networks(int classes) {
    boolean shared = chance(40);
    if (shared) {
      open("shared-network all");
      statements(random.nextInt(2));
    } else if (chance(30)) {
      open("group");
      statements(1);
      shared = true;
    }
    for (int subnet = 18; subnet <= 19; subnet++) {
      open("subnet 198." + subnet + ".0.0 netmask 255.255.0.0");
      statements(random.nextInt(3));
      if (chance(50)) {
        line("range 198." + subnet + ".1.0 198." + subnet + ".7.255;");
      }
      for (int pool = 0; pool < random.nextInt(3); pool++) {
        open("pool");
        line(
            "range 198.%d.%d.0 198.%d.%d.255;"
                .formatted(subnet, 16 + 8 * pool, subnet, 19 + 8 * pool));
        for (int permit = 0; permit < random.nextInt(3); permit++) {
          line(any(List.of("allow ", "deny ")) + permit(classes));
        }
        statements(random.nextInt(2));
        close();
      }
      close();
    }
    if (shared) {
      close();
    }
  }

  private String permit(int classes) {
    if (classes > 0 && chance(60)) {
      return "members of \"c" + random.nextInt(classes) + "\";";
    }
    return any(
        List.of("known-clients;", "unknown clients;", "all clients;", "dynamic bootp clients;"));
  }

  private void hosts() {
    int count = random.nextInt(6);
    boolean group = chance(40);
    if (group) {
      open("group");
      statements(1);
    }
    for (int host = 0; host < count; host++) {
      open("host h" + names++);
      switch (random.nextInt(4)) {
        case 0 -> line("option dhcp-client-identifier " + hex(RequestSamples.CLIENT_IDS) + ";");
        case 1 ->
            line(
                "host-identifier option agent.circuit-id " + hex(RequestSamples.CIRCUIT_IDS) + ";");
        default -> line("hardware ethernet " + any(RequestSamples.MACS) + ";");
      }
      if (chance(40)) {
        line("fixed-address 198." + any(List.of(18, 19, 20)) + ".100." + (10 + host) + ";");
      }
      statements(random.nextInt(3));
      close();
    }
    if (group) {
      close();
    }
  }

  private String hex(List<String> of) {
    byte[] octets = HexFormat.of().parseHex(any(of));
    return HexFormat.ofDelimiter(":").formatHex(octets);
  }

  private void statements(int count) {
    for (int statement = 0; statement < count; statement++) {
      statement();
    }
  }

  private void statement() {
    int kind = depth >= DEEPEST ? random.nextInt(60) : random.nextInt(100);
    if (kind < 22) {
      line(chance(70) ? "filename \"f" + names++ + "\";" : "filename = " + inHeader() + ";");
    } else if (kind < 30) {
      line("next-server 198.18.0." + random.nextInt(256) + ";");
    } else if (kind < 36) {
      line("server-name \"s" + names++ + "\";");
    } else if (kind < 50) {
      String verb =
          any(List.of("option", "option", "option", "supersede", "default", "append", "prepend"));
      String value = chance(60) ? " \"o" + names++ + "\"" : " = " + data(0);
      line(verb + " " + any(TEXTS) + value + ";");
    } else if (kind < 53) {
      line("option ipxe.no-pxedhcp " + random.nextInt(3) + ";");
    } else if (kind < 56) {
      line("option routers 198.18.0.1, 198.18.0." + random.nextInt(256) + ";");
    } else if (kind < 58) {
      line("set " + any(VARIABLES) + " = " + inHeader() + ";");
    } else if (kind < 60) {
      line(
          any(List.of("allow", "deny", "ignore"))
              + " "
              + any(List.of("booting", "unknown-clients", "bootp"))
              + ";");
    } else if (kind < 92) {
      conditional();
    } else {
      choice();
    }
  }

  private void conditional() {
    open("if " + condition(0));
    statements(1 + random.nextInt(2));
    depth--;
    while (chance(35)) {
      line("} elsif " + condition(0) + " {");
      depth++;
      statements(1 + random.nextInt(2));
      depth--;
    }
    if (chance(50)) {
      line("} else {");
      depth++;
      statements(1 + random.nextInt(2));
      depth--;
    }
    line("}");
  }

  private void choice() {
    open("switch (option user-class)");
    for (int number = 0; number < 3; number++) {
      line("case " + quoted(any(RequestSamples.USER_CLASSES.subList(0, 12))) + ":");
      statements(1);
      if (chance(60)) {
        line("break;");
      }
    }
    if (chance(50)) {
      line("default:");
      statements(1);
    }
    close();
  }

  private String condition(int nested) {
    String first = chance(15) && nested < 3 ? "not (" + condition(nested + 1) + ")" : atom();
    if (nested >= 3 || chance(55)) {
      return first;
    }
    String second = condition(nested + 1);
    return first + any(List.of(" and ", " or ")) + (chance(40) ? "(" + second + ")" : second);
  }

  private String atom() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "exists " + any(ASKED);
      case 3 -> "option user-class = " + quoted(any(RequestSamples.USER_CLASSES));
      case 4 -> "option user-class != " + quoted(any(RequestSamples.USER_CLASSES));
      case 5 ->
          "substring(option vendor-class-identifier, 0, 20) = "
              + quoted(any(wholeClasses()).concat("                    ").substring(0, 20).strip());
      case 6 ->
          "option pxe-system-type = %02x:%02x"
              .formatted(0, any(RequestSamples.ARCHITECTURES) & 0xFF);
      case 7 ->
          "option "
              + any(ASKED.subList(0, 3))
              + " "
              + any(List.of("~=", "~~"))
              + " "
              + any(
                  List.of(
                      "\"^[gi]PXE\"", "\"PXE$\"", "\"Arch:0000[79]\"", "\"pc[0-9]+\"", "\"x|y\""));
      case 8 -> "known";
      case 9 -> "static";
      case 10 -> "substring(hardware, 1, 3) = 52:54:00";
      default -> "encode-int(extract-int(option pxe-system-type, 16), 16) = 00:07";
    };
  }

  /** Data that variables are in; an option's value sees those of other requests in dhcpd. */
  private String inHeader() {
    inHeader = true;
    String data = data(0);
    inHeader = false;
    return data;
  }

  private String data(int nested) {
    if (nested > 2) {
      return "\"d" + names++ + "\"";
    }
    return switch (random.nextInt(11)) {
      case 0 -> "concat(" + data(nested + 1) + ", " + data(nested + 1) + ")";
      case 1 -> "pick-first-value(option " + any(ASKED) + ", " + data(nested + 1) + ")";
      case 2 -> "binary-to-ascii(16, 8, \"-\", substring(hardware, 1, " + random.nextInt(8) + "))";
      case 3 -> "lcase(" + data(nested + 1) + ")";
      case 4 -> "suffix(" + data(nested + 1) + ", " + random.nextInt(6) + ")";
      case 5 -> "substring(" + data(nested + 1) + ", " + random.nextInt(4) + ", 6)";
      case 6 ->
          inHeader
              ? "pick-first-value(" + any(VARIABLES) + ", \"no variable\")"
              : "\"o" + names++ + "\"";
      case 7 -> "option " + any(ASKED.subList(0, 3));
      case 8 -> "binary-to-ascii(10, 16, \".\", option pxe-system-type)";
      default -> "\"d" + names++ + "\"";
    };
  }

  private static String quoted(String octets) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int index = 0; index < octets.length(); index++) {
      char c = octets.charAt(index);
      quoted.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? "\\%03o".formatted((int) c) : c);
    }
    return quoted.append('"').toString();
  }
}
