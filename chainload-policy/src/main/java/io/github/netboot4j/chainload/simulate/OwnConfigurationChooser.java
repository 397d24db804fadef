package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.simulate.Choice.EndsUp;
import io.github.netboot4j.chainload.simulate.Verdict.Kind;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.List;

/**
 * A loader that asks for an address, but reads its own configuration whatever boot file it is told:
 * PXELINUX (RFC 5071) and GRUB ({@code net_dhcp}).
 */
final class OwnConfigurationChooser implements Chooser {
  private final String configuration;

  OwnConfigurationChooser(String configuration) {
    this.configuration = configuration;
  }

  @Override
  public Runner runner() {
    return Runner.ITSELF;
  }

  @Override
  public Choice choose(Conversation with) {
    List<Offer> offers = with.discover(true);
    for (Offer offer : offers) {
      if (offer.yourAddress() == Ipv4.ANY) {
        continue;
      }
      Offer ack = with.request(offer, true);
      return ack == null
          ? new EndsUp(
              Kind.STUCK, "its REQUEST for the offer is not acknowledged", "", offer.reply())
          : new EndsUp(Kind.BOOTS, "what its " + configuration + " says", "", ack.reply());
    }
    return new EndsUp(Kind.NOT_SERVED, "no server offers it an address", "", null);
  }
}
