package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.OptionValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

  /**
   * The client is an iPXE or gPXE that has all of these features, as option 175 says.
   *
   * @param first such as {@link IpxeOptions#FEATURE_HTTP}
   * @param rest others, such as {@link IpxeOptions#FEATURE_BZIMAGE}
   * @return the condition; it does not hold for a client without option 175
   * @throws IndexOutOfBoundsException for a code that is not 0 to 255
   */
  public static BootCondition ipxeFeatures(int first, int... rest) {
    int[] all = IntStream.concat(IntStream.of(first), IntStream.of(rest)).toArray();
    StringBuilder names = new StringBuilder("iPXE features");
    for (int code : all) {
      Objects.checkIndex(code, 256);
      names.append(names.length() > "iPXE features".length() ? " and " : " ").append(code);
    }
    return of(
        names.toString(),
        request -> {
          for (int code : all) {
            if (!request.ipxe().hasFeature(code)) {
              return false;
            }
          }
          return true;
        });
  }

  /**
   * The client is one of these hosts. For many hosts with decisions of their own {@link
   * BootPolicy#byHost} is faster.
   *
   * @param hosts hardware addresses such as {@code "52:54:00:12:34:56"}, or machine identifiers
   *     (option 97) such as {@code "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}
   * @return the condition
   * @throws IllegalArgumentException if one is neither
   */
  public static BootCondition host(String... hosts) {
    HostTable table = new HostTable(List.of(hosts));
    return of("host " + String.join(" or ", hosts), request -> table.find(request) >= 0);
  }

  /**
   * The client is behind one of these circuits of a relay (82.1).
   *
   * @param names circuit identifiers in text, octet by octet (ISO 8859-1)
   * @return the condition; it does not hold for a client that no relay says a circuit of
   */
  public static BootCondition relayCircuit(String... names) {
    String[] anyOf = names.clone();
    return of(
        "relay circuit " + String.join(" or ", anyOf),
        request -> {
          OptionValue circuit = request.circuitId();
          for (String name : anyOf) {
            if (circuit.length() > 0 && circuit.contentEquals(name)) {
              return true;
            }
          }
          return false;
        });
  }

  /**
   * The client is on this subnet: the relay's address or, without a relay, the server's own address
   * that the message came to ({@link BootRequest#subnetAddress}) is.
   *
   * @param network such as {@code "192.0.2.0/24"}
   * @return the condition
   * @throws IllegalArgumentException if it is not an address, a slash and a number up to 32, or has
   *     bits beyond that number
   */
  public static BootCondition subnet(String network) {
    int slash = network.indexOf('/');
    int bits = -1;
    if (slash > 0 && network.substring(slash + 1).matches("[0-9]{1,2}")) {
      bits = Integer.parseInt(network.substring(slash + 1));
    }
    if (bits < 0 || bits > Integer.SIZE) {
      throw new IllegalArgumentException("not a network such as 192.0.2.0/24: " + network);
    }
    int address = Ipv4.parse(network.substring(0, slash));
    int mask = bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
    if ((address & ~mask) != 0) {
      throw new IllegalArgumentException("more than " + bits + " bits are set in " + network);
    }
    return of(
        "subnet " + network,
        request ->
            request.subnetAddress() != Ipv4.ANY && (request.subnetAddress() & mask) == address);
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
   * One of the conditions holds, or both.
   *
   * @param other asked if this one does not hold
   * @return the condition
   */
  public BootCondition or(BootCondition other) {
    return of(
        "(" + description + " or " + other.description + ")",
        request -> test.test(request) || other.test.test(request));
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
   * A policy that asks another one, for those requests of which this holds.
   *
   * @param policy asked when the condition holds
   * @return undecided for all others
   */
  public BootPolicy then(BootPolicy policy) {
    return new Guarded(this, policy);
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
