package io.github.netboot4j.chainload;

/**
 * Brings a policy from another jar, through {@link java.util.ServiceLoader}: {@link
 * BootPolicy#named} finds it by its name. The jar names its implementation in {@code
 * META-INF/services/io.github.netboot4j.chainload.BootPolicyProvider}, or with {@code provides} in
 * its module.
 */
public interface BootPolicyProvider {
  /**
   * The name to ask for it by.
   *
   * @return such as {@code "inventory"}; always the same
   */
  String name();

  /**
   * Makes the policy. Called once for each {@link BootPolicy#named}; what it needs, such as a
   * database, it finds by itself.
   *
   * @return safe for use by several threads at once
   */
  BootPolicy policy();
}
