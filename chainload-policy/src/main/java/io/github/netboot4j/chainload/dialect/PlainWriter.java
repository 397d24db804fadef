package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Writes a policy in a dialect, and keeps what cannot be said there. */
abstract class PlainWriter {
  private final Set<String> lost = new LinkedHashSet<>();

  /** The whole text. */
  abstract String write();

  /** What could not be said, in the order met. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  void lose(PlainRule rule, String why) {
    lose(rule.reason() + ": " + why);
  }

  void lose(String line) {
    lost.add(line);
  }

  /** Rules as they are on one subnet, or on none. */
  static List<PlainRule> on(int subnet, List<PlainRule> rules) {
    UnaryOperator<Plain> here =
        leaf ->
            leaf instanceof Plain.OnSubnet on
                ? on.number() == subnet ? Plain.always() : Plain.never()
                : leaf;
    List<PlainRule> kept = new ArrayList<>();
    for (PlainRule rule : rules) {
      Plain when = rule.when().replace(here);
      if (!when.equals(Plain.never())) {
        kept.add(new PlainRule(when, rule.value(), rule.reason()));
      }
      if (when.equals(Plain.always())) {
        break;
      }
    }
    return kept;
  }

  /** Whether any of these rules is about a subnet. */
  static boolean anySubnet(List<PlainRule> rules) {
    boolean[] any = new boolean[1];
    rules.forEach(
        rule ->
            rule.when()
                .replace(
                    leaf -> {
                      any[0] |= leaf instanceof Plain.OnSubnet;
                      return leaf;
                    }));
    return any[0];
  }

  /** The same without rules that leave a field out: those behind them say for whom they are not. */
  static List<PlainRule> withoutAbsent(List<PlainRule> rules) {
    List<PlainRule> kept = new ArrayList<>();
    Plain blocked = Plain.never();
    for (PlainRule rule : rules) {
      if (rule.value().absent()) {
        blocked = Plain.any(List.of(blocked, rule.when()));
        continue;
      }
      Plain when = Plain.all(List.of(Plain.no(blocked), rule.when()));
      if (!when.equals(Plain.never())) {
        kept.add(new PlainRule(when, rule.value(), rule.reason()));
      }
    }
    return kept;
  }

  /** A client identifier in terms of option 61 and the hardware address. */
  static Plain spelledOut(Plain.Is id) {
    return Plain.any(
        List.of(
            new Plain.Is(Plain.Subject.OPTION, 61, id.mode(), '\1' + id.octets()),
            new Plain.Is(Plain.Subject.OPTION, 61, id.mode(), id.octets()),
            Plain.all(
                List.of(
                    Plain.no(new Plain.Sends(61)),
                    new Plain.Is(Plain.Subject.HARDWARE_ADDRESS, 0, id.mode(), id.octets())))));
  }

  /** The addresses that a client of no class is given on a subnet. */
  static List<AddressPlan.Range> ranges(AddressPlan plan, AddressPlan.Subnet subnet) {
    ByteBuffer buffer = ByteBuffer.allocate(DhcpMessageWriter.MINIMUM_CAPACITY);
    int length =
        new DhcpMessageWriter()
            .start(MessageType.DISCOVER, buffer, 0, buffer.capacity())
            .macAddress(0x0200_0000_0000L)
            .relayAddress(subnet.address() + 1)
            .finish();
    return plan.rangesFor(new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, length)));
  }
}
