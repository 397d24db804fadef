package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.simulate.Choice.EndsUp;
import io.github.netboot4j.chainload.simulate.Choice.Fetches;
import io.github.netboot4j.chainload.simulate.Verdict.Kind;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Firmware that boots by PXE: the ROM of a BIOS (PXE 2.1 §2.2) and EDK2's UEFI PXE. The order is
 * that of EDK2 NetworkPkg/UefiPxeBcDxe/PxeBcDhcp4.c (PxeBcParseDhcp4Packet, PxeBcSelectDhcp4Offer,
 * PxeBcHandleDhcp4Offer), and what follows that of PxeBcBoot.c (PxeBcDiscoverBootFile).
 */
final class PxeChooser implements Chooser {
  private static final String PXE_CLIENT = "PXEClient";
  private static final int FIRST_MTFTP = 1;
  private static final int LAST_MTFTP = 5;
  private static final int FIRST_DISCOVERY = 6;
  private static final int LAST_DISCOVERY = 10;

  /** Where the two differ. */
  enum Firmware {
    /** {@code file} counts, and 67 where that is empty; the TFTP server as with the other. */
    BIOS,

    /** 67 counts, and {@code file} without it; the TFTP server is {@code siaddr}, or else 54. */
    EDK2
  }

  /** What an offer is taken for (EDK2 PXEBC_OFFER_TYPE). */
  private enum Type {
    /** {@code PXEClient} and one of 43.6 to 43.10. */
    PXE_10,
    /** {@code PXEClient} without those: what to boot is to be asked at port 4011. */
    BINL,
    PLAIN,
    /** Multicast TFTP only (43.1 to 43.5), which nobody does any more. */
    DISCARDED
  }

  private final Firmware firmware;

  PxeChooser(Firmware firmware) {
    this.firmware = firmware;
  }

  @Override
  public Runner runner() {
    return bios() ? Runner.ROM : Runner.UEFI;
  }

  @Override
  public Choice choose(Conversation with) {
    List<Offer> offers = with.discover(true);
    Offer pxe = first(offers, false, Type.PXE_10);
    Offer plain = first(offers, false, Type.PLAIN);
    Offer proxyPxe = first(offers, true, Type.PXE_10);
    if (pxe != null) {
      Offer ack = with.request(pxe, true);
      return ack == null ? noAck(pxe) : bootFrom(ack, "the ACK", pxe.yourAddress(), with);
    }
    if (plain != null && proxyPxe != null) {
      Offer ack = with.request(plain, true);
      return ack == null
          ? noAck(plain)
          : bootFrom(proxyPxe, "the ProxyDHCP offer", plain.yourAddress(), with);
    }
    Offer binl = first(offers, false, Type.BINL);
    if (binl != null) {
      Offer ack = with.request(binl, true);
      return ack == null ? noAck(binl) : askAt4011(List.of(binl), binl.yourAddress(), with);
    }
    List<Offer> proxies =
        offers.stream().filter(offer -> isProxy(offer) && type(offer) == Type.BINL).toList();
    if (plain != null && !proxies.isEmpty()) {
      Offer ack = with.request(plain, true);
      return ack == null ? noAck(plain) : askAt4011(proxies, plain.yourAddress(), with);
    }
    for (Offer offer : offers) {
      if (!isProxy(offer) && type(offer) == Type.PLAIN && !file(offer).isEmpty()) {
        Offer ack = offer.messageType() == 0 ? offer : with.request(offer, true);
        return ack == null ? noAck(offer) : fetch(ack, "the ACK");
      }
    }
    return notServed(offers, plain);
  }

  private static EndsUp notServed(List<Offer> offers, @Nullable Offer plain) {
    if (offers.isEmpty()) {
      return new EndsUp(Kind.NOT_SERVED, "no server makes it an offer", "", null);
    }
    String why =
        plain != null
            ? "it is offered an address, but no boot file"
            : "it is offered no address, and a boot file alone is not taken";
    return new EndsUp(Kind.NOT_SERVED, why, "", offers.get(0).reply());
  }

  private static EndsUp noAck(Offer offer) {
    return new EndsUp(
        Kind.STUCK, "its REQUEST for the offer is not acknowledged", "", offer.reply());
  }

  private static boolean isProxy(Offer offer) {
    return offer.yourAddress() == Ipv4.ANY;
  }

  private static Type type(Offer offer) {
    if (!offer.isFor(PXE_CLIENT)) {
      return Type.PLAIN;
    }
    for (int code = FIRST_DISCOVERY; code <= LAST_DISCOVERY; code++) {
      if (offer.hasVendor(code)) {
        return Type.PXE_10;
      }
    }
    for (int code = FIRST_MTFTP; code <= LAST_MTFTP; code++) {
      if (!offer.hasVendor(code)) {
        return Type.BINL;
      }
    }
    return Type.DISCARDED;
  }

  private static @Nullable Offer first(List<Offer> offers, boolean proxy, Type type) {
    for (Offer offer : offers) {
      if (isProxy(offer) == proxy && type(offer) == type && offer.messageType() != 0) {
        return offer;
      }
    }
    return null;
  }

  /** PxeBcRetryBinlOffer: {@code siaddr}, or else 54, is asked at port 4011, one after another. */
  private Choice askAt4011(List<Offer> offers, int own, Conversation with) {
    for (Offer offer : offers) {
      int server = offer.nextServerOrIdentifier();
      for (Offer reply : with.askBootServer(server, own, Ipv4.ANY, -1, true)) {
        if (type(reply) == Type.PXE_10 || !file(reply).isEmpty()) {
          return bootFrom(reply, "the answer from port 4011", own, with);
        }
        return new EndsUp(
            Kind.STUCK,
            "it asks " + Ipv4.format(server) + " at port 4011, and the answer names no boot file",
            "have the answer at port 4011 name a boot file",
            reply.reply());
      }
    }
    Offer last = offers.get(offers.size() - 1);
    return new EndsUp(
        Kind.STUCK,
        "the offer says PXEClient without a menu or discovery control in option 43, so it asks "
            + Ipv4.format(last.nextServerOrIdentifier())
            + " at port 4011, and nobody is there",
        "leave option 60 out of the reply, or send option 43 with 06:01:08 beside it",
        last.reply());
  }

  /** PxeBcSelectBootPrompt and PxeBcSelectBootMenu, where nobody touches a key. */
  private Choice bootFrom(Offer info, String what, int own, Conversation with) {
    boolean skips = (info.discoveryControl() & Offer.SKIP_DISCOVERY) != 0;
    if (type(info) != Type.PXE_10 || (skips && !file(info).isEmpty())) {
      return fetch(info, what);
    }
    PxeMenuText menu = PxeMenuText.of(info);
    if (menu.firstItem() < 0) {
      return new EndsUp(
          Kind.STUCK,
          "option 43 of "
              + what
              + " has neither a menu nor a boot file with the bit that skips discovery (43.6 = 8)",
          "send option 43 with 06:01:08, beside the boot file",
          info.reply());
    }
    if (menu.waits()) {
      return new EndsUp(
          Kind.STUCK,
          "it shows the menu of " + what + " and waits for a person to choose",
          "give the menu's prompt (43.10) a time of less than 255 seconds",
          info.reply());
    }
    if (menu.firstItem() == 0) {
      return new EndsUp(Kind.BOOTS, "its local disk, the first item of the menu", "", info.reply());
    }
    return askBootServer(info, menu, own, with);
  }

  /** EfiPxeBcDiscover: the listed servers of the item, or all by broadcast unless 43.6 forbids. */
  private Choice askBootServer(Offer info, PxeMenuText menu, int own, Conversation with) {
    int item = menu.firstItem();
    for (int server : menu.servers(item)) {
      Choice choice = chosen(with.askBootServer(server, own, Ipv4.ANY, item, true));
      if (choice != null) {
        return choice;
      }
    }
    if ((info.discoveryControl() & 1) == 0) {
      Choice choice = chosen(with.askBootServer(Network.BROADCAST, own, Ipv4.ANY, item, true));
      if (choice != null) {
        return choice;
      }
    }
    return new EndsUp(
        Kind.STUCK,
        "it chooses the first item of the menu, type " + item + ", and no boot server answers",
        "have the boot server of that item listen at port 4011, or name a file in the offer and"
            + " skip discovery (43.6 = 8)",
        info.reply());
  }

  private @Nullable Choice chosen(List<Offer> replies) {
    for (Offer reply : replies) {
      if (!file(reply).isEmpty()) {
        return fetch(reply, "the boot server's answer");
      }
    }
    return null;
  }

  private Choice fetch(Offer info, String what) {
    String file = file(info);
    if (file.isEmpty()) {
      return new EndsUp(Kind.STUCK, what + " names no boot file", "", info.reply());
    }
    int server = server(info);
    if (server == Ipv4.ANY) {
      return new EndsUp(
          Kind.STUCK,
          "it is to fetch " + file + ", but from no server: siaddr is 0.0.0.0",
          "name the TFTP server's address as the next server",
          info.reply());
    }
    boolean inField = file.equals(info.fileField()) && (bios() || info.fileOption().isEmpty());
    return new Fetches(
        file, server, (inField ? "file" : "option 67") + " of " + what, info.reply());
  }

  private boolean bios() {
    return firmware == Firmware.BIOS;
  }

  private String file(Offer offer) {
    String first = bios() ? offer.fileField() : offer.fileOption();
    return !first.isEmpty() ? first : bios() ? offer.fileOption() : offer.fileField();
  }

  /**
   * PxeBcDhcp4BootInfo. BIOS ROMs differ in what they make of a next server of 0; those that make
   * anything of it do as EDK2 does, and {@link Check} warns.
   */
  private int server(Offer info) {
    if (bios()) {
      return info.nextServerOrIdentifier();
    }
    boolean skips = (info.discoveryControl() & Offer.SKIP_DISCOVERY) != 0;
    if (skips && info.isFor(PXE_CLIENT)) {
      int listed = PxeMenuText.of(info).firstServer();
      if (listed != Ipv4.ANY) {
        return listed;
      }
    }
    return info.nextServerOrIdentifier();
  }
}
