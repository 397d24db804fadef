package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.dhcp.MessageType;

/** What {@link IscHosts} finds while what a request holds is left open. */
final class IscHostsWalk {
  private static final int NONE = Selector.NONE;

  private final IscHosts hosts;
  private final Walk walk;

  IscHostsWalk(IscHosts hosts, Walk walk) {
    this.hosts = hosts;
    this.walk = walk;
  }

  private boolean isInform() {
    return walk.holds(new MessageTypeIs(MessageType.INFORM));
  }

  private int find(Data key, IscIndex among) {
    return among.isEmpty() ? NONE : among.find(walk.value(key), walk);
  }

  private int byIdentifier() {
    return find(hosts.clientIdentifier(), hosts.byIdentifier());
  }

  private int byHardware() {
    return find(hosts.hardware(), hosts.byHardware());
  }

  private int byOption() {
    for (IscHosts.Identified identified : hosts.byOption()) {
      int found = find(identified.option(), identified.hosts());
      if (found != NONE) {
        return found;
      }
    }
    return NONE;
  }

  boolean isKnown() {
    return !isInform() && (byIdentifier() != NONE || byHardware() != NONE || byOption() != NONE);
  }

  int reservation() {
    int link = hosts.withAddresses() ? walk.selected(hosts.links()) : NONE;
    if (link < 0 || isInform()) {
      return NONE;
    }
    int head = byIdentifier();
    head = head == NONE ? byHardware() : head;
    head = head == NONE ? byOption() : head;
    for (int host = head; host != NONE; host = hosts.next(host)) {
      if (hosts.fixedAddress(host, hosts.network(link)) != 0) {
        return host;
      }
    }
    return NONE;
  }

  int declared() {
    if (isInform()) {
      return informed();
    }
    int reserved = walk.selected(hosts.reservations());
    if (reserved >= 0) {
      return reserved;
    }
    int found = hosts.withoutAddress(byIdentifier());
    found = found == NONE ? hosts.withoutAddress(byHardware()) : found;
    return found == NONE ? hosts.withoutAddress(byOption()) : found;
  }

  private int informed() {
    int identified = byIdentifier();
    int host = withClientsAddress(identified);
    if (host != NONE) {
      return host;
    }
    int addressed = byHardware();
    host = withClientsAddress(addressed);
    if (host != NONE) {
      return host;
    }
    host = hosts.withoutAddress(identified);
    return host != NONE ? host : hosts.withoutAddress(addressed);
  }

  private int withClientsAddress(int head) {
    for (int host = head; host != NONE; host = hosts.next(host)) {
      for (int own : hosts.fixed(host)) {
        if (walk.test(Value.CLIENT_ADDRESS, Languages.exactly(own, Integer.BYTES))) {
          return host;
        }
      }
    }
    return NONE;
  }
}
