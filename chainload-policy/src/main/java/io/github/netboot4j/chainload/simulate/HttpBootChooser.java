package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.simulate.Choice.EndsUp;
import io.github.netboot4j.chainload.simulate.Choice.Fetches;
import io.github.netboot4j.chainload.simulate.Verdict.Kind;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * UEFI HTTP Boot, as EDK2 NetworkPkg/HttpBootDxe/HttpBootDhcp4.c has it (HttpBootParseDhcp4Packet,
 * HttpBootSelectDhcpOffer): option 60 must start with {@code HTTPClient}, 67 or else {@code file}
 * must be a URI, and a name in it needs a name server (6).
 */
final class HttpBootChooser implements Chooser {
  private static final String HTTP_CLIENT = "HTTPClient";
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  @Override
  public Runner runner() {
    return Runner.HTTP;
  }

  @Override
  public Choice choose(Conversation with) {
    List<Offer> offers = with.discover(true);
    Offer lease = null;
    Offer best = null;
    boolean named = true;
    for (Offer offer : offers) {
      String host = host(offer);
      boolean proxy = offer.yourAddress() == Ipv4.ANY;
      if (!proxy && lease == null && (host == null || resolves(offer))) {
        lease = offer;
      }
      boolean byAddress = host != null && ADDRESS.matcher(host).matches();
      if (host == null || (!byAddress && !proxy && !resolves(offer))) {
        continue;
      }
      // The first with an address in its URI, or else the first with a name; leases before proxies.
      if (best == null
          || (named && byAddress && proxy == (best.yourAddress() == Ipv4.ANY))
          || (!proxy && best.yourAddress() == Ipv4.ANY)) {
        best = offer;
        named = !byAddress;
      }
    }
    if (best == null) {
      return notServed(offers);
    }
    if (best.yourAddress() != Ipv4.ANY) {
      Offer ack = with.request(best, true);
      return ack == null || host(ack) == null ? noAck(best) : fetch(ack, "the ACK");
    }
    if (lease == null || (named && !resolves(lease))) {
      return new EndsUp(
          Kind.NOT_SERVED,
          lease == null
              ? "it is offered no address"
              : "the URI has a name, and no offer has a name server (6)",
          "",
          best.reply());
    }
    return with.request(lease, true) == null ? noAck(lease) : fetch(best, "the ProxyDHCP offer");
  }

  private static boolean resolves(Offer offer) {
    return offer.has(OptionCode.DOMAIN_NAME_SERVER);
  }

  private static EndsUp noAck(Offer offer) {
    return new EndsUp(
        Kind.STUCK, "its REQUEST for the offer is not acknowledged", "", offer.reply());
  }

  private static EndsUp notServed(List<Offer> offers) {
    if (offers.isEmpty()) {
      return new EndsUp(Kind.NOT_SERVED, "no server makes it an offer", "", null);
    }
    Offer offer = offers.get(0);
    if (!offer.isFor(HTTP_CLIENT)) {
      return new EndsUp(
          Kind.NOT_SERVED,
          "no offer says HTTPClient in option 60, without which it takes none",
          "send clients whose vendor class starts with HTTPClient that in option 60, and a URI in 67",
          offer.reply());
    }
    String why =
        host(offer) == null
            ? "the boot file \"" + file(offer) + "\" is no http URI"
            : "the URI has a name, and no offer has a name server (6)";
    return new EndsUp(Kind.NOT_SERVED, why, "", offer.reply());
  }

  private static Fetches fetch(Offer info, String what) {
    String from = info.fileOption().isEmpty() ? "file" : "option 67";
    return new Fetches(file(info), Ipv4.ANY, from + " of " + what, info.reply());
  }

  private static String file(Offer offer) {
    return offer.fileOption().isEmpty() ? offer.fileField() : offer.fileOption();
  }

  /** The host in the URI of an HTTP offer; null if it is none, or has none. */
  private static @Nullable String host(Offer offer) {
    if (!offer.isFor(HTTP_CLIENT)) {
      return null;
    }
    try {
      URI uri = new URI(file(offer));
      String scheme = uri.getScheme();
      boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return http ? uri.getHost() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
