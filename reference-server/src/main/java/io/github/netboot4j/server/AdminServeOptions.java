package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The flag of {@code serve} for where operators ask how it is, and its checks. */
final class AdminServeOptions {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");
  private static final int DEFAULT_PORT = 9067;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = {
        "Where /healthz and /metrics (Prometheus) are answered over HTTP; none for nowhere.",
        "Default: 127.0.0.1:" + DEFAULT_PORT + ", or nowhere if that is taken."
      })
  private @Nullable String address;

  /** A bound socket. */
  record Bound(ServerSocketChannel channel, InetSocketAddress address) {
    @Override
    public String toString() {
      return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
  }

  /**
   * Takes the address.
   *
   * @return null for none
   */
  @Nullable Bound bind(ServerSettings settings) throws StartupException {
    String asked = address;
    if (asked == null) {
      return bindDefault();
    }
    if (asked.equals("none")) {
      return null;
    }
    InetSocketAddress wanted = parse(asked);
    if (settings.httpRoot() != null && wanted.getPort() == settings.httpPort()) {
      throw new StartupException(
          "--admin " + Printable.text(asked) + " has the port of HTTP; choose another one");
    }
    try {
      return bind(wanted);
    } catch (IOException e) {
      throw new StartupException(
          "--admin %s cannot be had (%s); choose another address, or none"
              .formatted(Printable.text(asked), e.getMessage()));
    }
  }

  private static Bound bind(InetSocketAddress wanted) throws IOException {
    ServerSocketChannel channel = AdminServer.bind(wanted);
    return new Bound(channel, (InetSocketAddress) channel.getLocalAddress());
  }

  private static @Nullable Bound bindDefault() {
    InetSocketAddress wanted = Addresses.of(Ipv4.parse("127.0.0.1"), DEFAULT_PORT);
    try {
      return bind(wanted);
    } catch (IOException e) {
      LOG.warn(
          "no admin address: 127.0.0.1:{} cannot be had ({}); choose one with --admin HOST:PORT,"
              + " or none",
          DEFAULT_PORT,
          e.getMessage());
      return null;
    }
  }

  private static InetSocketAddress parse(String text) throws StartupException {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(0, colon));
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isEmpty() && port >= 0 && port <= 0xFFFF) {
        return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
      }
    } catch (NumberFormatException | UnknownHostException e) {
      // As it is told for all that is no address.
    }
    throw new StartupException(
        "--admin '"
            + Printable.text(text)
            + "' is not HOST:PORT, such as 127.0.0.1:"
            + DEFAULT_PORT
            + ", or none");
  }
}
