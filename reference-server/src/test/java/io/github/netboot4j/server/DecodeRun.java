package io.github.netboot4j.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What one run of {@code netboot4j decode} printed and returned. */
record DecodeRun(int exitCode, String out, String err) {
  static DecodeRun of(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = new String[options.length + 1];
    arguments[0] = "decode";
    System.arraycopy(options, 0, arguments, 1, options.length);
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new DecodeRun(exitCode, out.toString(), err.toString());
  }

  static DecodeRun json(Path file) {
    return of("--json", file.toString());
  }

  List<Map<String, Object>> messages() {
    return DecodeJsonReader.lines(out);
  }
}
