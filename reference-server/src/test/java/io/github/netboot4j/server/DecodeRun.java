package io.github.netboot4j.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What one run of {@code netboot4j decode} printed and returned. */
record DecodeRun(int exitCode, String out, String err) {
  static DecodeRun of(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "decode";
    System.arraycopy(options, 0, arguments, 1, options.length);
    CommandRun run = CommandRun.of(arguments);
    return new DecodeRun(run.exitCode(), run.out(), run.err());
  }

  static DecodeRun json(Path file) {
    return of("--json", file.toString());
  }

  List<Map<String, Object>> messages() {
    return DecodeJsonReader.lines(out);
  }
}
