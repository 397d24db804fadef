package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.BootImage;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.Choice;
import io.github.netboot4j.chainload.simulate.Exchange;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.chainload.simulate.Network;
import io.github.netboot4j.chainload.simulate.Reply;
import io.github.netboot4j.chainload.simulate.Simulator;
import io.github.netboot4j.chainload.simulate.Step;
import io.github.netboot4j.chainload.simulate.Verdict;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.RequestSample.Route;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Plays clients through against a real server, and compares what becomes of them with what the
 * simulator says of the same file.
 */
final class ChainOracle {
  private static final int CLIENTS = 6;
  private static final int FLAGS = 10;
  private static final int TRANSACTION_ID = 4;
  private static final int CLIENT_ADDRESS = 12;
  private static final int NETMASK = 0xFFFF_0000;
  private static final int OTHER_SERVER = Ipv4.parse("198.18.0.254");

  private static final List<BootClient> USUAL =
      Stream.of("bios", "uefi-x64", "ipxe-bios", "ipxe-uefi-x64", "gpxe", "flexboot-bios")
          .map(name -> BootClient.named(name).orElseThrow())
          .toList();

  /** The files that configurations by chance name are programs that ask again. */
  private static final BootImages IMAGES = images();

  private final OracleLab lab;
  private final RealServer server;
  private int transactions;
  private int compared;

  /** Chains in which the server gave another address than the simulator took for granted. */
  private int leftOut;

  private final Map<Verdict.Kind, Integer> kinds = new EnumMap<>(Verdict.Kind.class);

  ChainOracle(OracleLab lab, RealServer server) {
    this.lab = lab;
    this.server = server;
  }

  private static BootImages images() {
    BootImages images = BootImages.byName();
    for (String name : List.of("a b,c", "option.0", "other.0", "base.0", "file.0")) {
      images = images.declaring(name, BootImage.Kind.IPXE);
    }
    for (int number = 0; number < 40; number++) {
      images = images.declaring("f" + number, BootImage.Kind.IPXE);
    }
    return images;
  }

  /** Plays some clients, chosen by the seed. */
  void compare(Path file, BootConfiguration configuration, long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    Simulator simulator = Simulator.of(configuration).withImages(IMAGES);
    try (OracleLab.Session session = lab.serve(server, file, OracleNetwork.USUAL)) {
      for (int count = 0; count < CLIENTS; count++) {
        List<BootClient> among = random.nextBoolean() ? USUAL : BootClient.all();
        BootClient client = among.get(random.nextInt(among.size()));
        Machine machine = machine(random);
        Chain here = simulator.simulate(client, machine);
        Simulator real =
            Simulator.over(new RealNetwork(session, configuration, machine), List.of(machine))
                .withImages(IMAGES);
        Chain there = real.simulate(client, machine);
        kinds.merge(there.verdict().kind(), 1, Integer::sum);
        if (course(here).equals(course(there))) {
          compared++;
        } else if (given(here).equals(given(there))) {
          throw new AssertionError("simulated:\n" + here + "\nreal:\n" + there);
        } else {
          leftOut++;
        }
      }
    }
  }

  private static Machine machine(Random random) {
    Machine machine =
        Machine.on(OracleNetwork.USUAL.serverAddress(), NETMASK).arrivingOn(OracleLab.INTERFACE);
    List<String> macs = RequestSamples.MACS;
    String mac = macs.get(random.nextInt(macs.size()));
    machine = machine.withMacAddress(Long.parseLong(mac.replace(":", ""), 16));
    List<Integer> relays = OracleNetwork.USUAL.relayAddresses();
    return random.nextInt(3) == 0
        ? machine.behind(relays.get(random.nextInt(relays.size())))
        : machine;
  }

  /** What happens, in words; the reason is the policy's alone. */
  private static String course(Chain chain) {
    StringBuilder course = new StringBuilder();
    for (Step step : chain.steps()) {
      course.append(step.client()).append(' ');
      if (step.choice() instanceof Choice.Fetches fetches) {
        course.append(fetches.file()).append(' ').append(fetches.server()).append(' ');
        course.append(fetches.from());
      }
      course.append('\n');
    }
    return course.append(chain.verdict().kind()).append(chain.verdict().why()).toString();
  }

  private static List<Integer> given(Chain chain) {
    List<Integer> given = new ArrayList<>();
    for (Step step : chain.steps()) {
      for (Exchange exchange : step.exchanges()) {
        for (Reply reply : exchange.replies()) {
          given.add(view(reply.message()).yourAddress());
        }
      }
    }
    return given;
  }

  private static DhcpMessageView view(ByteBuffer message) {
    return new DhcpMessageView().wrap(message, 0, message.limit());
  }

  /** The real server, and beside it, where that is a ProxyDHCP server, one that gives addresses. */
  private final class RealNetwork implements Network {
    private final OracleLab.Session session;
    private final boolean proxied;

    RealNetwork(OracleLab.Session session, BootConfiguration configuration, Machine machine) {
      this.session = session;
      int here = machine.relay() != Ipv4.ANY ? machine.relay() : machine.server();
      boolean proxy = false;
      for (AddressPlan.Subnet subnet : configuration.addresses().subnets()) {
        if ((here & subnet.netmask()) == subnet.address()) {
          proxy = subnet.proxy();
          break;
        }
      }
      proxied = proxy;
    }

    @Override
    public List<Reply> ask(ByteBuffer message, int destination, int port) {
      List<Reply> replies = new ArrayList<>();
      DhcpMessageView asked = view(message);
      if (proxied && port != 4011) {
        otherServer(asked, replies);
      }
      int own = OracleNetwork.USUAL.serverAddress();
      if (destination != BROADCAST && destination != own) {
        return replies;
      }
      ByteBuffer sent = ByteBuffer.allocate(message.remaining()).put(message.duplicate());
      int transaction = sent.getInt(TRANSACTION_ID);
      sent.putInt(TRANSACTION_ID, 0x4348_0000 + transactions++);
      // The client's namespace has none of the addresses that are given.
      sent.putShort(FLAGS, (short) 0x8000);
      if (asked.clientAddress() != Ipv4.ANY) {
        sent.putInt(CLIENT_ADDRESS, OracleNetwork.USUAL.clientAddress());
      }
      Route route =
          port == 4011
              ? Route.BOOT_SERVER
              : asked.relayAddress() != Ipv4.ANY ? Route.RELAYED : Route.DIRECT;
      try {
        byte[] reply = session.ask(route, sent.array());
        if (reply.length > 0) {
          ByteBuffer.wrap(reply).putInt(TRANSACTION_ID, transaction);
          replies.add(new Reply(reply, own, port, null));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return replies;
    }

    private void otherServer(DhcpMessageView asked, List<Reply> replies) {
      boolean discover = asked.messageType() == MessageType.DISCOVER;
      if (!discover && asked.serverIdentifier() != OTHER_SERVER) {
        return;
      }
      ByteBuffer out = ByteBuffer.allocate(1472);
      DhcpMessageWriter reply =
          new DhcpMessageWriter()
              .startReply(asked, discover ? MessageType.OFFER : MessageType.ACK, out, 0, 1472)
              .yourAddress(OTHER_SERVER + 1)
              .optionInt32(OptionCode.SERVER_IDENTIFIER, OTHER_SERVER)
              .optionInt32(OptionCode.LEASE_TIME, 3600);
      byte[] octets = new byte[reply.finish()];
      out.get(0, octets);
      replies.add(new Reply(octets, OTHER_SERVER, 67, null));
    }
  }

  /** Most chains must have been comparable, and of several ends. */
  void requireMany() {
    String told = kinds + ": " + compared + " compared, " + leftOut + " left out";
    assertTrue(compared > 8 * leftOut, told);
    for (Verdict.Kind kind :
        List.of(Verdict.Kind.BOOTS, Verdict.Kind.LOOPS, Verdict.Kind.NOT_SERVED)) {
      assertTrue(kinds.getOrDefault(kind, 0) > 0, told);
    }
  }
}
