package io.github.netboot4j.chainload;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the policies of other jars. */
final class Providers {
  private Providers() {}

  static BootPolicy policy(String name, ClassLoader loader) {
    List<String> names = new ArrayList<>();
    BootPolicyProvider found = null;
    try {
      for (BootPolicyProvider provider : ServiceLoader.load(BootPolicyProvider.class, loader)) {
        names.add(provider.name());
        if (provider.name().equals(name)) {
          if (found != null) {
            throw new IllegalArgumentException(
                "two jars bring a policy " + name + ": take one off the class path");
          }
          found = provider;
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("a policy cannot be loaded: " + e.getMessage(), e);
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "no policy " + name + "; there " + (names.isEmpty() ? "are none" : "are " + names));
    }
    return found.policy();
  }
}
