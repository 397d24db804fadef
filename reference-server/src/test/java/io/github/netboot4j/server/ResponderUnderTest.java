package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A responder on 192.0.2.1/24 that runs a dhcpd.conf, its clock, and what it answered last. */
final class ResponderUnderTest {
  static final int SERVER = Ipv4.parse("192.0.2.1");

  final List<String> events = new ArrayList<>();
  final DhcpMessageView reply = new DhcpMessageView();
  final LeaseTable leases;
  final DhcpResponder responder;
  long now = 1_000_000;

  private final ByteBuffer datagram = ByteBuffer.allocate(2_048);
  private final ByteBuffer answer = ByteBuffer.allocate(2_048);

  private final class Recorder implements DhcpListener {
    @Override
    public void answered(BootRequest request, int type, int address, BootDecision decision) {
      events.add(MessageType.name(type) + " " + Ipv4.format(address));
    }

    @Override
    public void givenBack(BootRequest request, int address) {
      events.add("back " + Ipv4.format(address));
    }

    @Override
    public void ignored(BootRequest request, Unanswered kind, String why) {
      events.add("ignored: " + why);
    }

    @Override
    public void malformed(DhcpFault fault, int offset, int octets) {
      events.add("malformed: " + fault);
    }
  }

  ResponderUnderTest(DhcpSettings settings, BootPolicy policy) {
    leases = settings.emptyTable();
    responder = new DhcpResponder(settings, leases, policy, new Recorder());
  }

  /** One that runs the text of a dhcpd.conf. */
  static ResponderUnderTest running(Path directory, String... lines) {
    try {
      Path file = Files.write(directory.resolve("dhcpd.conf"), List.of(lines));
      ServeConfiguration read = ServeConfiguration.read(file, null, false);
      LocalInterface on = new LocalInterface("test0", SERVER, Ipv4.mask(24));
      DhcpSettings settings =
          new DhcpSettings(on, 67, 68, read.read().addresses(), "test", Ipv4.ANY, List.of());
      return new ResponderUnderTest(settings, read.read().policy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StartupException e) {
      throw new AssertionError(e);
    }
  }

  /** A message to be sent, of a client by its number. */
  DhcpMessageWriter message(int type, int client) {
    return TestRequests.start(type, client, datagram);
  }

  /** A REQUEST that takes an offer. */
  DhcpMessageWriter selecting(int client, int server, int address) {
    return message(MessageType.REQUEST, client)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, server)
        .optionInt32(OptionCode.REQUESTED_ADDRESS, address);
  }

  /** A REQUEST of a client that starts again. */
  DhcpMessageWriter rebooting(int client, int address) {
    return message(MessageType.REQUEST, client).optionInt32(OptionCode.REQUESTED_ADDRESS, address);
  }

  /** A REQUEST of a client that goes on using its address. */
  DhcpMessageWriter extending(int client, int address) {
    return message(MessageType.REQUEST, client).clientAddress(address);
  }

  /** Whether there is an answer, which is in {@link #reply} then. */
  boolean answers(DhcpMessageWriter request) {
    int octets = responder.respond(datagram, request.finish(), answer, now);
    return octets > 0 && reply.tryWrap(answer, 0, octets);
  }

  /** What a message is answered: the type and the address, or silence. */
  String asked(DhcpMessageWriter request) {
    return answers(request)
        ? MessageType.name(reply.messageType()) + " " + Ipv4.format(reply.yourAddress())
        : "silence";
  }

  /** Leases a client an address by the four messages, and returns it. */
  int lease(int client) {
    if (!answers(message(MessageType.DISCOVER, client))) {
      throw new AssertionError("no offer: " + events);
    }
    int address = reply.yourAddress();
    if (!answers(selecting(client, SERVER, address))) {
      throw new AssertionError("no ACK: " + events);
    }
    return reply.yourAddress();
  }

  void passSeconds(long seconds) {
    now += seconds * 1_000;
  }
}
