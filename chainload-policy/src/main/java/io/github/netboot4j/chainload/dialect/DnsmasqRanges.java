package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Range.Use;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.List;

/**
 * The ranges of addresses: which of them are for the subnet that a request comes from, and which
 * one its reply belongs to.
 */
final class DnsmasqRanges implements PlainSelector, Walked.Choosing {
  private static final int LINK_SELECTION = 5;
  private static final int SUBNET_SELECTION = 118;

  private final DnsmasqModel.Range[] ranges;
  private final Condition[] needs;
  private final int[] firsts;
  private final int[] lasts;
  private final int[] netmasks;
  private final boolean[] hasNetmask;
  private final Place place = new Place();
  private DnsmasqExchange exchange;
  private DnsmasqHosts hosts;

  @SuppressWarnings("NullAway.Init") // bind follows at once: these three refer to one another.
  DnsmasqRanges(List<DnsmasqModel.Range> inFileOrder) {
    ranges = inFileOrder.toArray(new DnsmasqModel.Range[0]);
    needs = new Condition[ranges.length];
    firsts = new int[ranges.length];
    lasts = new int[ranges.length];
    netmasks = new int[ranges.length];
    hasNetmask = new boolean[ranges.length];
    for (int index = 0; index < ranges.length; index++) {
      Integer netmask = ranges[index].netmask();
      firsts[index] = ranges[index].first();
      lasts[index] = ranges[index].last();
      netmasks[index] = netmask == null ? 0 : netmask;
      hasNetmask[index] = netmask != null;
    }
  }

  void bind(DnsmasqExchange kind, DnsmasqHosts known, DnsmasqTags tags) {
    exchange = kind;
    hosts = known;
    for (int index = 0; index < ranges.length; index++) {
      needs[index] = tags.allOf(ranges[index].needs());
    }
  }

  int count() {
    return ranges.length;
  }

  DnsmasqModel.Range range(int number) {
    return ranges[number];
  }

  boolean isProxy(int number) {
    return ranges[number].use() == Use.PROXY;
  }

  /** Whether a range's tags hold. */
  boolean suits(int number, BootRequest request, Workspace space) {
    return needs[number].holds(request, space);
  }

  /** The first range for the subnet that the request comes from, or {@link #NONE}. */
  int firstActive(BootRequest request, Workspace space) {
    for (int index = 0; index < ranges.length; index++) {
      if (isActive(index, request, space)) {
        return index;
      }
    }
    return NONE;
  }

  int firstProxy(BootRequest request, Workspace space) {
    for (int index = 0; index < ranges.length; index++) {
      if (isProxy(index) && isActive(index, request, space) && suits(index, request, space)) {
        return index;
      }
    }
    return NONE;
  }

  /** Whether a range is for the subnet that the request comes from. */
  boolean isActive(int number, BootRequest request, Workspace space) {
    return holds(number, space.selected(place, request), request);
  }

  /** An address in the subnet that a request comes from; found once a request. */
  private final class Place implements Selector {
    @Override
    public int select(BootRequest request, Workspace space) {
      DhcpMessageView message = request.message();
      int elsewhere = selectedSubnet(message);
      if (elsewhere == 0) {
        elsewhere = message.relayAddress();
      }
      if (elsewhere != 0) {
        return elsewhere;
      }
      int arrival = request.arrivalAddress();
      int here = arrival != 0 || firsts.length == 0 ? arrival : firsts[0];
      int client = message.clientAddress() == 0 ? 0 : clientAddress(message);
      return client == 0 || anyOf(client, here, request) || !anyOf(client, client, request)
          ? here
          : client;
    }

    @Override
    public String name(int number) {
      return "the subnet of " + Ipv4.format(number);
    }
  }

  /** Whether two addresses are both in the subnet of one range. */
  private boolean anyOf(int one, int other, BootRequest request) {
    for (int index = 0; index < ranges.length; index++) {
      if (holds(index, one, request) && holds(index, other, request)) {
        return true;
      }
    }
    return false;
  }

  /** The client's own address, where dnsmasq believes it. */
  private static int clientAddress(DhcpMessageView message) {
    int type = message.messageType();
    boolean ignored =
        type != MessageType.NONE
            && (type == MessageType.DISCOVER || message.requestedAddress() != 0);
    return ignored ? 0 : message.clientAddress();
  }

  private static int selectedSubnet(DhcpMessageView message) {
    if (message.hasOption(OptionCode.RELAY_AGENT_INFORMATION)) {
      int selected = linkSelection(message);
      if (selected != 0) {
        return selected;
      }
    }
    return message.optionInt32(SUBNET_SELECTION, 0);
  }

  private static int linkSelection(DhcpMessageView message) {
    int length = message.optionLength(OptionCode.RELAY_AGENT_INFORMATION);
    int at = 0;
    while (at + 1 < length) {
      int code = message.optionByte(OptionCode.RELAY_AGENT_INFORMATION, at);
      if (code == 0) {
        at++;
        continue;
      }
      int octets = message.optionByte(OptionCode.RELAY_AGENT_INFORMATION, at + 1);
      if (code == 255 || at + 2 + octets > length) {
        return 0;
      }
      if (code == LINK_SELECTION && octets >= Integer.BYTES) {
        int address = 0;
        for (int octet = 0; octet < Integer.BYTES; octet++) {
          address =
              address << Byte.SIZE
                  | message.optionByte(OptionCode.RELAY_AGENT_INFORMATION, at + 2 + octet);
        }
        return address;
      }
      at += 2 + octets;
    }
    return 0;
  }

  /**
   * Whether a range is for the interface that the request came in on. Where its address is not
   * known, the subnet of the first range is taken to be there.
   */
  private boolean isOfInterface(int number, BootRequest request) {
    int arrival = request.arrivalAddress();
    return holds(number, arrival != 0 ? arrival : ranges[0].first(), request);
  }

  /** Whether an address is in the subnet of a range. */
  boolean holds(int number, int address, BootRequest request) {
    int netmask = netmask(number, request);
    return (((address ^ firsts[number]) | (address ^ lasts[number])) & netmask) == 0;
  }

  /**
   * A range's netmask: that in the file, that of the interface, or that of the addresses' class, as
   * dnsmasq has it for subnets behind a relay.
   */
  int netmask(int number, BootRequest request) {
    if (hasNetmask[number]) {
      return netmasks[number];
    }
    int arrival = request.arrivalNetmask();
    int own = request.arrivalAddress();
    if (arrival != 0
        && (((own ^ firsts[number]) & arrival) == 0 || ((own ^ lasts[number]) & arrival) == 0)) {
      return arrival;
    }
    return ofClass(firsts[number]);
  }

  static int ofClass(int address) {
    return address >= 0 ? 0xFF00_0000 : address << 1 >= 0 ? 0xFFFF_0000 : 0xFFFF_FF00;
  }

  int broadcast(int number, BootRequest request) {
    Integer stated = ranges[number].broadcast();
    return stated != null ? stated : ranges[number].first() | ~netmask(number, request);
  }

  @Override
  public int select(BootRequest request, Workspace space) {
    return switch (space.selected(exchange, request)) {
      case DnsmasqExchange.PROXY -> firstProxy(request, space);
      case DnsmasqExchange.BOOT_SERVER ->
          firstAround(request.message().clientAddress(), request, space, false);
      case DnsmasqExchange.ORDINARY, DnsmasqExchange.BOOTP -> ordinary(request, space);
      default -> NONE;
    };
  }

  @Override
  public int select(Walk walk) {
    return new DnsmasqRangesWalk(this, walk).select();
  }

  DnsmasqExchange exchange() {
    return exchange;
  }

  DnsmasqHosts hosts() {
    return hosts;
  }

  /** What a range's tags stand for. */
  Condition needs(int number) {
    return needs[number];
  }

  private int ordinary(BootRequest request, Workspace space) {
    int address = request.givenAddress();
    DhcpMessageView message = request.message();
    int type = message.messageType();
    if (type == MessageType.INFORM) {
      address = message.clientAddress();
    } else if (type == MessageType.REQUEST && address == 0) {
      int asked = message.requestedAddress();
      address = asked != 0 ? asked : message.clientAddress();
    }
    if (address == 0) {
      address = hosts.addressOf(request, space);
    }
    return address != 0 ? around(address, request, space) : toAllocateFrom(request, space);
  }

  /** The range that an address belongs to. */
  private int around(int address, BootRequest request, Workspace space) {
    for (int index = 0; index < ranges.length; index++) {
      if (ranges[index].use() == Use.LEASES
          && Integer.compareUnsigned(address, ranges[index].first()) >= 0
          && Integer.compareUnsigned(address, ranges[index].last()) <= 0
          && isActive(index, request, space)
          && suits(index, request, space)) {
        return index;
      }
    }
    int reserved = firstAround(address, request, space, true);
    if (reserved != NONE) {
      return reserved;
    }
    for (int index = 0; index < ranges.length; index++) {
      if (!isProxy(index)
          && isActive(index, request, space)
          && suits(index, request, space)
          && ((address ^ firsts[index]) & netmask(index, request)) == 0) {
        return index;
      }
    }
    return NONE;
  }

  private int firstAround(
      int address, BootRequest request, Workspace space, boolean onlyForReserved) {
    for (int index = 0; index < ranges.length; index++) {
      if ((!onlyForReserved || ranges[index].use() == Use.RESERVED_ONLY)
          && isActive(index, request, space)
          && suits(index, request, space)
          && ((address ^ firsts[index]) & netmask(index, request)) == 0) {
        return index;
      }
    }
    return NONE;
  }

  /** The range that a new address is taken from: one with tags that hold before one without. */
  private int toAllocateFrom(BootRequest request, Workspace space) {
    int without = NONE;
    for (int index = 0; index < ranges.length; index++) {
      if (ranges[index].use() == Use.LEASES
          && isActive(index, request, space)
          && suits(index, request, space)) {
        if (!ranges[index].needs().isEmpty()) {
          return index;
        }
        without = without == NONE ? index : without;
      }
    }
    return without;
  }

  @Override
  public Plain plain(int number, PlainConditions others) {
    if (number < 0) {
      return Plain.never();
    }
    Plain here = others.onSubnetOf(ranges[number].first());
    for (int other = 0; other < ranges.length; other++) {
      if (other != number && others.onSubnetOf(ranges[other].first()).equals(here)) {
        return new Plain.Unsayable("which of several ranges of a subnet the address is of");
      }
    }
    return here;
  }

  @Override
  public String name(int number) {
    return number < 0
        ? "for none of the ranges"
        : "for the range at "
            + ranges[number].line().source()
            + ":"
            + ranges[number].line().number();
  }

  /** A value that is an address of a range's subnet. */
  private interface SubnetAddress extends Data, Walked.Leading {
    int address(BootRequest request);

    /** Of where it comes in, which is known. */
    @Override
    default Value value(Walk walk) {
      return Value.address(address(walk.arrival()));
    }

    @Override
    default int append(BootRequest request, Workspace space) {
      space.append32(address(request));
      return Integer.BYTES;
    }

    @Override
    default int variant(BootRequest request, Workspace space) {
      return address(request);
    }
  }

  Data netmaskOf(int number) {
    Integer stated = ranges[number].netmask();
    return stated != null ? Data.address(stated) : new Netmask(this, number);
  }

  Data broadcastOf(int number) {
    Integer stated = ranges[number].broadcast();
    Integer netmask = ranges[number].netmask();
    if (stated != null) {
      return Data.address(stated);
    }
    return netmask != null
        ? Data.address(ranges[number].first() | ~netmask)
        : new Broadcast(this, number);
  }

  private record Netmask(DnsmasqRanges of, int number) implements SubnetAddress {
    @Override
    public int address(BootRequest request) {
      return of.netmask(number, request);
    }

    @Override
    public String toString() {
      return "the subnet's mask";
    }
  }

  private record Broadcast(DnsmasqRanges of, int number) implements SubnetAddress {
    @Override
    public int address(BootRequest request) {
      return of.broadcast(number, request);
    }

    @Override
    public String toString() {
      return "the subnet's broadcast address";
    }
  }

  /** The router that dnsmasq names if none is configured. */
  Data gatewayOf(int number) {
    return new Gateway(this, number);
  }

  private record Gateway(DnsmasqRanges of, int number) implements SubnetAddress {
    @Override
    public Value value(Walk walk) {
      return of.isOfInterface(number, walk.arrival()) || walk.isZero(Value.RELAY_ADDRESS)
          ? Value.address(walk.arrival().arrivalAddress())
          : Value.RELAY_ADDRESS;
    }

    @Override
    public int address(BootRequest request) {
      int relay = request.message().relayAddress();
      boolean here = of.isOfInterface(number, request);
      return relay == 0 || here ? request.arrivalAddress() : relay;
    }

    @Override
    public String toString() {
      return "this server's address, or that of the relay to another subnet";
    }
  }
}
