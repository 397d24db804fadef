package io.github.netboot4j.server.oracle;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.server.lab.Lab;
import io.github.netboot4j.server.lab.LabProcess;
import io.github.netboot4j.server.lab.NetworkNamespace;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real server and a client, each in a network namespace, and a wire between them. For one thread.
 * Closing it removes all of it.
 */
public final class OracleLab implements AutoCloseable {
  static final String INTERFACE = "eth0";

  private static final int SERVER_PORT = 67;
  private static final int BOOT_SERVER_PORT = 4011;
  private static final int FOLLOWING_TRANSACTION = 0x01000000;

  /** Samples begin their options with the message type. */
  private static final int AFTER_MESSAGE_TYPE = 240 + 3;

  private final NetworkNamespace serverSide;
  private final NetworkNamespace clientSide;
  private final Process client;
  private final DataOutputStream orders;
  private final DataInputStream results;
  private final Path directory;

  private OracleLab(
      NetworkNamespace serverSide, NetworkNamespace clientSide, Process client, Path directory) {
    this.serverSide = serverSide;
    this.clientSide = clientSide;
    this.client = client;
    this.directory = directory;
    orders = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
    results = new DataInputStream(client.getInputStream());
  }

  /**
   * Fails the test if the server cannot be asked here and {@code netboot4j.requireAll} is true,
   * else aborts it.
   */
  public static void require(RealServer server) {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, server.program(), server.debianPackage());
    if (Lab.program(missing, "ip", "iproute2")) {
      Lab.privileges(missing);
    }
    Lab.require(server.program() + " cannot be asked here", missing);
  }

  /** Makes the namespaces and starts the client. */
  public static OracleLab open() throws IOException {
    NetworkNamespace serverSide = NetworkNamespace.empty();
    NetworkNamespace clientSide = null;
    try {
      clientSide = NetworkNamespace.empty();
      serverSide.inside(
          "link",
          "add",
          INTERFACE,
          "type",
          "veth",
          "peer",
          "name",
          INTERFACE,
          "netns",
          clientSide.name());
      serverSide.inside("link", "set", INTERFACE, "up");
      clientSide.inside("link", "set", INTERFACE, "up");
      Path directory = Files.createTempDirectory("netboot4j-oracle");
      return new OracleLab(serverSide, clientSide, startClient(clientSide), directory);
    } catch (IOException | RuntimeException e) {
      serverSide.close();
      if (clientSide != null) {
        clientSide.close();
      }
      throw e;
    }
  }

  private static Process startClient(NetworkNamespace namespace) throws IOException {
    Path classes;
    try {
      classes =
          Path.of(OracleClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    List<String> command =
        namespace.command(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                classes.toString(),
                OracleClient.class.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Asks a server that runs on a configuration.
   *
   * @param server which
   * @param file its configuration
   * @param network the addresses on both ends; those of an earlier call are gone
   * @param samples what to ask
   * @return for each sample what came of it; after those the REQUESTs that follow on offers
   * @throws IOException if the server does not run on it, with what it said
   */
  public List<OracleExchange> ask(
      RealServer server, Path file, OracleNetwork network, List<RequestSample> samples)
      throws IOException, InterruptedException {
    try (LabProcess process = start(server, file, network)) {
      List<OracleExchange> exchanges = exchange(process, network, samples, sent(samples));
      List<RequestSample> following = new ArrayList<>();
      List<byte[]> requests = new ArrayList<>();
      for (OracleExchange exchange : exchanges) {
        byte[] request = exchange.sample().thenRequest() ? requestFor(exchange) : null;
        if (request != null) {
          following.add(exchange.sample());
          requests.add(request);
        }
      }
      List<OracleExchange> all = new ArrayList<>(exchanges);
      all.addAll(exchange(process, network, following, requests));
      return all;
    }
  }

  private LabProcess start(RealServer server, Path file, OracleNetwork network)
      throws IOException, InterruptedException {
    configure(serverSide, network.server());
    configure(clientSide, network.client());
    for (Path left : filesIn(directory)) {
      Files.delete(left);
    }
    return server.start(serverSide, file, directory);
  }

  /**
   * Starts a server on a configuration, to be asked one message after another.
   *
   * @throws IOException if the server does not run on it, with what it said
   */
  Session serve(RealServer server, Path file, OracleNetwork network)
      throws IOException, InterruptedException {
    return new Session(start(server, file, network), network);
  }

  /** A server that runs until this is closed. */
  final class Session implements AutoCloseable {
    private final LabProcess process;
    private final OracleNetwork network;

    private Session(LabProcess process, OracleNetwork network) {
      this.process = process;
      this.network = network;
    }

    /** The reply to a message with a transaction id of its own; empty for silence. */
    byte[] ask(RequestSample.Route route, byte[] message) throws IOException {
      RequestSample sample = new RequestSample("a message", route, message, false);
      return exchange(process, network, List.of(sample), List.of(message)).get(0).reply();
    }

    @Override
    public void close() throws IOException {
      process.close();
    }
  }

  private static void configure(NetworkNamespace namespace, List<String> addresses)
      throws IOException {
    namespace.inside("address", "flush", "dev", INTERFACE);
    for (String address : addresses) {
      namespace.inside("address", "add", address, "broadcast", "+", "dev", INTERFACE);
    }
    namespace.inside("route", "replace", "default", "dev", INTERFACE);
  }

  private static List<byte[]> sent(List<RequestSample> samples) {
    return samples.stream().map(RequestSample::message).toList();
  }

  private List<OracleExchange> exchange(
      LabProcess process, OracleNetwork network, List<RequestSample> samples, List<byte[]> messages)
      throws IOException {
    orders.writeInt((int) process.pid());
    orders.writeInt(samples.size());
    for (int index = 0; index < samples.size(); index++) {
      RequestSample.Route route = samples.get(index).route();
      orders.writeBoolean(route == RequestSample.Route.RELAYED);
      orders.writeInt(route == RequestSample.Route.DIRECT ? -1 : network.serverAddress());
      orders.writeShort(route == RequestSample.Route.BOOT_SERVER ? BOOT_SERVER_PORT : SERVER_PORT);
      orders.writeShort(messages.get(index).length);
      orders.write(messages.get(index));
    }
    orders.flush();
    List<OracleExchange> exchanges = new ArrayList<>();
    for (int index = 0; index < samples.size(); index++) {
      byte[] reply = results.readNBytes(results.readUnsignedShort());
      exchanges.add(new OracleExchange(samples.get(index), messages.get(index), reply));
    }
    process.requireAlive();
    return exchanges;
  }

  /** The request for an offer's address; null if there is none to ask for. */
  private static byte[] requestFor(OracleExchange exchange) {
    DhcpMessageView offer = new DhcpMessageView();
    if (!offer.tryWrap(ByteBuffer.wrap(exchange.reply()), 0, exchange.reply().length)
        || offer.yourAddress() == Ipv4.ANY) {
      return null;
    }
    byte[] discover = exchange.sent();
    ByteBuffer request = ByteBuffer.allocate(discover.length + 12);
    request.put(discover, 0, AFTER_MESSAGE_TYPE);
    request.put((byte) OptionCode.REQUESTED_ADDRESS).put((byte) 4).putInt(offer.yourAddress());
    request.put((byte) OptionCode.SERVER_IDENTIFIER).put((byte) 4).putInt(offer.serverIdentifier());
    request.put(discover, AFTER_MESSAGE_TYPE, discover.length - AFTER_MESSAGE_TYPE);
    request.putInt(4, request.getInt(4) + FOLLOWING_TRANSACTION);
    request.put(AFTER_MESSAGE_TYPE - 1, (byte) MessageType.REQUEST);
    return request.array();
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      orders.close();
      client.waitFor();
    } catch (InterruptedException e) {
      client.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      serverSide.close();
      clientSide.close();
      try (Stream<Path> all = Files.walk(directory)) {
        all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
