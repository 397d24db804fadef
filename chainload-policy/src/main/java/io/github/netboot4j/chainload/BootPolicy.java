package io.github.netboot4j.chainload;

import java.util.List;

/**
 * Decides what a machine is to run next.
 *
 * <p>A policy answers for every request, without state, without exceptions and from any thread. One
 * that has no opinion answers {@link BootDecision#undecided()}. The policies made here print as
 * their rules, one a line.
 *
 * <pre>{@code
 * BootPolicy policy =
 *     BootPolicy.firstMatch(
 *         userClass("iPXE", "gPXE").boots("http://192.0.2.1/boot.ipxe"),
 *         architecture(X86_BIOS).boots("undionly.kpxe"),
 *         architecture(X64_UEFI).boots("snponly.efi"));
 * }</pre>
 */
@FunctionalInterface
public interface BootPolicy {
  /**
   * Decides for one request.
   *
   * @param request what the machine says about itself; in use only during the call
   * @return the decision, never null
   */
  BootDecision decide(BootRequest request);

  /**
   * Decides, and says how that came about. Slow and allocating, for people.
   *
   * @param request what the machine says about itself; in use only during the call
   * @return the decision of {@link #decide}, with every rule that was weighed if the policy has
   *     rules
   */
  default Explanation explain(BootRequest request) {
    return new Explanation(decide(request), List.of());
  }

  /**
   * The policies in order: the first that is not undecided decides.
   *
   * @param policies asked from the first to the last
   * @return undecided if all of them are
   */
  static BootPolicy firstMatch(BootPolicy... policies) {
    return new FirstMatch(policies);
  }

  /**
   * This policy, and a decision for those requests that it leaves undecided.
   *
   * @param fallback the decision for everyone else, with its own reason
   * @return a policy that is undecided only if {@code fallback} is
   */
  default BootPolicy otherwise(BootDecision fallback) {
    return firstMatch(this, new BootRule(BootCondition.ANY, fallback));
  }
}
