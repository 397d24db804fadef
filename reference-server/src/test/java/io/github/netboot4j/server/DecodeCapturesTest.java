package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Captures of real clients and servers. */
final class DecodeCapturesTest {
  private static final Path FIXTURES =
      Path.of("../dhcp-codec/testing/src/main/resources/io/github/netboot4j/capture");

  /** Captures that come with the whole workplace of the project, not with its repository. */
  private static final Path SHARED = Path.of("../../shared");

  private static final Set<Integer> PORTS = Set.of(67, 68, 4011);

  @TestFactory
  Stream<DynamicTest> everyFixtureIsReadWithoutFault() throws IOException {
    List<Path> files = captures(FIXTURES);
    assertFalse(files.isEmpty());
    return files.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> isSound(file)));
  }

  @Test
  void soAreTheSharedCaptures() throws IOException {
    List<Path> files = captures(present(SHARED.resolve("captures")));
    assertFalse(files.isEmpty());
    for (Path file : files) {
      isSound(file);
    }
  }

  @Test
  void aDiscoverOfRealFirmware() {
    List<Map<String, Object>> messages =
        DecodeRun.json(FIXTURES.resolve("uefi-x64-to-ipxe.pcap")).messages();
    Map<String, Object> discover = messages.get(0);
    assertEquals("0x338ea525", discover.get("xid"));
    assertEquals("525400123456", discover.get("chaddr"));
    assertEquals(
        Map.of("code", 53, "name", "DHCP Message Type", "value", "01", "text", "DISCOVER"),
        DecodeJsonReader.objects(discover, "options").get(0));
    assertEquals("7 (x64 UEFI)", text(discover, 93));
    assertEquals("UNDI 3.0", text(discover, 94));
    assertEquals("PXEClient:Arch:00007:UNDI:003000", text(discover, 60));
    assertEquals("iPXE", text(messages.get(4), 77));
  }

  /** Five of them are sound; what is wrong in the others is known. */
  @Test
  void theTcpdumpProjectsCaptures() throws IOException {
    Path corpus = present(SHARED.resolve("corpora/tcpdump"));
    for (String sound : List.of("dhcp-rfc3004", "dhcp-rfc4388", "dhcp-rfc5859")) {
      isSound(corpus.resolve(sound + ".pcap"));
    }
    List<Map<String, Object>> userClasses =
        DecodeRun.json(corpus.resolve("dhcp-rfc3004.pcap")).messages();
    assertEquals("subopt1,subopt2-123456789,subopt3-12", text(userClasses.get(0), 77));

    // Static routes of one, two and three pairs, of three octets, and of none.
    List<Map<String, Object>> routes =
        DecodeRun.json(corpus.resolve("dhcp-option-33.pcap")).messages();
    assertEquals("10.0.0.1 via 10.0.0.2, 10.0.0.3 via 10.0.0.4", text(routes.get(1), 33));
    assertEquals("TOO_SHORT", option(routes.get(3), 33).get("fault"));
    assertEquals("TOO_SHORT", option(routes.get(4), 33).get("fault"));

    DecodeRun malformed = DecodeRun.json(corpus.resolve("bootp_asan.pcap"));
    assertEquals(0, malformed.exitCode(), malformed.err());
    assertEquals(
        Map.of("kind", "UNKNOWN_OPERATION", "offset", 0), malformed.messages().get(0).get("fault"));

    DecodeRun tftp = DecodeRun.json(corpus.resolve("tftp.pcap"));
    assertEquals(0, tftp.exitCode(), tftp.err());
    assertEquals(
        """
        {"frame":1,"protocol":"tftp","opcode":"RRQ","file":"file1","mode":"octet","options":{}}
        {"frame":2,"protocol":"tftp","opcode":"DATA","block":1,"length":512}
        {"frame":3,"protocol":"tftp","opcode":"ACK","block":1}
        {"frame":4,"protocol":"tftp","opcode":"DATA","block":2,"length":512}
        {"frame":5,"protocol":"tftp","opcode":"ACK","block":2}
        {"frame":6,"protocol":"tftp","opcode":"DATA","block":3,"length":105}
        {"frame":7,"protocol":"tftp","opcode":"ACK","block":3}
        """,
        tftp.out());
  }

  @Test
  void theTransfersOfRealFirmware() {
    DecodeRun run = DecodeRun.json(FIXTURES.resolve("netboot4j/uefi-x64-pxe.pcap"));
    List<String> tftp = run.out().lines().filter(line -> line.contains("tftp")).toList();
    assertEquals(
        List.of(
            """
            {"frame":5,"protocol":"tftp","opcode":"RRQ","file":"snponly.efi","mode":"octet",\
            "options":{"tsize":"0","blksize":"1468","windowsize":"4"}}""",
            """
            {"frame":6,"protocol":"tftp","opcode":"OACK",\
            "options":{"tsize":"173792","blksize":"1468","windowsize":"4"}}""",
            """
            {"frame":7,"protocol":"tftp","opcode":"ERROR","code":8,\
            "message":"User aborted the transfer"}"""),
        tftp.subList(0, 3));
    assertEquals(11, tftp.size());
  }

  /** Every DHCP datagram, as another reader finds them, and no fault in any message. */
  private static void isSound(Path file) throws IOException {
    List<Integer> frames = new ArrayList<>();
    CaptureFile.read(file)
        .datagrams()
        .forEach(
            datagram -> {
              if (PORTS.contains(datagram.sourcePort())
                  || PORTS.contains(datagram.destinationPort())) {
                frames.add(datagram.recordNumber());
              }
            });
    DecodeRun run = DecodeRun.json(file);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    List<Map<String, Object>> messages = run.messages();
    for (Map<String, Object> message : messages) {
      assertNull(message.get("fault"), message.toString());
    }
    List<Map<String, Object>> dhcp =
        messages.stream().filter(message -> message.get("protocol").equals("dhcp")).toList();
    assertEquals(frames, dhcp.stream().map(message -> message.get("frame")).toList());
    for (Map<String, Object> message : dhcp) {
      for (Map<String, Object> option : DecodeJsonReader.objects(message, "options")) {
        assertNull(option.get("fault"), message.toString());
      }
    }
    DecodeRun text = DecodeRun.of(file.toString());
    assertEquals(messages.size(), text.out().lines().filter(l -> l.startsWith("frame ")).count());
  }

  private static Path present(Path directory) {
    Assumptions.assumeTrue(
        Files.isDirectory(directory), () -> "passed over: there is no " + directory + " here");
    return directory;
  }

  private static List<Path> captures(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Object text(Map<String, Object> message, int code) {
    return option(message, code).get("text");
  }

  private static Map<String, Object> option(Map<String, Object> message, int code) {
    List<Map<String, Object>> found =
        DecodeJsonReader.objects(message, "options").stream()
            .filter(option -> option.get("code").equals(code))
            .toList();
    assertTrue(found.size() == 1, () -> "option " + code + " in " + message);
    return found.get(0);
  }
}
