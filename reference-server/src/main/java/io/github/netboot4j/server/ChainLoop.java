package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.chainload.Reason;
import java.util.List;

/**
 * A machine that fetches the same file again and again, and each time asks again as the same
 * program.
 *
 * @param number counts the loops that one server saw, from 1
 * @param machine its hardware address, 48 bits; -1 for none of six octets
 * @param asker the program that asks
 * @param file what it is told to fetch
 * @param times how often it fetched that in a row
 * @param rule what tells it to
 * @param chain how it came there, a phrase for each step
 * @param brokenBy the reason of answers that break it
 */
record ChainLoop(
    long number,
    long machine,
    Asker asker,
    String file,
    int times,
    Reason rule,
    List<String> chain,
    Reason brokenBy) {
  ChainLoop {
    chain = List.copyOf(chain);
  }

  /**
   * Which program asks, as far as a request tells.
   *
   * @param stage its kind
   * @param userClass its user class; empty for none
   */
  record Asker(BootStage stage, String userClass) {
    static Asker of(BootRequest request) {
      return new Asker(
          request.stage(), request.userClass().isPresent() ? request.userClass().toString() : "");
    }

    /** Whether it runs scripts, as iPXE and gPXE do. */
    boolean runsScripts() {
      return stage == BootStage.IPXE || stage == BootStage.GPXE;
    }

    @Override
    public String toString() {
      return stage.label() + (userClass.isEmpty() ? "" : ", user class " + userClass);
    }
  }
}
