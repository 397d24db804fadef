package io.github.netboot4j.server;

import io.github.netboot4j.chainload.ClientArchitecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scripts for iPXE that are filled in for the machine that asks. A request for {@code x.ipxe} that
 * finds no such file is answered with {@code x.ipxe.template}, in which each <code>{{name}}</code>
 * is replaced; all else, and <code>${…}</code>, is left to iPXE.
 *
 * <p>What the request itself says, as {@code ?mac=…}, goes before what DHCP knows of the address
 * that it comes from. iPXE has no way to quote text, so a value is made of nothing but letters,
 * digits, colons, dots, underscores and hyphens.
 */
final class ScriptTemplates {
  /** Octets of a template. */
  static final int LONGEST = 65_536;

  static final String SUFFIX = ".template";

  private static final String SCRIPT = ".ipxe";
  private static final List<String> NAMES = List.of("mac", "uuid", "arch", "address", "server");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}\r\n]*)(}})?");
  private static final Pattern MAC = Pattern.compile("(?i)[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}");
  private static final Pattern ARCHITECTURE = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final KnownMachines machines;

  ScriptTemplates(KnownMachines machines) {
    this.machines = machines;
  }

  /**
   * The template of a script.
   *
   * @param name of the script, as it is asked for
   * @return null if what is asked for is no script
   */
  static @Nullable String templateOf(String name) {
    return name.endsWith(SCRIPT) ? name + SUFFIX : null;
  }

  /**
   * Opens what is there, or fills in its template.
   *
   * @throws TemplateException if the template cannot be filled in
   * @throws IOException as {@link FileRoot#open}
   */
  ServedFile open(FileRoot root, String name, FileAsker asker) throws IOException {
    try {
      return root.open(name);
    } catch (NoSuchFileException none) {
      String template = templateOf(name);
      if (template == null) {
        throw none;
      }
      try (ServedFile file = root.open(template)) {
        return new MadeFile(filled(file, template, asker));
      } catch (NoSuchFileException e) {
        throw none;
      }
    }
  }

  private byte[] filled(ServedFile file, String name, FileAsker asker) throws IOException {
    if (file.size() > LONGEST) {
      throw new TemplateException(shown(name) + " is longer than " + LONGEST + " octets");
    }
    ByteBuffer octets = ByteBuffer.allocate((int) file.size());
    file.read(octets, 0);
    file.requireUnchanged();
    // Octets that are no ASCII stay what they are.
    String text = new String(octets.array(), StandardCharsets.ISO_8859_1);
    return filled(text, name, asker).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Fills a template in; see the class. */
  String filled(String text, String name, FileAsker asker) throws TemplateException {
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String key = place.group(1);
      boolean known = place.group(2) != null && NAMES.contains(key);
      String value = known ? value(key, asker) : null;
      if (value == null) {
        long line = text.substring(0, place.start()).lines().count();
        boolean begun = place.start() > 0 && text.charAt(place.start() - 1) != '\n';
        throw new TemplateException(
            "%s, line %d: {{%s}} %s"
                .formatted(
                    shown(name),
                    Math.max(1, begun ? line : line + 1),
                    shown(key),
                    known
                        ? "is not known of " + asker.client().getHostAddress()
                        : "is none of " + NAMES));
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return place.appendTail(filled).toString();
  }

  /** The value of a name; null if it is not known. */
  private @Nullable String value(String key, FileAsker asker) throws TemplateException {
    KnownMachine machine = machines.at(asker.client());
    String said = said(key, asker.query());
    return switch (key) {
      case "mac" -> {
        if (said != null) {
          yield matching(MAC, key, said).replace('-', ':').toLowerCase(Locale.ROOT);
        }
        yield machine == null || machine.mac() < 0 ? null : Printable.mac(machine.mac());
      }
      case "uuid" -> {
        if (said != null) {
          yield UUID.fromString(matching(ID, key, said)).toString();
        }
        yield machine == null || !machine.hasUuid() ? null : machine.uuid().toString();
      }
      case "arch" -> {
        if (said != null) {
          yield matching(ARCHITECTURE, key, said);
        }
        yield machine == null ? null : architecture(machine.architectureCode());
      }
      case "address" -> asker.client().getHostAddress();
      default -> asker.server().getHostAddress();
    };
  }

  private static @Nullable String architecture(int code) {
    ClientArchitecture known = ClientArchitecture.of(code);
    return known == ClientArchitecture.OTHER
        ? null
        : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value in a query. None of those that are good has anything to be decoded but a colon. */
  private static @Nullable String said(String key, String query) {
    for (String part : query.split("&", -1)) {
      if (part.startsWith(key + "=")) {
        return part.substring(key.length() + 1).replaceAll("(?i)%3a", ":");
      }
    }
    return null;
  }

  private static String matching(Pattern pattern, String key, String value)
      throws TemplateException {
    if (!pattern.matcher(value).matches()) {
      throw new TemplateException("the request's " + key + "=" + shown(value) + " is none");
    }
    return value;
  }

  private static String shown(String text) {
    return Printable.text(text);
  }
}
