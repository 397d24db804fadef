package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
  private static final Map<String, CommandLine> ALL = Main.commandLine().getSubcommands();

  @Test
  void aCommandIsFoundByTheNameItGivesItself() {
    ALL.forEach((name, command) -> assertEquals(name, command.getCommandName()));
  }

  @Test
  void onlyTheCommandThatIsMeantIsLoaded() {
    for (String name : ALL.keySet()) {
      Set<String> loaded = Main.commandLine(name).getSubcommands().keySet();
      assertEquals(name.equals("help") ? ALL.keySet() : Set.of(name), loaded);
    }
  }

  @Test
  void whatIsNoCommandIsComparedWithAll() {
    assertEquals(ALL.keySet(), Main.commandLine("serv").getSubcommands().keySet());
    assertEquals(ALL.keySet(), Main.commandLine("--help").getSubcommands().keySet());
    assertTrue(ALL.size() > 10, ALL.keySet().toString());
  }
}
