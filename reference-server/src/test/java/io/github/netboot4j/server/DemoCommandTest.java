package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class DemoCommandTest {
  @Test
  void fourChainsEndInTheScript() {
    StringWriter out = new StringWriter();
    int exitCode = Main.commandLine().setOut(new PrintWriter(out, true)).execute("demo");
    String story = out.toString();
    assertEquals(0, exitCode, story);
    assertEquals(4, story.lines().filter(line -> line.contains("booted")).count(), story);
    assertTrue(story.contains("asks the size of snponly.efi"), story);
    assertTrue(story.contains("fetches undionly.kpxe"), story);
    assertTrue(story.contains("4 of 4 chains ended in the script."), story);
  }
}
