package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An independent judge: what {@code decode} reads in random valid messages is, octet for octet,
 * what tshark reads in them.
 *
 * <p>Where tshark 4.0 itself cannot be asked:
 *
 * <ul>
 *   <li>It does not join the pieces of an option (RFC 3396) but shows each as an option. They are
 *       joined here, in the order options, {@code file}, {@code sname}.
 *   <li>It reads each piece by itself. One that ends within a part (a sub-option, a route, a name)
 *       is malformed to it, and it shows nothing behind it: {@link #READ_IN_PARTS} are not split.
 *   <li>It reads on behind the end of every PCP Server (158): {@link #STOPS_AT}.
 * </ul>
 */
final class TsharkOracleTest {
  private static final int MESSAGES = 2000;
  private static final long SEED = 20_261_123;

  /** Options with parts that tshark looks into. */
  private static final Set<Integer> READ_IN_PARTS = readInParts();

  /** The option that ends tshark's reading though it is sound. */
  private static final int STOPS_AT = OptionCode.PCP_SERVER;

  /** Where the fields start that options may lie in, in frames of {@link DecodeCapture}. */
  private static final int MESSAGE_IN_FRAME = 14 + 20 + 8;

  private static final int FILE_IN_FRAME = MESSAGE_IN_FRAME + 108;
  private static final int OPTIONS_IN_FRAME = MESSAGE_IN_FRAME + 240;

  private static Set<Integer> readInParts() {
    Set<Integer> codes = new HashSet<>();
    for (RegisteredOption option : RegisteredOption.all()) {
      switch (option.type()) {
        case COMPOSITE, DOMAIN_NAMES -> codes.add(option.code());
        default -> {}
      }
    }
    codes.addAll(
        List.of(
            OptionCode.CLIENT_IDENTIFIER,
            OptionCode.NETWORK_INTERFACE_IDENTIFIER,
            OptionCode.CLIENT_MACHINE_IDENTIFIER,
            OptionCode.NETWARE_IP_INFORMATION,
            OptionCode.GEOGRAPHIC_CONFIGURATION,
            OptionCode.GEOGRAPHIC_LOCATION,
            OptionCode.RDNSS_SELECTION,
            OptionCode.PCP_SERVER));
    return codes;
  }

  @TempDir Path directory;

  @Test
  void readsWhatTsharkReads() throws Exception {
    Tshark.require();
    Path file = directory.resolve("random.pcap");
    DecodeMessages messages = new DecodeMessages(SEED, READ_IN_PARTS);
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    for (int count = 0; count < MESSAGES; count++) {
      byte[] message = messages.next();
      capture.frame(DecodeCapture.datagram(DecodeCapture.ETHERNET_HEADER, message));
    }
    Files.write(file, capture.bytes());

    DecodeRun run = DecodeRun.json(file);
    List<Map<String, Object>> ours = run.messages();
    List<DecodeDissection> theirs = dissect(file);

    assertEquals(0, run.exitCode(), run.err());
    assertEquals(MESSAGES, ours.size());
    assertEquals(MESSAGES, theirs.size());
    Set<Integer> seen = new HashSet<>();
    int inPieces = 0;
    int malformed = 0;
    for (int index = 0; index < MESSAGES; index++) {
      String which = "frame " + (index + 1);
      assertEquals(index + 1, ours.get(index).get("frame"));
      assertNull(ours.get(index).get("fault"), which);
      assertEquals(theirFields(theirs.get(index)), ourFields(ours.get(index)), which);
      List<DecodeDissection.Option> pieces = piecesInOrder(theirs.get(index));
      Set<Integer> codes = compare(which, pieces, ours.get(index), theirs.get(index).isMalformed());
      seen.addAll(codes);
      inPieces += pieces.size() > codes.size() ? 1 : 0;
      malformed += theirs.get(index).isMalformed() ? 1 : 0;
    }
    for (RegisteredOption option : RegisteredOption.all()) {
      assertTrue(seen.contains(option.code()), "never compared: " + option);
    }
    assertTrue(inPieces > MESSAGES / 10, "messages with split options: " + inPieces);
    assertTrue(malformed < MESSAGES / 10, "messages that tshark gave up on: " + malformed);
  }

  /** Compares the options of one message; returns their codes. */
  private static Set<Integer> compare(
      String which,
      List<DecodeDissection.Option> pieces,
      Map<String, Object> message,
      boolean malformed) {
    Map<Integer, String> ours = new LinkedHashMap<>();
    for (Map<String, Object> option : DecodeJsonReader.objects(message, "options")) {
      assertNull(option.get("fault"), which + ": " + option);
      assertNull(ours.put((Integer) option.get("code"), (String) option.get("value")), which);
    }
    Map<Integer, String> theirs = new LinkedHashMap<>();
    pieces.forEach(piece -> theirs.merge(piece.code(), piece.value(), String::concat));
    if (!malformed) {
      assertEquals(List.copyOf(theirs.entrySet()), List.copyOf(ours.entrySet()), which);
      return theirs.keySet();
    }
    // Pieces that stand behind the place where tshark stopped are not among its pieces.
    assertTrue(theirs.containsKey(STOPS_AT), () -> which + " is malformed: " + pieces);
    for (DecodeDissection.Option piece : pieces) {
      assertTrue(ours.get(piece.code()).contains(piece.value()), which + ": " + piece);
    }
    return theirs.keySet();
  }

  /** RFC 3396 §5: the options, then {@code file}, then {@code sname}. */
  private static List<DecodeDissection.Option> piecesInOrder(DecodeDissection message) {
    List<DecodeDissection.Option> inOrder = new ArrayList<>();
    for (int[] area :
        new int[][] {
          {OPTIONS_IN_FRAME, Integer.MAX_VALUE},
          {FILE_IN_FRAME, OPTIONS_IN_FRAME},
          {MESSAGE_IN_FRAME, FILE_IN_FRAME}
        }) {
      for (DecodeDissection.Option option : message.options()) {
        boolean isOption = option.code() != OptionCode.PAD && option.code() != OptionCode.END;
        if (isOption && option.position() >= area[0] && option.position() < area[1]) {
          inOrder.add(option);
        }
      }
    }
    return inOrder;
  }

  private static Map<String, String> theirFields(DecodeDissection message) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("op", field(message, "type", 0));
    fields.put("htype", field(message, "hw.type", 1));
    fields.put("hlen", field(message, "hw.len", 2));
    fields.put("hops", field(message, "hops", 3));
    fields.put("xid", field(message, "id", 4));
    fields.put("secs", field(message, "secs", 8));
    fields.put("flags", field(message, "flags", 10));
    fields.put("ciaddr", field(message, "ip.client", 12));
    fields.put("yiaddr", field(message, "ip.your", 16));
    fields.put("siaddr", field(message, "ip.server", 20));
    fields.put("giaddr", field(message, "ip.relay", 24));
    // An Ethernet address is shown as such, another one with all of its field.
    String address = field(message, "hw.mac_addr", 28) + field(message, "hw.addr", 28);
    int digits = 2 * HexFormat.fromHexDigits(fields.get("hlen"));
    fields.put("chaddr", address.substring(0, Math.min(digits, address.length())));
    fields.put("sname", upToNul(field(message, "server", 44)));
    fields.put("file", upToNul(field(message, "file", 108)));
    return fields;
  }

  private static String field(DecodeDissection message, String name, int offset) {
    return message.field("dhcp." + name, MESSAGE_IN_FRAME + offset);
  }

  private static String upToNul(String hex) {
    int end = 0;
    while (end < hex.length() && !hex.startsWith("00", end)) {
      end += 2;
    }
    return hex.substring(0, end);
  }

  private static Map<String, String> ourFields(Map<String, Object> message) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : List.of("op", "htype", "hlen", "hops")) {
      fields.put(name, "%02x".formatted((Integer) message.get(name)));
    }
    fields.put("xid", message.get("xid").toString().substring("0x".length()));
    for (String name : List.of("secs", "flags")) {
      fields.put(name, "%04x".formatted((Integer) message.get(name)));
    }
    for (String name : List.of("ciaddr", "yiaddr", "siaddr", "giaddr")) {
      fields.put(name, "%08x".formatted(Ipv4.parse(message.get(name).toString())));
    }
    fields.put("chaddr", message.get("chaddr").toString());
    for (String name : List.of("sname", "file")) {
      byte[] octets = DecodeCapture.latin1(message.get(name).toString());
      fields.put(name, HexFormat.of().formatHex(octets));
    }
    return fields;
  }

  private List<DecodeDissection> dissect(Path capture) throws Exception {
    Path dissected = Tshark.dissect(directory, capture, "-T", "pdml");
    try (InputStream in = Files.newInputStream(dissected)) {
      return DecodeDissection.readAll(in);
    }
  }
}
