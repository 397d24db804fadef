package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What is stored of one address. Times are seconds since 1970 (UTC).
 *
 * @param address which
 * @param state what it is now
 * @param client whose it is or last was; {@link ClientKey#NOBODY} when not known
 * @param macAddress that client's, -1 when not known
 * @param hostName what that client calls itself, printable; empty when it does not
 * @param starts when the state began
 * @param ends when it is over; {@link #NEVER} for a lease without end
 * @param change counts the changes of all leases, so that of two records the newer is known
 */
record LeaseRecord(
    int address,
    LeaseState state,
    ClientKey client,
    long macAddress,
    String hostName,
    long starts,
    long ends,
    long change) {

  /** The end of a lease without end. */
  static final long NEVER = Long.MAX_VALUE;

  /** A sum over all of the record, kept beside it: storage that changed a bit is found out. */
  long checksum() {
    byte[] key = client.toByteArray();
    byte[] host = hostName.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(6 * Long.BYTES + key.length + host.length);
    all.putInt(address).putInt(state.code()).putLong(macAddress).putLong(starts).putLong(ends);
    all.putLong(change).putInt(key.length).putInt(host.length).put(key).put(host);
    CRC32C sum = new CRC32C();
    sum.update(all.flip());
    return sum.getValue();
  }

  @Override
  public String toString() {
    return Ipv4.format(address) + " " + state + " " + Printable.mac(macAddress) + " #" + change;
  }
}
