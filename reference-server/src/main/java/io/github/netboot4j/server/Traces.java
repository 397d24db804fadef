package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * A number for all that belongs to one boot of one machine: from its firmware's DISCOVER, through
 * what it fetches and as whatever programs it asks, until the next time that its firmware begins,
 * or nothing is heard of it for a while. Following takes no memory beyond what there is from the
 * start: of more machines than that, those heard of longest ago get a new number. Safe for use by
 * threads.
 */
final class Traces {
  static final int MOST_MACHINES = 4_096;

  /** A machine that was silent for so long has begun anew. */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  /** The trace of nothing that can be followed. */
  static final int NONE = 0;

  /** A machine is in one of so many places, of which the oldest is taken. */
  private static final int WAYS = 8;

  private static final int SETS = MOST_MACHINES / WAYS;
  private static final long NOBODY = 0;
  private static final long NO_ETHERNET = 1L << 62;
  private static final long ADDRESS_ALONE = 1L << 61;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long ODD = 0x9e3779b97f4a7c15L;

  private final LongSupplier clock;
  private final long[] machines = new long[MOST_MACHINES];
  private final int[] addresses = new int[MOST_MACHINES];
  private final int[] traces = new int[MOST_MACHINES];
  private final long[] heard = new long[MOST_MACHINES];

  /** Whether it was firmware that asked last, and has fetched nothing since. */
  private final boolean[] beginning = new boolean[MOST_MACHINES];

  private final int seed = ThreadLocalRandom.current().nextInt();
  private int last = ThreadLocalRandom.current().nextInt();

  /**
   * Follows no machine yet.
   *
   * @param clock milliseconds of a steady clock
   */
  Traces(LongSupplier clock) {
    this.clock = clock;
  }

  /** The trace as people write it: eight hexadecimal digits. */
  static String text(int trace) {
    return HexFormat.of().toHexDigits(trace);
  }

  /** The trace that a request belongs to; a new one if a boot begins with it. */
  synchronized int of(BootRequest request) {
    long machine = machine(request);
    if (machine == NOBODY) {
      return NONE;
    }
    boolean begins =
        isFirmware(request.stage()) && request.message().messageType() == MessageType.DISCOVER;
    int slot = slot(machine, begins);
    beginning[slot] = begins || (beginning[slot] && isFirmware(request.stage()));
    return traces[slot];
  }

  /** The same, of a request whose sender has an address now. */
  synchronized int of(BootRequest request, int address) {
    int trace = of(request);
    if (trace != NONE && address != 0) {
      addresses[find(machine(request))] = address;
    }
    return trace;
  }

  /** The trace of who has a hardware address; {@link #NONE} if it is not followed. */
  synchronized int ofMachine(long macAddress) {
    int slot = macAddress < 0 ? -1 : find(macAddress + 1);
    return slot < 0 ? NONE : traces[slot];
  }

  /**
   * The trace of who has an IPv4 address, be it from another server.
   *
   * @param fetched whether it has fetched a file whole
   */
  synchronized int ofAddress(int address, boolean fetched) {
    int slot = at(address);
    if (slot < 0 || clock.getAsLong() - heard[slot] > LONGEST_SILENCE.toMillis()) {
      slot = slot(ADDRESS_ALONE | Integer.toUnsignedLong(address), false);
      addresses[slot] = address;
    }
    heard[slot] = clock.getAsLong();
    if (fetched) {
      beginning[slot] = false;
    }
    return traces[slot];
  }

  /** The hardware address of who was last heard of at an IPv4 address; -1 if it is not known. */
  synchronized long machineAt(int address) {
    int slot = at(address);
    return slot < 0 || machines[slot] >= ADDRESS_ALONE ? -1 : machines[slot] - 1;
  }

  /** Where the one is that was last heard of at an address; -1 for nobody. */
  private int at(int address) {
    int slot = -1;
    for (int index = 0; index < MOST_MACHINES; index++) {
      if (addresses[index] == address
          && traces[index] != NONE
          && (slot < 0 || heard[index] - heard[slot] > 0)) {
        slot = index;
      }
    }
    return slot;
  }

  private static boolean isFirmware(BootStage stage) {
    return switch (stage) {
      case BIOS_PXE, UEFI_PXE, UEFI_HTTP, U_BOOT, RASPBERRY_PI -> true;
      case GPXE, IPXE, PXELINUX, OTHER -> false;
    };
  }

  /** A number for who sent a request, by its hardware address. */
  private static long machine(BootRequest request) {
    if (request.macAddress() >= 0) {
      return request.macAddress() + 1;
    }
    DhcpMessageView message = request.message();
    if (message.hardwareAddressLength() == 0) {
      return NOBODY;
    }
    long hash = FNV_OFFSET;
    for (int index = 0; index < message.hardwareAddressLength(); index++) {
      hash = (hash ^ message.hardwareAddressByte(index)) * FNV_PRIME;
    }
    return NO_ETHERNET | hash >>> 4;
  }

  private int firstWay(long machine) {
    return (int) (((machine ^ seed) * ODD) >>> 32 & SETS - 1) * WAYS;
  }

  private int find(long machine) {
    int first = firstWay(machine);
    for (int slot = first; slot < first + WAYS; slot++) {
      if (traces[slot] != NONE && machines[slot] == machine) {
        return slot;
      }
    }
    return -1;
  }

  /** Where a machine is, with a new trace if it is new, silent for long, or begins once more. */
  private int slot(long machine, boolean begins) {
    long now = clock.getAsLong();
    int slot = find(machine);
    boolean fresh =
        slot < 0 || now - heard[slot] > LONGEST_SILENCE.toMillis() || (begins && !beginning[slot]);
    if (slot < 0) {
      slot = oldest(firstWay(machine));
    }
    if (fresh) {
      machines[slot] = machine;
      addresses[slot] = 0;
      beginning[slot] = false;
      last = last + 1 == NONE ? 1 : last + 1;
      traces[slot] = last;
    }
    heard[slot] = now;
    return slot;
  }

  private int oldest(int first) {
    int oldest = first;
    for (int slot = first; slot < first + WAYS; slot++) {
      if (traces[slot] == NONE) {
        return slot;
      }
      if (heard[slot] - heard[oldest] < 0) {
        oldest = slot;
      }
    }
    return oldest;
  }
}
