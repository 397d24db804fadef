package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import java.util.Collection;
import java.util.List;

/**
 * For the tests of other programs, under any test framework.
 *
 * <pre>{@code
 * @Test
 * void noClientLoops() {
 *   ChainAssertions.assertThatNoClientLoops(policy);
 * }
 * }</pre>
 *
 * <p>It plays the clients that are modelled; that is no proof for others.
 */
public final class ChainAssertions {
  private static final int MOST_SHOWN = 10;

  private ChainAssertions() {}

  /**
   * Fails if a client loops or is stuck under a policy.
   *
   * @param policy what is to be run
   * @throws AssertionError with the chains, and what would end them
   */
  public static void assertThatNoClientLoops(BootPolicy policy) {
    assertThatNoClientLoops(Simulator.of(policy), BootClient.firstStages());
  }

  /**
   * Fails if a client loops or is stuck under a configuration, on any subnet or as any host that it
   * names.
   *
   * @param configuration read from a file
   * @throws AssertionError with the chains, and what would end them
   */
  public static void assertThatNoClientLoops(BootConfiguration configuration) {
    assertThatNoClientLoops(Simulator.of(configuration), BootClient.firstStages());
  }

  /**
   * Fails if one of these clients loops or is stuck.
   *
   * @param simulator what they are played through against
   * @param clients what machines start with
   * @throws AssertionError with the chains, and what would end them
   */
  public static void assertThatNoClientLoops(Simulator simulator, Collection<BootClient> clients) {
    List<Chain> trouble =
        simulator.simulateAll(clients).stream()
            .filter(chain -> chain.verdict().kind().isTrouble())
            .toList();
    if (trouble.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(trouble.size()).append(trouble.size() == 1 ? " chain loops" : " chains loop");
    text.append(trouble.size() == 1 ? " or is stuck:" : " or are stuck:");
    trouble.stream().limit(MOST_SHOWN).forEach(chain -> text.append('\n').append(chain));
    if (trouble.size() > MOST_SHOWN) {
      text.append("\n... and ").append(trouble.size() - MOST_SHOWN).append(" more");
    }
    throw new AssertionError(text.toString());
  }
}
