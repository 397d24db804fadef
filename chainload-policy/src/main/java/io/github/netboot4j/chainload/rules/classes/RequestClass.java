package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests that go the same way through the rules. Every request of a shape is in exactly one of
 * its classes, as far as nothing was assumed.
 */
public final class RequestClass {
  private final Shape shape;
  private final Path path;
  private final List<List<Outcome>> outcomes;

  RequestClass(Shape shape, Path path, List<List<Outcome>> outcomes) {
    this.shape = shape;
    this.path = path;
    this.outcomes = outcomes;
  }

  /** What is known of the requests. */
  public Path path() {
    return path;
  }

  /**
   * What became of each field that was looked at, up to the one that keeps an answer back.
   *
   * @param set the number of the rule set
   */
  public List<Outcome> outcomes(int set) {
    return outcomes.get(set);
  }

  /** Whether a request goes this way, as far as nothing was assumed. */
  public boolean contains(BootRequest request) {
    if (!Arrival.of(request).equals(path.arrival())) {
      return false;
    }
    for (Map.Entry<Attribute, Values> entry : path.values().entrySet()) {
      if (!entry.getValue().allows(entry.getKey().read(request))) {
        return false;
      }
    }
    for (Map.Entry<Attribute, byte @Nullable []> entry : shape.fixed().entrySet()) {
      if (!Arrays.equals(entry.getValue(), entry.getKey().read(request))) {
        return false;
      }
    }
    Workspace space = new Workspace();
    for (Map.Entry<Object, Integer> entry : path.assumed().entrySet()) {
      if (entry.getKey() instanceof Condition condition
          && condition.holds(request, space) != (entry.getValue() == 0)) {
        return false;
      }
    }
    return true;
  }

  /** A request of this class; null where none is known that goes this way. */
  public @Nullable Witness witness() {
    Witness witness = new Witness();
    shape.fixed().forEach(witness::put);
    for (Map.Entry<Attribute, Values> entry : path.values().entrySet()) {
      if (!entry.getValue().isShown()) {
        return null;
      }
      witness.put(entry.getKey(), entry.getValue().shown());
    }
    shape
        .derived()
        .forEach(
            (attribute, derived) -> {
              Values from = path.values().get(derived.from().attribute());
              byte[] octets = from == null ? derived.from().attribute().usual() : from.shown();
              witness.put(attribute, octets == null ? null : derived.made().apply(octets));
            });
    witness.arrivesAt(path.arrival());
    return goesThisWay(witness.request(new BootRequest())) ? witness : null;
  }

  /**
   * Flags for the command {@code explain} that make a request of this class, as far as it was
   * looked at: {@code --mac 52:54:00:12:34:56}, {@code --option 93=0007}.
   */
  public List<String> flags() {
    TreeSet<String> flags = new TreeSet<>();
    path.values()
        .forEach(
            (attribute, values) -> {
              byte[] octets = values.shown();
              String hex = octets == null ? "" : HexFormat.of().formatHex(octets);
              switch (attribute.kind()) {
                case OPTION -> flags.add("--option " + attribute.code() + "=" + hex);
                case HARDWARE ->
                    flags.add(
                        "--mac "
                            + HexFormat.ofDelimiter(":")
                                .formatHex(octets == null ? new byte[8] : octets)
                                .substring(6));
                case RELAY_ADDRESS -> {
                  if (octets != null && ByteBuffer.wrap(octets).getInt() != 0) {
                    flags.add("--relay " + Ipv4.format(ByteBuffer.wrap(octets).getInt()));
                  }
                }
                default -> {
                  // No flag says it, and a usual request is like that.
                }
              }
            });
    return List.copyOf(flags);
  }

  /** Asks the rules themselves. */
  @SuppressWarnings("ReferenceEquality") // The very rule is meant.
  private boolean goesThisWay(BootRequest request) {
    Workspace space = new Workspace();
    for (List<Outcome> of : outcomes) {
      for (Outcome outcome : of) {
        int index = outcome.rules().winner(request, space);
        Rule winner = index < 0 ? null : outcome.rules().inOrder().get(index);
        if (winner != outcome.winner()) {
          return false;
        }
      }
    }
    return true;
  }
}
