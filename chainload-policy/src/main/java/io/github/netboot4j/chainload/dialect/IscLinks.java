package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.SubOptionData;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Language;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.List;

/**
 * Chooses the network that a request comes from: by the relay's link selection (RFC 3527), by the
 * subnet selection option (RFC 3011), by the relay's address, or by where it arrived; an INFORM by
 * the client's address.
 */
final class IscLinks implements PlainSelector, Walked.Choosing {
  private static final int LINK_SELECTION = 5;

  private final Data linkSelection =
      new SubOptionData(
          new OptionData(OptionCode.RELAY_AGENT_INFORMATION, false, "relay-agent-information"),
          LINK_SELECTION,
          1,
          1,
          false,
          "agent.link-selection");
  private final Data subnetSelection =
      new OptionData(OptionCode.SUBNET_SELECTION, false, "subnet-selection");

  private final List<IscModel.Network> networks;
  private final int[] addresses;
  private final int[] netmasks;
  private final int[] numbers;

  IscLinks(IscModel model) {
    networks = List.copyOf(model.networks());
    int count = model.subnets().size();
    addresses = new int[count];
    netmasks = new int[count];
    numbers = new int[count];
    for (int index = 0; index < count; index++) {
      IscModel.Subnet subnet = model.subnets().get(index);
      addresses[index] = subnet.address;
      netmasks[index] = subnet.netmask;
      numbers[index] = networks.indexOf(subnet.network);
    }
  }

  @Override
  public int select(BootRequest request, Workspace space) {
    DhcpMessageView message = request.message();
    int start = space.length();
    int length = linkSelection.append(request, space);
    if (length == Data.ABSENT) {
      length = subnetSelection.append(request, space);
    }
    if (length != Data.ABSENT) {
      int chosen = 0;
      for (int index = 0; index < Integer.BYTES && index < length; index++) {
        chosen = chosen << Byte.SIZE | space.unsigned8(start + index);
      }
      space.truncate(start);
      return length == Integer.BYTES ? networkOf(chosen) : NONE;
    }
    if (message.messageType() == MessageType.INFORM) {
      return message.clientAddress() == 0 ? NONE : networkOf(message.clientAddress());
    }
    if (message.relayAddress() != 0) {
      return networkOf(message.relayAddress());
    }
    if (request.arrivalAddress() != 0) {
      return networkOf(request.arrivalAddress());
    }
    return networks.size() == 1 ? 0 : NONE;
  }

  @Override
  public int select(Walk walk) {
    Value stated = walk.value(linkSelection);
    if (stated.equals(Value.ABSENT)) {
      stated = walk.value(subnetSelection);
    }
    if (!stated.equals(Value.ABSENT)) {
      return networkOf(stated, walk);
    }
    if (walk.holds(new MessageTypeIs(MessageType.INFORM))) {
      return walk.isZero(Value.CLIENT_ADDRESS) ? NONE : networkOf(Value.CLIENT_ADDRESS, walk);
    }
    if (!walk.isZero(Value.RELAY_ADDRESS)) {
      return networkOf(Value.RELAY_ADDRESS, walk);
    }
    int arrival = walk.arrival().arrivalAddress();
    return arrival != 0 ? networkOf(arrival) : networks.size() == 1 ? 0 : NONE;
  }

  private int networkOf(Value address, Walk walk) {
    for (int index = 0; index < addresses.length; index++) {
      Language here = Languages.inSubnet(addresses[index], netmasks[index]);
      if (walk.test(address, here, List.of(this, index))) {
        return numbers[index];
      }
    }
    return NONE;
  }

  private int networkOf(int address) {
    for (int index = 0; index < addresses.length; index++) {
      if ((address & netmasks[index]) == addresses[index]) {
        return numbers[index];
      }
    }
    return NONE;
  }

  @Override
  public Plain plain(int number, PlainConditions others) {
    return number < 0
        ? Plain.never()
        : Plain.any(
            networks.get(number).subnets.stream()
                .map(subnet -> others.onSubnetOf(subnet.address))
                .toList());
  }

  @Override
  public String name(int number) {
    return number < 0 ? "on no network declared" : "on " + networks.get(number).scope;
  }
}
