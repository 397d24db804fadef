package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the requests that one machine sends along its chain tell of it, and what other machines
 * there can be: who it is and where it stands are left open, all else in its requests is as it is.
 * Each test that another machine could have come out of otherwise is another trail.
 */
public final class MachineTrail {
  private static final Attribute MACHINE_ID =
      Attribute.option(OptionCode.CLIENT_MACHINE_IDENTIFIER);
  private static final Attribute RELAY_SAYS = Attribute.option(OptionCode.RELAY_AGENT_INFORMATION);

  private static final String ETHERNET = "\u00FF\u00FF\0\0\0\0\0\0";
  private static final String UUID = "\u00FF" + "\0".repeat(16);

  private final Map<Attribute, Values> free;
  private final List<MachineTrail> others = new ArrayList<>();
  private Map<Attribute, Values> values;
  private boolean certain = true;

  private MachineTrail(Map<Attribute, Values> free, Map<Attribute, Values> values) {
    this.free = free;
    this.values = values;
  }

  /** Any machine on the server's own link, and any behind a relay. */
  public static List<MachineTrail> any() {
    Values relays = Values.any(Attribute.RELAY_ADDRESS);
    Values.Split behind = relays.split(Languages.exactly(0, Integer.BYTES));
    List<MachineTrail> all = new ArrayList<>();
    Map<Attribute, Values> free = new HashMap<>();
    put(free, Attribute.HARDWARE, new Languages.Masked("\1\6\0\0\0\0\0\0", ETHERNET, false));
    put(free, MACHINE_ID, new Languages.Masked("\0".repeat(17), UUID, false));
    if (behind.in() != null) {
      free.put(Attribute.RELAY_ADDRESS, behind.in());
      all.add(new MachineTrail(Map.copyOf(free), Map.of()));
    }
    Values said = Values.any(RELAY_SAYS);
    Values.Split says = said.split(Languages.ANY);
    Values something = says.in() == null ? null : says.in().split(new RelaySays(false)).in();
    for (Values circuit : new @Nullable Values[] {says.out(), something}) {
      if (behind.out() != null && circuit != null) {
        free.put(Attribute.RELAY_ADDRESS, behind.out());
        free.put(RELAY_SAYS, circuit);
        all.add(new MachineTrail(Map.copyOf(free), Map.of()));
      }
    }
    return all;
  }

  /** A trail that begins where this one began. */
  public MachineTrail fresh() {
    return new MachineTrail(free, Map.of());
  }

  private static void put(Map<Attribute, Values> free, Attribute attribute, Language all) {
    Values values = Values.any(attribute).split(all).in();
    if (values != null) {
      free.put(attribute, values);
    }
  }

  private @Nullable Values now(Attribute attribute) {
    Values known = values.get(attribute);
    return known != null ? known : free.get(attribute);
  }

  /** Whether there is surely a machine like that. */
  public boolean isShown() {
    return values.values().stream().allMatch(Values::isShown);
  }

  /** Whether every test on the trail came out for a known reason. */
  public boolean isCertain() {
    return certain;
  }

  private byte @Nullable [] shown(Attribute attribute) {
    Values known = now(attribute);
    return known == null ? null : known.shown();
  }

  /** The hardware address of such a machine, 48 bits. */
  public long macAddress() {
    return number(shown(Attribute.HARDWARE), 2);
  }

  /** Octets 1 to 16 of its option 97, eight of them from an index on. */
  public long machineId(int from) {
    return number(slice(shown(MACHINE_ID), from, Long.BYTES), 0);
  }

  /** The address of its relay; 0 for none. */
  public int relay() {
    return (int) number(shown(Attribute.RELAY_ADDRESS), 0);
  }

  /** What the relay says in a sub-option, one character an octet; empty for nothing. */
  public String relaySays(int code) {
    byte[] octets = shown(RELAY_SAYS);
    int at = 0;
    while (octets != null && at + 1 < octets.length) {
      int length = octets[at + 1] & 0xFF;
      if (octets[at] == code) {
        return Languages.text(slice(octets, at + 2, length));
      }
      at += 2 + length;
    }
    return "";
  }

  private static byte[] slice(byte @Nullable [] octets, int from, int count) {
    byte[] part = new byte[count];
    for (int index = 0; octets != null && index < count && from + index < octets.length; index++) {
      part[index] = octets[from + index];
    }
    return part;
  }

  private static long number(byte @Nullable [] octets, int from) {
    long number = 0;
    for (int index = from; octets != null && index < octets.length; index++) {
      number = number << Byte.SIZE | (octets[index] & 0xFF);
    }
    return number;
  }

  private Walk walk(BootRequest request) {
    Map<Attribute, Values> here = new HashMap<>();
    for (Attribute attribute : free.keySet()) {
      Values known = now(attribute);
      if (known != null && known.allows(attribute.read(request))) {
        here.put(attribute, known);
      }
    }
    Path path = new Path(Arrival.of(request), values, Map.of());
    return new Walk(new Shape(request, here), path, request);
  }

  private void take(Walk walk) {
    for (Path branch : walk.branches()) {
      others.add(new MachineTrail(free, branch.values()));
    }
    certain &= walk.path().assumed().isEmpty();
    values = walk.path().values();
  }

  /** Goes a request's way through rules: those whether to answer, and those that matter. */
  public void follow(RuleSet rules, Predicate<Field> wanted, BootRequest request) {
    Walk walk = walk(request);
    new ClassSearch(new Shape(List.of()), wanted, List.of(rules)).follow(walk);
    take(walk);
  }

  /** Notes whether the machine's relay is of a subnet. */
  public void locate(int address, int netmask, BootRequest request) {
    Walk walk = walk(request);
    walk.test(Value.RELAY_ADDRESS, Languages.inSubnet(address, netmask));
    take(walk);
  }

  /** The trails that branched off, to be followed in their turn; none is told twice. */
  public List<MachineTrail> takeOthers() {
    List<MachineTrail> taken = List.copyOf(others);
    others.clear();
    return taken;
  }
}
