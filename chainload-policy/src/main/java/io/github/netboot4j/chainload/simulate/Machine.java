package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.dhcp.Ipv4;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What stays the same about a machine along its whole chain: who it is, and where it stands.
 *
 * @param name what a person calls it, such as {@code "host pc1"}
 * @param macAddress its hardware address, 48 bits; -1 for the usual one of whatever asks first
 * @param uuid its UUID; all zero for firmware that was never given one
 * @param relay the relay's address ({@code giaddr}); 0 when it stands on the server's own link
 * @param circuit what the relay says of the circuit (82.1), in hexadecimal; empty for nothing
 * @param remote what the relay says of the other end (82.2), in hexadecimal; empty for nothing
 * @param server the server's own address where its requests arrive
 * @param netmask the mask that belongs to that
 * @param arrivesOn the interface where they arrive; empty when unknown
 */
public record Machine(
    String name,
    long macAddress,
    UUID uuid,
    int relay,
    String circuit,
    String remote,
    int server,
    int netmask,
    String arrivesOn) {
  /** No address: the usual one of whatever asks first. */
  public static final long USUAL_ADDRESS = -1;

  private static final UUID NO_UUID = new UUID(0, 0);

  /**
   * Checks what is given in hexadecimal.
   *
   * @param name what a person calls it
   * @param macAddress 48 bits, or {@link #USUAL_ADDRESS}
   * @param uuid its UUID
   * @param relay the relay's address; 0 for none
   * @param circuit 82.1 in hexadecimal
   * @param remote 82.2 in hexadecimal
   * @param server the server's own address
   * @param netmask its mask
   * @param arrivesOn the interface
   * @throws IllegalArgumentException if {@code circuit} or {@code remote} is not hexadecimal, or
   *     longer than 100 octets, or the hardware address has more than 48 bits
   */
  public Machine {
    if (HexFormat.of().parseHex(circuit).length > 100
        || HexFormat.of().parseHex(remote).length > 100) {
      throw new IllegalArgumentException("a relay says at most 100 octets of a circuit");
    }
    if (macAddress != USUAL_ADDRESS && macAddress >>> 48 != 0) {
      throw new IllegalArgumentException("not 48 bits: 0x" + Long.toHexString(macAddress));
    }
  }

  /**
   * A machine that no rule names, on the server's own link.
   *
   * @param server the server's own address there
   * @param netmask the mask that belongs to it
   * @return the machine
   */
  public static Machine on(int server, int netmask) {
    return new Machine("any machine", USUAL_ADDRESS, NO_UUID, 0, "", "", server, netmask, "");
  }

  /**
   * The same machine under another name.
   *
   * @param called what a person calls it
   * @return a new machine
   */
  public Machine named(String called) {
    return new Machine(
        called, macAddress, uuid, relay, circuit, remote, server, netmask, arrivesOn);
  }

  /**
   * The same machine with another hardware address.
   *
   * @param address 48 bits
   * @return a new machine
   */
  public Machine withMacAddress(long address) {
    return new Machine(name, address, uuid, relay, circuit, remote, server, netmask, arrivesOn);
  }

  /**
   * The same machine with another UUID.
   *
   * @param identifier as people write it
   * @return a new machine
   */
  public Machine withUuid(UUID identifier) {
    return new Machine(
        name, macAddress, identifier, relay, circuit, remote, server, netmask, arrivesOn);
  }

  /**
   * The same machine behind a relay.
   *
   * @param address the relay's address on the machine's link; 0 for none
   * @return a new machine
   */
  public Machine behind(int address) {
    return new Machine(
        name, macAddress, uuid, address, circuit, remote, server, netmask, arrivesOn);
  }

  /**
   * The same machine with what the relay says of its circuit.
   *
   * @param circuitId 82.1 in hexadecimal; empty for nothing
   * @param remoteId 82.2 in hexadecimal; empty for nothing
   * @return a new machine
   */
  public Machine withCircuit(String circuitId, String remoteId) {
    return new Machine(
        name, macAddress, uuid, relay, circuitId, remoteId, server, netmask, arrivesOn);
  }

  /**
   * The same machine, whose requests arrive on an interface.
   *
   * @param networkInterface its name; empty when unknown
   * @return a new machine
   */
  public Machine arrivingOn(String networkInterface) {
    return new Machine(
        name, macAddress, uuid, relay, circuit, remote, server, netmask, networkInterface);
  }

  /** Its name and where it stands. */
  @Override
  public String toString() {
    String where = relay != Ipv4.ANY ? "behind relay " + Ipv4.format(relay) : "";
    return where.isEmpty() ? name : name + " " + where;
  }
}
