package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages between one program and whoever answers. */
final class Conversation {
  private final BootClient client;
  private final Machine machine;
  private final Network network;
  private final List<Exchange> exchanges = new ArrayList<>();

  Conversation(BootClient client, Machine machine, Network network) {
    this.client = client;
    this.machine = machine;
    this.network = network;
  }

  BootClient client() {
    return client;
  }

  Machine machine() {
    return machine;
  }

  /** What was said so far. */
  List<Exchange> exchanges() {
    return exchanges;
  }

  /** The offers, in the order of arrival. */
  List<Offer> discover(boolean overload) {
    ByteBuffer message = client.discover(machine);
    return ask("DISCOVER", message, Network.BROADCAST, BootRequest.SERVER_PORT, overload).stream()
        .filter(offer -> offer.messageType() == MessageType.OFFER || offer.messageType() == 0)
        .toList();
  }

  /** The ACK to a REQUEST for this offer; null without one. */
  @Nullable Offer request(Offer offer, boolean overload) {
    int server = offer.serverIdentifier();
    ByteBuffer message = client.request(machine, offer.yourAddress(), server);
    for (Offer reply :
        ask("REQUEST", message, Network.BROADCAST, BootRequest.SERVER_PORT, overload)) {
      if (reply.messageType() == MessageType.ACK && reply.serverIdentifier() == server) {
        return reply;
      }
    }
    return null;
  }

  /**
   * Asks a boot server at port 4011, or all by broadcast at port 67.
   *
   * @param own the client's address by now
   * @param says option 54; 0 for none
   * @param item the chosen item's type; -1 for none
   */
  List<Offer> askBootServer(int destination, int own, int says, int item, boolean overload) {
    boolean unicast = destination != Network.BROADCAST;
    ByteBuffer message = client.bootServerRequest(machine, own, says, item, unicast);
    String what =
        unicast
            ? "REQUEST to " + Ipv4.format(destination) + " port 4011"
            : "REQUEST to boot servers by broadcast";
    int port = unicast ? BootRequest.BOOT_SERVER_PORT : BootRequest.SERVER_PORT;
    return ask(what, message, destination, port, overload);
  }

  private List<Offer> ask(
      String what, ByteBuffer message, int destination, int port, boolean overload) {
    List<Reply> replies = List.copyOf(network.ask(message, destination, port));
    exchanges.add(new Exchange(what, replies));
    return replies.stream().map(reply -> new Offer(reply, overload)).toList();
  }
}
