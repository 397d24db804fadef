package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a configuration has addresses come from. Without state; safe for use by threads. */
public interface AddressPlan {
  /**
   * The subnets that are served.
   *
   * @return in the order of the file
   */
  List<Subnet> subnets();

  /**
   * The address that is kept for this client where it is now.
   *
   * @param request who asks, and where it arrived
   * @return an IPv4 address; 0 for none
   */
  int reservedFor(BootRequest request);

  /**
   * Whether an address is kept for some client, and so not for whoever asks.
   *
   * @param address an IPv4 address
   * @return false where addresses that are kept may be given to others while they are free
   */
  default boolean isReserved(int address) {
    return false;
  }

  /**
   * The ranges that this client may be given an address of.
   *
   * @param request who asks, and where it arrived
   * @return in the order to try them; empty if there is no address for it, which means silence
   */
  List<Range> rangesFor(BootRequest request);

  /**
   * All ranges that some client may be given an address of: what can be watched running out.
   *
   * @return in the order of the file; empty where no addresses are given
   */
  default List<Range> ranges() {
    return List.of();
  }

  /**
   * How long a lease lasts.
   *
   * @param request who asks, and where it arrived
   * @return the times in force for it
   */
  LeaseTimes leaseTimesFor(BootRequest request);

  /**
   * Whether a client is told that an address is not for it (RFC 2131 §4.3.2), rather than left
   * without an answer.
   *
   * @param request who asks, and where it arrived
   * @return whether NAKs are sent
   */
  boolean isAuthoritative(BootRequest request);

  /**
   * The clients that the configuration names by their hardware addresses: hosts, reservations,
   * members of classes.
   *
   * @return in the order of the file; empty if it names none
   */
  default List<NamedClient> namedClients() {
    return List.of();
  }

  /**
   * A client that a configuration names.
   *
   * @param name what a person calls it, such as {@code "host pc1"}
   * @param macAddress its hardware address, 48 bits; one of them, if a pattern names many
   */
  record NamedClient(String name, long macAddress) {
    private static final int ETHERNET = 1;
    private static final int LENGTH = 6;

    /** One whose hardware type and address are these characters, if they are an Ethernet's. */
    static Optional<NamedClient> ofHardware(String name, @Nullable String typeAndAddress) {
      if (typeAndAddress == null
          || typeAndAddress.isEmpty()
          || typeAndAddress.charAt(0) != ETHERNET) {
        return Optional.empty();
      }
      return ofAddress(name, typeAndAddress.substring(1));
    }

    /** One whose hardware address is these characters, if they are six. */
    static Optional<NamedClient> ofAddress(String name, String address) {
      if (address.length() != LENGTH) {
        return Optional.empty();
      }
      long mac = 0;
      for (int index = 0; index < LENGTH; index++) {
        mac = (mac << Byte.SIZE) | (address.charAt(index) & 0xFF);
      }
      return Optional.of(new NamedClient(name, mac));
    }
  }

  /**
   * A subnet.
   *
   * @param address its own IPv4 address
   * @param netmask its mask
   * @param proxy whether another server gives the addresses and this one only says what to boot
   */
  record Subnet(int address, int netmask, boolean proxy) {}

  /**
   * A range of addresses.
   *
   * @param first the lowest IPv4 address
   * @param last the highest
   */
  record Range(int first, int last) {}

  /**
   * Times of a lease, in seconds; -1 for one without end.
   *
   * @param minimum the least that a client gets when it asks for less
   * @param byDefault what a client gets that asks for nothing
   * @param maximum the most that a client gets when it asks for more
   */
  record LeaseTimes(int minimum, int byDefault, int maximum) {}
}
