package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.SubOptionSearch;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.SubOption;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;

/** What sort of exchange a request is part of, which decides how dnsmasq answers it. */
final class DnsmasqExchange implements PlainSelector, Walked.Choosing {
  /** A lease, or an INFORM. */
  static final int ORDINARY = 0;

  /** What to boot, beside the lease that another server gives. */
  static final int PROXY = 1;

  /** A PXE client that chose an item of the menu. */
  static final int BOOT_SERVER = 2;

  /** BOOTP. */
  static final int BOOTP = 3;

  /** No range serves the client's subnet: no answer. */
  static final int NO_RANGE = 4;

  /** Not a PXE request, and only those are answered there: no answer. */
  static final int ONLY_PROXY = 5;

  private static final int BOOT_ITEM = 71;

  /** The boot item that a PXE client asks for: type, then layer, and perhaps more. */
  static final Value.Part BOOT_ITEMS =
      Value.option(OptionCode.VENDOR_SPECIFIC_INFORMATION)
          .then(inner -> SubOption.padded(BOOT_ITEM, Integer.BYTES, inner));

  private final DnsmasqRanges ranges;
  private final boolean pxe;
  private final Condition pxeClient;

  DnsmasqExchange(DnsmasqRanges ranges, boolean pxe, Condition pxeClient) {
    this.ranges = ranges;
    this.pxe = pxe;
    this.pxeClient = pxeClient;
  }

  @Override
  public int select(BootRequest request, Workspace space) {
    int head = ranges.firstActive(request, space);
    if (head == NONE) {
      return NO_RANGE;
    }
    int type = request.message().messageType();
    boolean atBootServerPort = request.arrivalPort() == BootRequest.BOOT_SERVER_PORT;
    if (type == MessageType.NONE && !atBootServerPort) {
      return ranges.isProxy(head) ? ONLY_PROXY : BOOTP;
    }
    if (pxe && pxeClient.holds(request, space)) {
      if ((type == MessageType.REQUEST || type == MessageType.INFORM)
          && bootItem(request, space.value()) >= 0) {
        return BOOT_SERVER;
      }
      if ((type == MessageType.DISCOVER || (atBootServerPort && type == MessageType.REQUEST))
          && saysArchitecture(request, space.value())
          && ranges.firstProxy(request, space) != NONE) {
        return PROXY;
      }
    }
    return ranges.isProxy(head) || atBootServerPort ? ONLY_PROXY : ORDINARY;
  }

  @Override
  public int select(Walk walk) {
    DnsmasqRangesWalk found = new DnsmasqRangesWalk(ranges, walk);
    int head = found.firstActive();
    if (head == NONE) {
      return NO_RANGE;
    }
    boolean atBootServerPort = walk.arrival().arrivalPort() == BootRequest.BOOT_SERVER_PORT;
    if (isOf(MessageType.NONE, walk) && !atBootServerPort) {
      return ranges.isProxy(head) ? ONLY_PROXY : BOOTP;
    }
    if (pxe && walk.holds(pxeClient)) {
      if ((isOf(MessageType.REQUEST, walk) || isOf(MessageType.INFORM, walk))
          && walk.test(BOOT_ITEMS, Languages.ANY)) {
        return BOOT_SERVER;
      }
      if ((isOf(MessageType.DISCOVER, walk)
              || (atBootServerPort && isOf(MessageType.REQUEST, walk)))
          && walk.test(Value.option(OptionCode.CLIENT_ARCHITECTURE), Languages.atLeast(2))
          && found.firstProxy() != NONE) {
        return PROXY;
      }
    }
    return ranges.isProxy(head) || atBootServerPort ? ONLY_PROXY : ORDINARY;
  }

  private static boolean isOf(int type, Walk walk) {
    return walk.holds(new MessageTypeIs(type));
  }

  private static boolean saysArchitecture(BootRequest request, OptionValue value) {
    return request.message().readRawOption(OptionCode.CLIENT_ARCHITECTURE, value)
        && value.length() >= 2;
  }

  /** The boot item that a PXE client asks for (43.71): type, then layer; negative for none. */
  static long bootItem(BootRequest request, OptionValue value) {
    if (!request.message().readRawOption(OptionCode.VENDOR_SPECIFIC_INFORMATION, value)) {
      return -1;
    }
    int at = SubOptionSearch.find(value, 0, value.length(), BOOT_ITEM, Integer.BYTES);
    return at < 0 ? -1 : value.int32(at + 2) & 0xFFFF_FFFFL;
  }

  @Override
  public Plain plain(int number, PlainConditions others) {
    return PlainFromDnsmasq.exchange(number);
  }

  @Override
  public String name(int number) {
    return switch (number) {
      case ORDINARY -> "a request for a lease or for settings";
      case PROXY -> "a PXE request beside another server's lease";
      case BOOT_SERVER -> "a PXE client's choice from the menu";
      case BOOTP -> "a BOOTP request";
      case NO_RANGE -> "from a subnet that no dhcp-range serves";
      default -> "no PXE request, where only those are answered";
    };
  }
}
