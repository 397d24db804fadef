package io.github.netboot4j.server;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.server.ChainLoop.Asker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows each machine along its chain: told what to fetch, fetched it whole, asks again. One that
 * does so several times in a row within a window, as the same program and with the same file,
 * loops.
 *
 * <p>What counts is a round: an answer, then the whole file, then another answer. A request or a
 * transfer that is repeated is no round. Another program, another file named, and another file
 * fetched each show that the chain goes on, and begin the count anew; so a machine that a person
 * restarts is not taken for one that loops. Machines are told apart as leases are, never by their
 * relay. Safe for use by threads; the oldest of {@value #MOST_MACHINES} machines is forgotten.
 */
final class ChainWatch {
  static final int MOST_MACHINES = 4_096;

  /** Steps of a chain that are remembered for a report. */
  private static final int MOST_STEPS = 8;

  /**
   * Programs by their names. What else iPXE fetches is a script, which asks only if it wants to.
   */
  private static final Pattern PROGRAM =
      Pattern.compile(".*\\.(efi|k{0,3}pxe|lkrn|krn|0|bin|com|n12|rom)", Pattern.CASE_INSENSITIVE);

  /** What is known about one machine. */
  private static final class Machine {
    final Deque<Long> rounds = new ArrayDeque<>();
    final Deque<String> steps = new ArrayDeque<>();
    int address;
    @Nullable Asker asker;
    String file = "";
    Reason rule = new Reason("");
    long hardwareAddress;
    boolean fetched;
    @Nullable ChainLoop loop;
    long loopSeen;
  }

  private final int count;
  private final long window;

  /** The one heard of longest ago first. */
  private final Map<ClientKey, Machine> machines = new LinkedHashMap<>(64, 0.75f, true);

  private final AddressMap<Machine> byAddress = new AddressMap<>();
  private final Map<Long, ChainLoop> byNumber = new HashMap<>();
  private long loops;

  /** Whether any loop is known: looked at for each request, without a lock. */
  private volatile boolean broken;

  /**
   * A watch.
   *
   * @param count how many rounds in a row are a loop
   * @param window within which time
   */
  ChainWatch(int count, Duration window) {
    this.count = count;
    this.window = window.toMillis();
  }

  /**
   * A machine was answered. One that is told nothing to fetch, and was not before, is no machine
   * that boots.
   *
   * @param key who it is; copied if it has to be kept
   * @param hardwareAddress 48 bits; -1 for none of six octets
   * @param address its IPv4 address
   * @param asker the program that asked
   * @param file what it is to fetch; empty for nothing
   * @param rule what says so
   */
  synchronized void answered(
      ClientKey key, long hardwareAddress, int address, Asker asker, String file, Reason rule) {
    Machine machine = machines.get(key);
    if (machine == null) {
      if (file.isEmpty()) {
        return;
      }
      machine = new Machine();
      machines.put(key.kept(), machine);
    }
    if (machines.size() > MOST_MACHINES) {
      Iterator<Machine> oldest = machines.values().iterator();
      Machine forgotten = oldest.next();
      oldest.remove();
      leave(forgotten);
      end(forgotten);
    }
    if (machine.address != address) {
      leave(machine);
      machine.address = address;
    }
    byAddress.put(address, machine);
    machine.hardwareAddress = hardwareAddress;
    machine.rule = rule;
    if (!asker.equals(machine.asker) || !file.equals(machine.file)) {
      machine.asker = asker;
      machine.file = file;
      machine.rounds.clear();
      if (machine.steps.size() == MOST_STEPS) {
        machine.steps.remove();
      }
      machine.steps.add(asker + ": " + (file.isEmpty() ? "nothing" : file));
    }
    machine.fetched = false;
  }

  /** Nobody is behind a machine's address any more, unless another one is by now. */
  private void leave(Machine machine) {
    if (byAddress.get(machine.address) == machine) {
      byAddress.remove(machine.address);
    }
  }

  /**
   * A file was fetched whole.
   *
   * @param address who fetched it
   * @param path under which name, by TFTP or HTTP
   * @param now milliseconds of a steady clock
   * @return the loop that shows by this, the first time that it does; else null
   */
  synchronized @Nullable ChainLoop fetched(int address, String path, long now) {
    Machine machine = byAddress.get(address);
    Asker asker = machine == null ? null : machine.asker;
    if (machine == null || asker == null) {
      return null;
    }
    if (!path(machine.file).equals(path(path))) {
      machine.rounds.clear();
      return null;
    }
    boolean again = machine.fetched;
    machine.fetched = true;
    if (again || (asker.runsScripts() && !PROGRAM.matcher(path(path)).matches())) {
      return null;
    }
    machine.rounds.add(now);
    while (now - machine.rounds.element() > window) {
      machine.rounds.remove();
    }
    if (machine.rounds.size() < count || isLooping(machine, now)) {
      return null;
    }
    machine.rounds.clear();
    return loop(machine, asker, now);
  }

  private ChainLoop loop(Machine machine, Asker asker, long now) {
    end(machine);
    Reason brokenBy =
        new Reason(
            "loop broken: %s was fetched %d times in a row; %s"
                .formatted(machine.file, count, machine.rule));
    ChainLoop loop =
        new ChainLoop(
            ++loops,
            machine.hardwareAddress,
            asker,
            machine.file,
            count,
            machine.rule,
            new ArrayList<>(machine.steps),
            brokenBy);
    machine.loop = loop;
    machine.loopSeen = now;
    byNumber.put(loop.number(), loop);
    broken = true;
    return loop;
  }

  private boolean isLooping(Machine machine, long now) {
    return machine.loop != null && now - machine.loopSeen <= window;
  }

  private void end(Machine machine) {
    if (machine.loop != null) {
      byNumber.remove(machine.loop.number());
      machine.loop = null;
      broken = !byNumber.isEmpty();
    }
  }

  /** Whether {@link #loopOf} can lead to anything. */
  boolean knowsLoops() {
    return broken;
  }

  /**
   * The loop that a request would go on with.
   *
   * @param key who asks
   * @param asker as which program
   * @param file what it would be told to fetch
   * @param now milliseconds of a steady clock
   * @return null if there is none, it is long ago, or another file would end it
   */
  synchronized @Nullable ChainLoop loopOf(ClientKey key, Asker asker, String file, long now) {
    Machine machine = machines.get(key);
    ChainLoop loop = machine == null ? null : machine.loop;
    if (machine == null || loop == null || !loop.asker().equals(asker)) {
      return null;
    }
    if (!isLooping(machine, now) || !loop.file().equals(file)) {
      end(machine);
      return null;
    }
    return loop;
  }

  /** Whether an answer is one that breaks the loop of this machine and program. */
  synchronized boolean isBrokenBy(ClientKey key, Asker asker, Reason reason) {
    Machine machine = machines.get(key);
    return machine != null
        && machine.loop != null
        && machine.loop.asker().equals(asker)
        && machine.loop.brokenBy().equals(reason);
  }

  /** A loop that is known, by its number; null if it is over. */
  synchronized @Nullable ChainLoop numbered(long number) {
    return byNumber.get(number);
  }

  /** How many machines are followed. */
  synchronized int size() {
    return machines.size();
  }

  /** A file's name as both the one who names it and the one who fetches it would write it. */
  private static String path(String file) {
    int authority = file.indexOf("://");
    int start = authority < 0 ? 0 : file.indexOf('/', authority + 3);
    if (start < 0) {
      return "";
    }
    while (start < file.length() && (file.charAt(start) == '/' || file.charAt(start) == '\\')) {
      start++;
    }
    return file.substring(start);
  }
}
