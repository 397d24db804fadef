package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqText.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through the files of a configuration, line by line. */
final class DnsmasqFiles {
  private final SourceFiles sources = new SourceFiles();
  private final Set<Path> read = new HashSet<>();
  private final Set<Path> reading = new HashSet<>();
  private final boolean goOn;
  private final List<Remark> remarks = new ArrayList<>();
  private final DnsmasqModel model = new DnsmasqModel();
  private final DnsmasqStatements statements = new DnsmasqStatements(model);
  private final DnsmasqSettings settings = new DnsmasqSettings(model, statements, this::remark);
  private final Set<String> given = new HashSet<>();

  /** A file that was named could not be read: that is never left out. */
  private boolean broken;

  /** Files of hosts and options, which are read when all else was. */
  private final List<Later> later = new ArrayList<>();

  private record Later(DnsmasqLine line, Path path, boolean hosts) {}

  DnsmasqFiles(boolean goOn) {
    this.goOn = goOn;
  }

  void remark(Remark.Kind kind, DnsmasqLine line, String text) {
    remarks.add(new Remark(kind, line.source(), line.number(), text));
  }

  void read(Path file) throws ConfigurationException {
    open(file, file.toString(), 0);
    readLater();
  }

  void parse(String name, String text) throws ConfigurationException {
    lines(name, Path.of(""), text);
    readLater();
  }

  /** Adds a range to a configuration that has none. */
  void completeWith(String range) throws ConfigurationException {
    if (model.ranges.isEmpty()) {
      lines("", Path.of(""), range);
    }
  }

  BootConfiguration configuration() throws ConfigurationException {
    return new DnsmasqCompiler(model, remarks).configuration();
  }

  private void open(Path file, String from, int line) throws ConfigurationException {
    Path real = real(file);
    if (read.contains(real) && !reading.contains(real)) {
      return; // as dnsmasq does
    }
    String text = sources.open(file, from, line);
    read.add(real);
    reading.add(real);
    Path parent = file.getParent();
    lines(file.toString(), parent == null ? Path.of("") : parent, text);
    reading.remove(real);
    sources.close();
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  private void lines(String source, Path directory, String text) throws ConfigurationException {
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      number++;
      try {
        DnsmasqLine line = DnsmasqLine.read(source, number, text.substring(start, end));
        if (!line.text().isEmpty()) {
          statement(line, directory);
        }
      } catch (ConfigurationException e) {
        forgive(e, source, number);
      }
      start = end + 1;
    }
  }

  /** Leaves a line out if that is wanted; never a whole file that cannot be read. */
  private void forgive(ConfigurationException e, String source, int number)
      throws ConfigurationException {
    if (!goOn || broken) {
      throw e;
    }
    String prefix = source + ":" + number + ": ";
    String message = e.getMessage() == null ? "" : e.getMessage();
    remarks.add(
        new Remark(
            Remark.Kind.NOT_UNDERSTOOD,
            source,
            number,
            message.startsWith(prefix) ? message.substring(prefix.length()) : message));
  }

  private void statement(DnsmasqLine line, Path directory) throws ConfigurationException {
    String text = line.text();
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).stripTrailing();
    String argument = equals < 0 ? null : text.substring(equals + 1).stripLeading();
    DnsmasqKeywords.Keyword keyword = DnsmasqKeywords.find(name);
    if (keyword == null) {
      throw line.error("dnsmasq has no option " + DnsmasqText.plain(name));
    }
    switch (keyword.parameter()) {
      case NONE -> {
        if (argument != null) {
          throw line.error(name + " takes no parameter");
        }
      }
      case REQUIRED -> {
        if (argument == null) {
          throw line.error(name + " needs a parameter");
        }
      }
      case OPTIONAL -> {}
    }
    if (keyword.once() != null && !given.add(keyword.once())) {
      throw line.error(name + " is given twice");
    }
    try {
      if (include(line, name, argument, directory)) {
        return;
      }
    } catch (ConfigurationException e) {
      broken = true;
      throw e;
    }
    settings.take(line, name, argument);
  }

  private boolean include(DnsmasqLine line, String name, @Nullable String argument, Path directory)
      throws ConfigurationException {
    String value = argument == null ? "" : argument;
    switch (name) {
      case "conf-file" -> {
        if (!value.isEmpty()) {
          open(path(line, value, directory), line.source(), line.number());
        }
      }
      case "conf-dir" -> confDirectory(line, value, directory);
      case "addn-hosts" -> {
        model.hostNames.file(path(line, value, directory));
        return false;
      }
      case "dhcp-hostsfile", "dhcp-hostsdir" ->
          later.add(new Later(line, path(line, value, directory), true));
      case "dhcp-optsfile", "dhcp-optsdir" ->
          later.add(new Later(line, path(line, value, directory), false));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Path path(DnsmasqLine line, String text, Path directory)
      throws ConfigurationException {
    try {
      return directory.resolve(DnsmasqText.plain(text));
    } catch (InvalidPathException e) {
      throw line.error("not a file's name");
    }
  }

  private void confDirectory(DnsmasqLine line, String argument, Path directory)
      throws ConfigurationException {
    Split split = DnsmasqText.split(argument);
    if (split.head().isEmpty()) {
      return;
    }
    List<String> wanted = new ArrayList<>();
    List<String> unwanted = new ArrayList<>();
    for (String rest = split.tail(); rest != null; ) {
      Split next = DnsmasqText.split(rest);
      String suffix = DnsmasqText.plain(next.head());
      if (suffix.startsWith("*")) {
        if (suffix.length() > 1) {
          wanted.add(suffix.substring(1));
        }
      } else if (!suffix.isEmpty()) {
        unwanted.add(suffix);
      }
      rest = next.tail();
    }
    for (Path file : filesIn(line, path(line, split.head(), directory))) {
      String name = String.valueOf(file.getFileName());
      if ((wanted.isEmpty() || hasSuffix(name, wanted)) && !hasSuffix(name, unwanted)) {
        open(file, line.source(), line.number());
      }
    }
  }

  private static boolean hasSuffix(String name, List<String> suffixes) {
    return suffixes.stream()
        .anyMatch(suffix -> name.length() > suffix.length() && name.endsWith(suffix));
  }

  /** The files of a directory in the order of their names, without backups and hidden ones. */
  private static List<Path> filesIn(DnsmasqLine line, Path directory)
      throws ConfigurationException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isNoBackup(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw line.error("cannot be read: " + directory);
    }
  }

  private static boolean isNoBackup(String name) {
    return !name.endsWith("~")
        && !name.startsWith(".")
        && !(name.startsWith("#") && name.endsWith("#"));
  }

  private void readLater() throws ConfigurationException {
    for (Later next : later) {
      List<Path> files =
          Files.isDirectory(next.path()) ? filesIn(next.line(), next.path()) : List.of(next.path());
      for (Path file : files) {
        String text = sources.open(file, next.line().source(), next.line().number());
        entries(file.toString(), text, next.hosts());
        sources.close();
      }
    }
  }

  /** Lines of hosts or options without their keyword. */
  private void entries(String source, String text, boolean hosts) throws ConfigurationException {
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      try {
        DnsmasqLine line = DnsmasqLine.read(source, number, raw);
        if (line.text().isEmpty()) {
          continue;
        }
        if (hosts) {
          statements.host(line, line.text());
        } else {
          statements.option(line, line.text(), false);
        }
      } catch (ConfigurationException e) {
        forgive(e, source, number);
      }
    }
  }
}
