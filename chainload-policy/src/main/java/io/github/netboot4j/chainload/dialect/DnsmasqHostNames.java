package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqText.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The addresses of names in {@code host-record} lines and hosts files: where dnsmasq looks for a
 * next server that is given by name. It looks nowhere with {@code port=0}.
 */
final class DnsmasqHostNames {
  private static final Path SYSTEM = Path.of("/etc/hosts");

  private final Map<String, Integer> addresses = new HashMap<>();
  private final List<Path> files = new ArrayList<>();
  private boolean systemFile = true;

  void withoutSystemFile() {
    systemFile = false;
  }

  void file(Path path) {
    files.add(path);
  }

  /** Takes names, addresses and perhaps a time to live. */
  void record(String argument) {
    List<String> names = new ArrayList<>();
    Integer address = null;
    for (String rest = argument; rest != null; ) {
      Split split = DnsmasqText.split(rest);
      String word = DnsmasqText.plain(split.head());
      Integer found = DnsmasqText.address(word);
      if (found != null) {
        address = found;
      } else if (!DnsmasqText.isDigits(word) && !DnsmasqText.isAddress6(word)) {
        names.add(word);
      }
      rest = split.tail();
    }
    for (String name : names) {
      put(name, address);
    }
  }

  private void put(String name, @org.jspecify.annotations.Nullable Integer address) {
    if (address != null) {
      addresses.putIfAbsent(name.toLowerCase(Locale.ROOT), address);
    }
  }

  /** All of them; files that cannot be read have none. */
  Map<String, Integer> read() {
    if (systemFile) {
      read(SYSTEM);
    }
    files.forEach(this::read);
    return addresses;
  }

  private void read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException | SecurityException e) {
      return; // dnsmasq logs it, and goes on
    }
    for (String line : lines) {
      int comment = line.indexOf('#');
      String[] words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1);
      for (int index = 1; index < words.length; index++) {
        put(words[index], DnsmasqText.address(words[0]));
      }
    }
  }
}
