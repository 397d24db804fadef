package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.MachineIdentifier;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Which machine has which address, as it said when it got it. Nothing is allocated for a machine
 * that says the same again; the one that became known longest ago is forgotten first.
 */
final class KnownMachines {
  static final int MOST = 4_096;

  private final AddressMap<KnownMachine> byAddress = new AddressMap<>();
  private final int[] order = new int[MOST];
  private int next;

  /**
   * A machine was answered.
   *
   * @param address which it was given, not 0
   */
  void answered(BootRequest request, int address) {
    MachineIdentifier id = request.machineIdentifier();
    remember(
        address,
        request.macAddress(),
        id.mostSignificantBits(),
        id.leastSignificantBits(),
        request.architectureCode());
  }

  /** The same, in its parts; see {@link KnownMachine}. */
  synchronized void remember(
      int address, long mac, long uuidHigh, long uuidLow, int architectureCode) {
    KnownMachine known = byAddress.get(address);
    if (known != null
        && known.mac() == mac
        && known.uuidHigh() == uuidHigh
        && known.uuidLow() == uuidLow
        && known.architectureCode() == architectureCode) {
      return;
    }
    if (known == null) {
      byAddress.remove(order[next]);
      order[next] = address;
      next = (next + 1) % MOST;
    }
    byAddress.put(address, new KnownMachine(mac, uuidHigh, uuidLow, architectureCode));
  }

  /** The machine at an address; null if none is known there. */
  synchronized @Nullable KnownMachine at(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length == Integer.BYTES ? byAddress.get(ByteBuffer.wrap(octets).getInt()) : null;
  }
}
