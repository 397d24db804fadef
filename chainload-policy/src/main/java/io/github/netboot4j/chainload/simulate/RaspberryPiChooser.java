package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.simulate.Choice.EndsUp;
import io.github.netboot4j.chainload.simulate.Verdict.Kind;
import io.github.netboot4j.dhcp.Ipv4;

/**
 * The boot ROM of a Raspberry Pi: it takes an offer, with an address or of a proxy, whose menu
 * (43.9) has the item {@code Raspberry Pi Boot} and whose prompt (43.10) chooses it at once, and
 * then fetches files of its own choice from {@code siaddr}; 67 is ignored. (Raspberry Pi
 * documentation, "Network boot"; protocol notes.)
 */
final class RaspberryPiChooser implements Chooser {
  private static final String ITEM = "Raspberry Pi Boot";

  @Override
  public Runner runner() {
    return Runner.ITSELF;
  }

  @Override
  public Choice choose(Conversation with) {
    Offer lease = null;
    Offer boot = null;
    for (Offer offer : with.discover(true)) {
      PxeMenuText menu = PxeMenuText.of(offer);
      if (lease == null && offer.yourAddress() != Ipv4.ANY) {
        lease = offer;
      }
      if (boot == null && menu.firstItemSays(ITEM) && menu.choosesAtOnce()) {
        boot = offer;
      }
    }
    if (lease == null) {
      return new EndsUp(Kind.NOT_SERVED, "no server offers it an address", "", null);
    }
    if (boot == null) {
      return new EndsUp(
          Kind.NOT_SERVED,
          "no offer has the menu item \"" + ITEM + "\" (43.9) with a prompt of no time (43.10)",
          "",
          lease.reply());
    }
    if (with.request(lease, true) == null) {
      return new EndsUp(
          Kind.STUCK, "its REQUEST for the offer is not acknowledged", "", lease.reply());
    }
    int server = boot.nextServerOrIdentifier();
    return new EndsUp(
        Kind.BOOTS,
        "its own boot files (bootcode.bin or start4.elf) from " + Ipv4.format(server),
        "",
        boot.reply());
  }
}
