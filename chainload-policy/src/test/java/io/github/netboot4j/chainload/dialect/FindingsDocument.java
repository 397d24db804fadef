package io.github.netboot4j.chainload.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/findings.md}: for each finding a configuration that shows it, and its repair. */
final class FindingsDocument {
  private static final Path FILE = Path.of("../docs/findings.md");

  private static final Pattern CLIENTS = Pattern.compile("`--clients\\s([a-z0-9,-]+)`");

  private FindingsDocument() {}

  /**
   * A section.
   *
   * @param name the finding's
   * @param severity the word that comes first in it
   * @param clients those that its prose says it is about; empty for all
   * @param blocks the configurations in it, in their order
   */
  record Section(String name, String severity, List<String> clients, List<Block> blocks) {}

  /**
   * A configuration.
   *
   * @param language what is behind the fence
   * @param text what is within
   */
  record Block(String language, String text) {
    Dialect dialect() {
      return language.equals("dhcpd")
          ? Dialect.ISC_DHCPD
          : language.equals("dnsmasq") ? Dialect.DNSMASQ : Dialect.WINDOWS_DHCP;
    }
  }

  static List<Section> sections() throws IOException {
    List<Section> sections = new ArrayList<>();
    String text = Files.readString(FILE, StandardCharsets.UTF_8);
    for (String section : text.split("(?m)^## ", -1)) {
      if (section != null && !section.startsWith("# ")) {
        int end = section.indexOf('\n');
        String rest = section.substring(end + 1);
        sections.add(
            new Section(
                section.substring(0, end),
                rest.substring(0, "Warning".length()).replaceFirst("\\W.*", ""),
                clients(rest),
                blocks(rest)));
      }
    }
    return sections;
  }

  private static List<String> clients(String section) {
    Matcher flag = CLIENTS.matcher(section);
    return flag.find() ? List.of(flag.group(1).split(",", -1)) : List.of();
  }

  private static List<Block> blocks(String section) {
    List<Block> blocks = new ArrayList<>();
    int at = section.indexOf("```");
    while (at >= 0) {
      int line = section.indexOf('\n', at);
      int end = section.indexOf("```", line);
      blocks.add(new Block(section.substring(at + 3, line), section.substring(line + 1, end)));
      at = section.indexOf("```", end + 3);
    }
    return blocks;
  }
}
