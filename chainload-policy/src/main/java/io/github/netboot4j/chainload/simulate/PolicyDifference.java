package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.chainload.rules.classes.Arrival;
import io.github.netboot4j.chainload.rules.classes.ClassSearch;
import io.github.netboot4j.chainload.rules.classes.RequestClass;
import io.github.netboot4j.chainload.rules.classes.Shape;
import io.github.netboot4j.chainload.rules.classes.Witness;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which clients two configurations answer differently. Every class of client that the rules of both
 * together tell apart is asked for its DISCOVER, with a request of that class.
 */
public final class PolicyDifference {
  /** The options that say what to boot, beside the boot file. */
  private static final Set<Integer> SAID =
      Set.of(
          OptionCode.VENDOR_SPECIFIC_INFORMATION,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.BOOT_FILE_NAME,
          OptionCode.ETHERBOOT,
          OptionCode.CONFIGURATION_FILE,
          OptionCode.PATH_PREFIX);

  private static final int USUAL_SERVER = 0xC000_0201; // 192.0.2.1
  private static final int USUAL_NETMASK = 0xFFFF_FF00;

  private final List<Change> changes;
  private final int examined;
  private final boolean complete;

  private PolicyDifference(List<Change> changes, int examined, boolean complete) {
    this.changes = changes;
    this.examined = examined;
    this.complete = complete;
  }

  /**
   * Some classes of client whose answer changes in the same way.
   *
   * @param before what they were told
   * @param after what they are told
   * @param classes how many classes of client
   * @param clients the names of the modelled clients among them, on the first subnet
   * @param example flags for {@code explain} that make a request of one of them, behind {@code
   *     --client bios}
   */
  public record Change(
      ToldAnswer before,
      ToldAnswer after,
      int classes,
      List<String> clients,
      List<String> example) {
    /**
     * Copies the lists.
     *
     * @param before what they were told
     * @param after what they are told
     * @param classes how many classes
     * @param clients the modelled clients among them
     * @param example flags for {@code explain}
     */
    public Change {
      clients = List.copyOf(clients);
      example = List.copyOf(example);
    }
  }

  /**
   * Compares two configurations, in whatever dialects.
   *
   * @param before the one in use
   * @param after the one to be used
   * @param most how many classes are asked before it is given up
   * @return the differences
   */
  public static PolicyDifference between(
      BootConfiguration before, BootConfiguration after, int most) {
    return new Comparison(before, after).examine(most);
  }

  /**
   * How the answers differ.
   *
   * @return those changes first that concern modelled clients; empty for no difference
   */
  public List<Change> changes() {
    return changes;
  }

  /**
   * How many classes of client were asked.
   *
   * @return at least one
   */
  public int examined() {
    return examined;
  }

  /**
   * Whether no other difference is possible.
   *
   * @return false if there are more classes than were allowed, or a rule compares in ways that are
   *     not looked into
   */
  public boolean isComplete() {
    return complete;
  }

  private static final class Comparison {
    private final BootConfiguration before;
    private final BootConfiguration after;
    private final Arrival arrival;
    private final Map<List<String>, Change> changes = new LinkedHashMap<>();
    private int examined;
    private boolean certain = true;

    Comparison(BootConfiguration before, BootConfiguration after) {
      this.before = before;
      this.after = after;
      List<AddressPlan.Subnet> subnets = new ArrayList<>(before.addresses().subnets());
      subnets.addAll(after.addresses().subnets());
      arrival =
          subnets.isEmpty()
              ? new Arrival(USUAL_SERVER, BootRequest.SERVER_PORT, "", USUAL_NETMASK)
              : Arrival.inSubnet(
                  subnets.get(0).address(), subnets.get(0).netmask(), BootRequest.SERVER_PORT);
    }

    PolicyDifference examine(int most) {
      Machine machine = Machine.on(arrival.address(), arrival.netmask());
      for (BootClient client : BootClient.all()) {
        ByteBuffer discover = client.discover(machine);
        DhcpMessageView view = new DhcpMessageView().wrap(discover, 0, discover.limit());
        compare(arrival.at(new BootRequest().wrap(view)), client.name(), List.of());
      }
      boolean all = false;
      if (before.policy() instanceof RuleSet one && after.policy() instanceof RuleSet other) {
        Shape discovers = Shape.discovers(List.of(arrival));
        all =
            new ClassSearch(discovers, Comparison::isSaid, List.of(one, other))
                .run(found -> examined < most && examine(found));
      }
      List<Change> sorted = new ArrayList<>(changes.values());
      sorted.sort((one, other) -> Integer.compare(other.clients().size(), one.clients().size()));
      return new PolicyDifference(List.copyOf(sorted), examined, all && certain);
    }

    private static boolean isSaid(Field field) {
      return switch (field.kind()) {
        case ANSWER, FILE, NEXT_SERVER -> true;
        case OPTION -> SAID.contains(field.code());
        case SERVER_NAME, PART -> false;
      };
    }

    private boolean examine(RequestClass found) {
      examined++;
      Witness witness = found.witness();
      certain &= found.path().assumed().isEmpty() && witness != null;
      if (witness != null) {
        compare(witness.request(new BootRequest()), "", found.flags());
      }
      return true;
    }

    private void compare(BootRequest request, String client, List<String> flags) {
      ToldAnswer one = ToldAnswer.of(before, request);
      ToldAnswer other = ToldAnswer.of(after, request);
      if (one.what().equals(other.what())) {
        return;
      }
      List<String> key = List.of(one.toString(), other.toString());
      Change known = changes.get(key);
      boolean isClass = client.isEmpty();
      List<String> clients = new ArrayList<>(known == null ? List.of() : known.clients());
      if (!isClass) {
        clients.add(client);
      }
      List<String> example = known == null ? List.of() : known.example();
      boolean better =
          example.isEmpty()
              || String.join(" ", flags).length() < String.join(" ", example).length();
      changes.put(
          key,
          new Change(
              one,
              other,
              (known == null ? 0 : known.classes()) + (isClass ? 1 : 0),
              clients,
              isClass && better ? flags : example));
    }
  }
}
