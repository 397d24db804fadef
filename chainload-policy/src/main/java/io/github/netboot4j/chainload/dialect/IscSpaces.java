package io.github.netboot4j.chainload.dialect;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All option spaces of a configuration, those that dhcpd knows by itself to begin with. */
final class IscSpaces {
  private final Map<String, IscSpace> spaces = new LinkedHashMap<>();
  private final IscSpace dhcp = known("dhcp", 1, 1, IscOptionTable.DHCP);
  private final IscSpace server;

  IscSpaces() {
    held(known("nwip", 1, 1, IscOptionTable.NWIP), dhcp, 63);
    held(known("fqdn", 1, 1, IscOptionTable.FQDN), dhcp, 81);
    held(known("vendor-class", 4, 1, IscOptionTable.VENDOR_CLASS), dhcp, 124);
    IscSpace vendor = known("vendor", 4, 1, IscOptionTable.VENDOR);
    held(vendor, dhcp, 125);
    held(known("isc", 2, 2, IscOptionTable.ISC), vendor, 2495);
    known("dhcp6", 2, 2, IscOptionTable.DHCP6);
    held(known("agent", 1, 1, IscOptionTable.AGENT), dhcp, 82);
    server = known("server", 4, 1, IscOptionTable.SERVER);
  }

  private IscSpace known(String name, int codeOctets, int lengthOctets, String table) {
    IscSpace space = new IscSpace(name, codeOctets, lengthOctets);
    space.addAll(table);
    spaces.put(name, space);
    return space;
  }

  private static void held(IscSpace space, IscSpace by, int code) {
    IscOption holder = by.coded(code);
    if (holder != null) {
      space.holder(holder);
    }
  }

  IscSpace dhcp() {
    return dhcp;
  }

  IscSpace server() {
    return server;
  }

  @Nullable IscSpace named(String name) {
    return spaces.get(name.toLowerCase(Locale.ROOT));
  }

  /** A second space of a name takes the place of the first. */
  void add(IscSpace space) {
    spaces.put(space.name().toLowerCase(Locale.ROOT), space);
  }

  Collection<IscSpace> all() {
    return spaces.values();
  }

  /** A setting of the server that is known to be there. */
  IscOption setting(String name) {
    IscOption option = server.named(name);
    if (option == null) {
      throw new IllegalArgumentException("no setting " + name);
    }
    return option;
  }
}
