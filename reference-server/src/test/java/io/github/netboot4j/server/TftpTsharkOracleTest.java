package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpPacketWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An independent judge: which packets of a capture {@code decode} takes for TFTP, and what it reads
 * in them, is what tshark takes and reads.
 *
 * <p>Where tshark 4.0 itself cannot be asked: it reads names as ASCII, so they are ASCII here; and
 * it knows one port of the server for a request that is sent again.
 */
final class TftpTsharkOracleTest {
  private static final int TRANSFERS = 400;
  private static final long SEED = 20_261_124;
  private static final Path FIXTURES =
      Path.of("../dhcp-codec/testing/src/main/resources/io/github/netboot4j/capture");

  /** Captures that come with the whole workplace of the project, not with its repository. */
  private static final Path SHARED = Path.of("../../shared");

  @TempDir Path directory;

  @BeforeEach
  void needTshark() {
    Tshark.require();
  }

  @Test
  void readsRecordedTransfersAsTsharkDoes() throws Exception {
    assertEquals(
        11 + 16,
        compare(FIXTURES.resolve("netboot4j/uefi-x64-pxe.pcap"))
            + compare(FIXTURES.resolve("netboot4j/bios-undionly.pcap")));
  }

  @Test
  void readsSharedTransfersAsTsharkDoes() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(SHARED), () -> "passed over: there is no " + SHARED + " here");
    int packets = 0;
    for (String directory : List.of("captures", "corpora/tcpdump")) {
      try (Stream<Path> files = Files.list(SHARED.resolve(directory))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".pcap")).toList()) {
          packets += compare(file);
        }
      }
    }
    assertTrue(packets > 200, "TFTP packets in all: " + packets);
  }

  @Test
  void readsRandomTransfersAsTsharkDoes() throws Exception {
    Random random = new Random(SEED);
    List<List<byte[]>> transfers = new ArrayList<>();
    for (int number = 0; number < TRANSFERS; number++) {
      transfers.add(new ArrayList<>(transfer(random, number)));
    }
    // Many at once, each in its order.
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    int packets = 0;
    while (!transfers.isEmpty()) {
      int which = random.nextInt(Math.min(20, transfers.size()));
      List<byte[]> transfer = transfers.get(which);
      capture.frame(transfer.remove(0));
      packets++;
      if (transfer.isEmpty()) {
        transfers.remove(which);
      }
    }
    Path file = Files.write(directory.resolve("random.pcap"), capture.bytes());
    assertEquals(packets, compare(file));
    assertTrue(packets > 5 * TRANSFERS, "packets: " + packets);
  }

  /** The frames of a transfer; some end early, with an ERROR. */
  private static List<byte[]> transfer(Random random, int number) {
    int client = 0xC633_6400 + number % 250;
    int clientPort = 10_000 + number;
    int server = 0xC000_0201;
    int serverPort = 20_000 + random.nextInt(20_000);
    int blockSize = 8 + random.nextInt(1400);
    List<byte[]> frames = new ArrayList<>();
    ByteBuffer packet = ByteBuffer.allocate(2000);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(packet, 0, 2000);
    TftpMode mode = random.nextBoolean() ? TftpMode.OCTET : TftpMode.NETASCII;
    String name = text(random, 40);
    boolean write = random.nextInt(4) == 0;
    TftpPacketWriter request =
        write ? writer.beginWriteRequest(name, mode) : writer.beginReadRequest(name, mode);
    boolean options = random.nextInt(3) > 0;
    if (options) {
      request.option("blksize", blockSize).option(text(random, 10), text(random, 10));
    } else {
      blockSize = 512;
    }
    frames.add(frame(client, clientPort, server, 69, packet, request.finish()));
    if (options) {
      int oack = writer.beginOptionAcknowledgment().option("blksize", blockSize).finish();
      frames.add(frame(server, serverPort, client, clientPort, packet, oack));
    }
    int blocks = random.nextInt(8);
    int from = random.nextInt(4) == 0 ? 65_530 : 1;
    for (int block = from; block <= from + blocks; block++) {
      int header = writer.data(block & 0xFFFF);
      int size = block == from + blocks ? random.nextInt(blockSize) : blockSize;
      byte[] data = new byte[size];
      random.nextBytes(data);
      packet.put(header, data);
      byte[] sent =
          write && block > from
              ? frame(client, clientPort, server, serverPort, packet, header + size)
              : frame(server, serverPort, client, clientPort, packet, header + size);
      frames.add(sent);
      int acknowledgment = writer.acknowledgment(block & 0xFFFF);
      frames.add(
          write && block > from
              ? frame(server, serverPort, client, clientPort, packet, acknowledgment)
              : frame(client, clientPort, server, serverPort, packet, acknowledgment));
    }
    if (random.nextInt(3) == 0) {
      int error = writer.error(random.nextInt(9), text(random, 60));
      frames.add(frame(client, clientPort, server, serverPort, packet, error));
    }
    return frames;
  }

  private static String text(Random random, int longest) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.append((char) (' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  private static byte[] frame(
      int source, int from, int destination, int to, ByteBuffer packet, int length) {
    byte[] octets = new byte[length];
    packet.get(0, octets);
    return DecodeCapture.datagram(source, from, destination, to, octets);
  }

  /** Compares all packets of a capture; returns how many there are. */
  private int compare(Path file) throws Exception {
    Map<Object, Map<String, Object>> ours = new LinkedHashMap<>();
    for (Map<String, Object> packet : DecodeRun.json(file).messages()) {
      if (packet.get("protocol").equals("tftp")) {
        assertEquals(null, packet.get("fault"), () -> file + ": " + packet);
        ours.put(packet.get("frame"), packet);
      }
    }
    Map<Object, Map<String, Object>> theirs = new LinkedHashMap<>();
    for (Map<String, Object> packet : dissect(file)) {
      Map<String, Object> read = read(packet);
      theirs.put(read.get("frame"), read);
    }
    assertEquals(theirs.keySet(), ours.keySet(), file.toString());
    for (Object frame : theirs.keySet()) {
      assertEquals(theirs.get(frame), ours.get(frame), () -> file + ", frame " + frame);
    }
    return ours.size();
  }

  /** What tshark says of a packet, in the words of our JSON. */
  private static Map<String, Object> read(Map<String, Object> packet) {
    Map<String, Object> layers = member(member(packet, "_source"), "layers");
    Map<String, Object> tftp = member(layers, "tftp");
    Map<String, Object> read = new LinkedHashMap<>();
    read.put("frame", number(member(layers, "frame"), "frame.number"));
    read.put("protocol", "tftp");
    int opcode = number(tftp, "tftp.opcode");
    read.put("opcode", List.of("RRQ", "WRQ", "DATA", "ACK", "ERROR", "OACK").get(opcode - 1));
    switch (opcode) {
      case 1, 2 -> {
        read.put("file", tftp.get(opcode == 1 ? "tftp.source_file" : "tftp.destination_file"));
        read.put("mode", tftp.get("tftp.type"));
        read.put("options", options(tftp));
      }
      case 3 -> {
        read.put("block", number(tftp, "tftp.block"));
        boolean empty = !layers.containsKey("data");
        read.put("length", empty ? 0 : number(member(layers, "data"), "data.len"));
      }
      case 4 -> read.put("block", number(tftp, "tftp.block"));
      case 5 -> {
        read.put("code", number(tftp, "tftp.error.code"));
        read.put("message", tftp.get("tftp.error.message"));
      }
      default -> read.put("options", options(tftp));
    }
    return read;
  }

  private static Map<String, Object> options(Map<String, Object> tftp) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (String key : tftp.keySet()) {
      if (key.startsWith("Option: ")) {
        Map<String, Object> option = member(tftp, key);
        options.put(
            option.get("tftp.option.name").toString(), option.get("tftp.option.value").toString());
      }
    }
    return options;
  }

  private static int number(Map<String, Object> object, String name) {
    return Integer.parseInt(object.get(name).toString());
  }

  @SuppressWarnings("unchecked") // What the parser makes of it.
  private static Map<String, Object> member(Map<String, Object> object, String name) {
    return (Map<String, Object>) object.get(name);
  }

  private List<Map<String, Object>> dissect(Path capture) throws Exception {
    return DecodeJsonReader.array(
        Tshark.dissect(
            directory,
            capture,
            "-Y",
            "tftp",
            "-T",
            "json",
            "--no-duplicate-keys",
            "-J",
            "frame tftp data"));
  }
}
