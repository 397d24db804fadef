package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.simulate.Choice.EndsUp;
import io.github.netboot4j.chainload.simulate.Choice.Fetches;
import io.github.netboot4j.chainload.simulate.Verdict.Kind;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * iPXE and gPXE, as {@code net/udp/dhcp.c} and {@code usr/autoboot.c} have it: no overload, the
 * first of repeated options only, {@code file} before 67, {@code siaddr} only and never 66.
 */
final class IpxeChooser implements Chooser {
  private static final String PXE_CLIENT = "PXEClient";
  private static final int PRIORITY = 1;
  private static final int NO_PROXY = 176;
  private static final int MENU = 9;
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  private final boolean hasMenus;

  /**
   * The rules of iPXE.
   *
   * @param hasMenus whether it can do PXE menus (usr/pxemenu.c), which it can on a BIOS only
   */
  IpxeChooser(boolean hasMenus) {
    this.hasMenus = hasMenus;
  }

  @Override
  public Runner runner() {
    return Runner.ETHERBOOT;
  }

  @Override
  public Choice choose(Conversation with) {
    List<Offer> offers = with.discover(false);
    Offer offer = best(offers);
    if (offer == null) {
      return new EndsUp(
          Kind.NOT_SERVED,
          offers.isEmpty() ? "no server makes it an offer" : "it is offered no address",
          "",
          offers.isEmpty() ? null : offers.get(0).reply());
    }
    Offer ack = offer.messageType() == 0 ? offer : with.request(offer, false);
    if (ack == null) {
      return new EndsUp(
          Kind.STUCK, "its REQUEST for the offer is not acknowledged", "", offer.reply());
    }
    Offer proxy = offer.ipxe(NO_PROXY) != 0 ? null : bestProxy(offers);
    if (proxy != null && !hasPxeOptions(proxy)) {
      proxy = askAt4011(proxy, offer.yourAddress(), with);
    }
    return boot(ack, proxy, offer.yourAddress(), with);
  }

  /** dhcp_discovery_rx: the highest priority wins, and of two equal the later. */
  private static @Nullable Offer best(List<Offer> offers) {
    Offer best = null;
    int priority = 0;
    for (Offer offer : offers) {
      if (offer.yourAddress() != Ipv4.ANY
          && offer.reply().port() == BootRequest.SERVER_PORT
          && offer.ipxe(PRIORITY) >= priority) {
        best = offer;
        priority = offer.ipxe(PRIORITY);
      }
    }
    return best;
  }

  private static @Nullable Offer bestProxy(List<Offer> offers) {
    Offer best = null;
    int priority = 0;
    for (Offer offer : offers) {
      if (offer.isFor(PXE_CLIENT) && offer.ipxe(PRIORITY) >= priority) {
        best = offer;
        priority = offer.ipxe(PRIORITY);
      }
    }
    return best;
  }

  /** dhcp_has_pxeopts. */
  private static boolean hasPxeOptions(Offer offer) {
    return (offer.nextServer() != Ipv4.ANY && !file(offer).isEmpty()) || offer.hasVendor(MENU);
  }

  /** dhcp_proxy_tx and dhcp_proxy_rx; without a good answer it goes on with the ACK alone. */
  private static @Nullable Offer askAt4011(Offer proxy, int own, Conversation with) {
    int server = pseudoIdentifier(proxy);
    for (Offer reply : with.askBootServer(server, own, server, -1, false)) {
      boolean answers =
          reply.messageType() == MessageType.OFFER || reply.messageType() == MessageType.ACK;
      if (reply.reply().port() == BootRequest.BOOT_SERVER_PORT
          && answers
          && pseudoIdentifier(reply) == server
          && hasPxeOptions(reply)) {
        return reply;
      }
    }
    return null;
  }

  private static int pseudoIdentifier(Offer offer) {
    if (offer.serverIdentifier() != Ipv4.ANY) {
      return offer.serverIdentifier();
    }
    return offer.nextServer() != Ipv4.ANY ? offer.nextServer() : offer.reply().source();
  }

  /** netboot: a menu first, then a file, then a SAN device (17). */
  private Choice boot(Offer ack, @Nullable Offer proxy, int own, Conversation with) {
    // The settings of the ACK go before those of the proxy unless these have a higher priority.
    boolean proxyFirst = proxy != null && proxy.ipxe(PRIORITY) > ack.ipxe(PRIORITY);
    Offer first = proxyFirst && proxy != null ? proxy : ack;
    Offer second = proxyFirst ? ack : proxy;
    for (Offer info : second == null ? List.of(first) : List.of(first, second)) {
      byte[] vendorClass = info.option(OptionCode.VENDOR_CLASS_IDENTIFIER);
      boolean skips =
          (info.discoveryControl() & Offer.SKIP_DISCOVERY) != 0
              && !(file(first).isEmpty() && (second == null || file(second).isEmpty()));
      if (vendorClass != null
          && Offer.text(vendorClass).equals(PXE_CLIENT)
          && info.hasVendor(MENU)
          && !skips) {
        return menu(info, own, with);
      }
    }
    if (!file(first).isEmpty()) {
      return fetch(first, first == ack ? "the ACK" : "the ProxyDHCP reply");
    }
    if (second != null && !file(second).isEmpty()) {
      return fetch(second, second == ack ? "the ACK" : "the ProxyDHCP reply");
    }
    byte[] rootPath = ack.option(OptionCode.ROOT_PATH);
    if (rootPath != null
        && Pattern.matches("(?i)(iscsi|aoe|fcp|ib_srp|http|https):.*", text(rootPath))) {
      return new EndsUp(Kind.BOOTS, "the disk " + text(rootPath) + " (17)", "", ack.reply());
    }
    return new EndsUp(Kind.NOT_SERVED, "it is told no boot file", "", ack.reply());
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static String file(Offer offer) {
    return offer.fileField().isEmpty() ? offer.fileOption() : offer.fileField();
  }

  private static Choice fetch(Offer info, String what) {
    String file = file(info);
    String from = (info.fileField().isEmpty() ? "option 67" : "file") + " of " + what;
    if (URI.matcher(file).matches()) {
      return new Fetches(file, Ipv4.ANY, from, info.reply());
    }
    if (info.nextServer() == Ipv4.ANY) {
      return new EndsUp(
          Kind.STUCK,
          "it is to fetch "
              + file
              + ", but from no server: siaddr is 0.0.0.0, and iPXE ignores"
              + " option 66",
          "name the TFTP server's address as the next server",
          info.reply());
    }
    return new Fetches(file, info.nextServer(), from, info.reply());
  }

  /** pxe_menu_boot: nobody touches a key. */
  private Choice menu(Offer info, int own, Conversation with) {
    if (!hasMenus) {
      return new EndsUp(
          Kind.STUCK,
          "it is sent a PXE menu (43.9), and iPXE on UEFI fails on menus",
          "send iPXE no option 43",
          info.reply());
    }
    PxeMenuText menu = PxeMenuText.of(info);
    if (menu.waits()) {
      return new EndsUp(
          Kind.STUCK,
          "it shows a PXE menu and waits for a person to choose",
          "send iPXE no option 43, or a prompt with less than 255 seconds",
          info.reply());
    }
    int item = menu.firstItem();
    if (item <= 0) {
      return new EndsUp(Kind.BOOTS, "its local disk, the first item of the menu", "", info.reply());
    }
    for (int server : menu.servers(item)) {
      for (Offer reply : with.askBootServer(server, own, Ipv4.ANY, item, false)) {
        if (reply.messageType() == MessageType.ACK && !file(reply).isEmpty()) {
          return fetch(reply, "the boot server's answer");
        }
      }
    }
    return new EndsUp(
        Kind.STUCK,
        "it chooses the first item of the menu, type " + item + ", and no boot server answers",
        "send iPXE no option 43",
        info.reply());
  }
}
