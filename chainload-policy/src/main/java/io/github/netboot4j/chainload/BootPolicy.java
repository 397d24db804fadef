package io.github.netboot4j.chainload;

import java.util.List;
import java.util.Map;

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
   * The same decision for everyone.
   *
   * @param decision with its own reason
   * @return a policy that never asks
   */
  static BootPolicy always(BootDecision decision) {
    return new BootRule(BootCondition.ANY, decision);
  }

  /**
   * Policies for hosts, found by hardware address or else by machine identifier (option 97). Ten
   * thousand cost no more than ten.
   *
   * <pre>{@code
   * BootPolicy.byHost(
   *         Map.of("52:54:00:12:34:56", stage(IPXE).boots("http://192.0.2.1/db1.ipxe")))
   *     .orElse(everyoneElse)
   * }</pre>
   *
   * @param policies by hardware address such as {@code "52:54:00:12:34:56"}, or by UUID
   * @return undecided for all other hosts, and where the host's own policy is
   * @throws IllegalArgumentException if a key is neither, or two mean the same host
   */
  static BootPolicy byHost(Map<String, BootPolicy> policies) {
    return new HostPolicy(policies);
  }

  /**
   * A policy that another jar brings: see {@link BootPolicyProvider}.
   *
   * @param name the provider's name
   * @return the provider's policy
   * @throws IllegalArgumentException if there is no provider of that name, or more than one, or one
   *     cannot be loaded; the message says which there are
   */
  static BootPolicy named(String name) {
    return named(name, Thread.currentThread().getContextClassLoader());
  }

  /**
   * A policy of a jar that this program was not started with.
   *
   * @param name the provider's name
   * @param loader what loads the jar; it stays open for as long as the policy is used
   * @return the provider's policy
   * @throws IllegalArgumentException as {@link #named(String)} does
   */
  static BootPolicy named(String name, ClassLoader loader) {
    return Providers.policy(name, loader);
  }

  /**
   * This policy, and another for those requests that it leaves undecided.
   *
   * @param next asked when this is undecided
   * @return undecided if both are
   */
  default BootPolicy orElse(BootPolicy next) {
    return firstMatch(this, next);
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
