package io.github.netboot4j.chainload;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A test on a request, and the words for it: where rules of a {@link BootPolicy} begin.
 *
 * <pre>{@code
 * userClass("iPXE").and(architecture(X64_UEFI)).boots("http://192.0.2.1/x64.ipxe")
 * }</pre>
 */
public final class BootCondition {
  static final BootCondition ANY = new BootCondition("anyone else", request -> true);

  private final String description;
  private final Predicate<BootRequest> test;

  private BootCondition(String description, Predicate<BootRequest> test) {
    this.description = description;
    this.test = test;
  }

  /**
   * A condition of one's own.
   *
   * @param description in words, for the reason of the decision
   * @param test without state, throws nothing for any content of a request
   * @return the condition
   */
  public static BootCondition of(String description, Predicate<BootRequest> test) {
    return new BootCondition(description, test);
  }

  /**
   * The client belongs to one of these user classes (option 77), sent raw as boot loaders do or as
   * the list of RFC 3004.
   *
   * @param names such as {@code "iPXE"}; case matters
   * @return the condition
   */
  public static BootCondition userClass(String... names) {
    String[] anyOf = names.clone();
    return of(
        "user class " + String.join(" or ", anyOf),
        request -> {
          for (String name : anyOf) {
            if (request.userClass().matches(name)) {
              return true;
            }
          }
          return false;
        });
  }

  /**
   * The client has one of these architectures.
   *
   * @param first one of them
   * @param rest the others
   * @return the condition
   */
  public static BootCondition architecture(ClientArchitecture first, ClientArchitecture... rest) {
    Set<ClientArchitecture> anyOf = EnumSet.of(first, rest);
    return of("architecture " + words(anyOf), request -> anyOf.contains(request.architecture()));
  }

  /**
   * The client is at one of these stages of its chain.
   *
   * @param first one of them
   * @param rest the others
   * @return the condition
   */
  public static BootCondition stage(BootStage first, BootStage... rest) {
    Set<BootStage> anyOf = EnumSet.of(first, rest);
    StringBuilder names = new StringBuilder("stage");
    for (BootStage stage : anyOf) {
      names.append(names.length() > "stage".length() ? " or " : " ").append(stage.label());
    }
    return of(names.toString(), request -> anyOf.contains(request.stage()));
  }

  private static String words(Set<? extends Enum<?>> values) {
    StringBuilder names = new StringBuilder();
    for (Enum<?> value : values) {
      names.append(names.isEmpty() ? "" : " or ");
      names.append(value.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return names.toString();
  }

  /**
   * Both conditions hold.
   *
   * @param other asked if this one holds
   * @return the condition
   */
  public BootCondition and(BootCondition other) {
    return of(
        description + " and " + other.description,
        request -> test.test(request) && other.test.test(request));
  }

  /**
   * The condition does not hold.
   *
   * @return the condition
   */
  public BootCondition not() {
    return of("not " + description, request -> !test.test(request));
  }

  /**
   * A policy for those requests of which this holds.
   *
   * @param bootFile a file's name on the TFTP server, or a URI
   * @return undecided for all others
   * @throws IllegalArgumentException if the name cannot stand in a DHCP message
   */
  public BootPolicy boots(String bootFile) {
    return decides(BootDecision.boot(bootFile));
  }

  /**
   * A policy for those requests of which this holds.
   *
   * @param decision given with this condition as its reason
   * @return undecided for all others
   */
  public BootPolicy decides(BootDecision decision) {
    return new BootRule(this, decision.because(new Reason(description)));
  }

  /**
   * Asks the condition.
   *
   * @param request what the machine says about itself
   * @return whether it holds
   */
  public boolean holds(BootRequest request) {
    return test.test(request);
  }

  /**
   * The condition in words.
   *
   * @return such as {@code "user class iPXE or gPXE"}
   */
  @Override
  public String toString() {
    return description;
  }
}
