package io.github.netboot4j.chainload.simulate;

import java.util.List;

/**
 * A machine's way from its first program to the end.
 *
 * @param client the program that it starts with
 * @param machine whose way it is
 * @param steps the programs that asked, in their order; at least one
 * @param verdict how it ends
 */
public record Chain(BootClient client, Machine machine, List<Step> steps, Verdict verdict) {
  /**
   * Copies the list.
   *
   * @param client the program that it starts with
   * @param machine whose way it is
   * @param steps the programs that asked
   * @param verdict how it ends
   */
  public Chain {
    steps = List.copyOf(steps);
  }

  /**
   * The chain in lines: one a step, and the verdict.
   *
   * @return lines without a line break at the end
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(client.label()).append(", ").append(machine);
    for (Step step : steps) {
      if (step.choice() instanceof Choice.Fetches fetches) {
        text.append("\n  ")
            .append(step.client().label())
            .append(" fetches ")
            .append(fetches.file());
        if (step.image() != null) {
          text.append(", ").append(step.image().label());
        }
      }
    }
    text.append("\n  ").append(verdict);
    return verdict.remedy().isEmpty()
        ? text.toString()
        : text.append("\n  to end it: ").append(verdict.remedy()).toString();
  }
}
