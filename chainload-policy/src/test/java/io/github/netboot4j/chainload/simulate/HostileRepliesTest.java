package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a server sends, a chain comes to an end and nothing is thrown. */
final class HostileRepliesTest {
  private static final Machine MACHINE = Machine.on(Ipv4.parse("192.0.2.1"), 0xFFFFFF00);
  private static final int[] CODES = {6, 17, 43, 52, 54, 60, 66, 67, 175};
  private static final String[] TEXTS = {
    "PXEClient", "HTTPClient", "undionly.kpxe", "snponly.efi", "http://[", "http://192.0.2.1/x",
    "tftp:/", "://", "\0", "a\0b", "../../x", "iscsi:"
  };

  /** Answers that look as if they were meant, but for what chance has put in. */
  private static List<Reply> answers(Random random, ByteBuffer message) {
    DhcpMessageView asked = new DhcpMessageView().wrap(message, 0, message.limit());
    List<Reply> replies = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      byte[] octets = new byte[random.nextInt(8) == 0 ? random.nextInt(300) : 400];
      if (random.nextInt(4) == 0) {
        random.nextBytes(octets);
      }
      ByteBuffer reply = ByteBuffer.wrap(octets);
      if (octets.length == 400) {
        reply.putInt(16, random.nextInt(3) == 0 ? 0 : 0xC0000264);
        reply.putInt(20, random.nextInt(3) == 0 ? 0 : 0xC0000201);
        reply.position(240);
        boolean discover = asked.messageType() == MessageType.DISCOVER;
        reply.put(new byte[] {53, 1, (byte) (discover ? MessageType.OFFER : MessageType.ACK)});
        reply.put(new byte[] {54, 4, (byte) 192, 0, 2, 1});
        while (reply.remaining() > 60 && random.nextInt(6) > 0) {
          option(random, reply);
        }
        reply.put((byte) 255);
      }
      replies.add(new Reply(octets, 0xC0000201, random.nextBoolean() ? 67 : 4011, null));
    }
    return replies;
  }

  private static void option(Random random, ByteBuffer reply) {
    byte[] value = new byte[random.nextInt(30)];
    random.nextBytes(value);
    if (random.nextBoolean()) {
      String text = TEXTS[random.nextInt(TEXTS.length)];
      value = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    } else if (random.nextBoolean()) {
      for (int index = 0; index < value.length; index++) {
        value[index] = (byte) (value[index] & 0x0F);
      }
    }
    int length = random.nextInt(20) == 0 ? 255 : value.length;
    reply.put((byte) CODES[random.nextInt(CODES.length)]).put((byte) length).put(value);
  }

  @Property(tries = 3_000)
  void everyChainEnds(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = (message, destination, port) -> answers(random, message);
    Simulator simulator = Simulator.over(network, List.of(MACHINE));
    List<BootClient> clients = BootClient.all();
    Chain chain = simulator.simulate(clients.get(random.nextInt(clients.size())), MACHINE);
    assertNotNull(chain.verdict().why());
    assertFalse(chain.steps().isEmpty());
    assertFalse(chain.toString().isEmpty());
  }
}
