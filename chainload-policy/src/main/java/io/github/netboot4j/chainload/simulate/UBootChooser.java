package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.simulate.Choice.EndsUp;
import io.github.netboot4j.chainload.simulate.Choice.Fetches;
import io.github.netboot4j.chainload.simulate.Verdict.Kind;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * U-Boot, as {@code net/bootp.c} has it: the first offer; overload honoured, 67 before {@code file}
 * (dhcp_packet_process_options), {@code siaddr} as the server (store_net_params), 66 ignored.
 */
final class UBootChooser implements Chooser {
  @Override
  public Runner runner() {
    return Runner.U_BOOT;
  }

  @Override
  public Choice choose(Conversation with) {
    Offer offer = null;
    List<Offer> offers = with.discover(true);
    for (Offer next : offers) {
      if (offer == null && next.yourAddress() != Ipv4.ANY) {
        offer = next;
      }
    }
    if (offer == null) {
      return new EndsUp(Kind.NOT_SERVED, "no server offers it an address", "", null);
    }
    Offer ack = with.request(offer, true);
    if (ack == null) {
      return new EndsUp(
          Kind.STUCK, "its REQUEST for the offer is not acknowledged", "", offer.reply());
    }
    return fetch(ack);
  }

  private static Choice fetch(Offer ack) {
    String file = ack.fileOption().isEmpty() ? ack.fileField() : ack.fileOption();
    @Nullable String from = ack.fileOption().isEmpty() ? "file of the ACK" : "option 67 of the ACK";
    if (file.isEmpty()) {
      return new EndsUp(Kind.NOT_SERVED, "it is told no boot file", "", ack.reply());
    }
    if (ack.nextServer() == Ipv4.ANY) {
      return new EndsUp(
          Kind.STUCK,
          "it is to fetch " + file + ", but from no server: siaddr is 0.0.0.0",
          "name the TFTP server's address as the next server",
          ack.reply());
    }
    return new Fetches(file, ack.nextServer(), from, ack.reply());
  }
}
