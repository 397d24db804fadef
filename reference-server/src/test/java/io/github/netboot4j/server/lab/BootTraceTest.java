package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BootTraceTest {
  private static final String MAC = "52:54:00:00:00:09";
  private static final String OTHER_MAC = "52:54:00:00:00:0a";
  private static final String CLIENT = "192.0.2.100";
  private static final String SERVER = "192.0.2.1";

  private final PcapBytes file = new PcapBytes(ByteOrder.LITTLE_ENDIAN);

  @Test
  void aTransferIsDoneWhenItsLastBlockIsAcknowledged() throws IOException {
    fromClient(2070, 69, "\0\1boot\0octet\0BLKSIZE\0008\0");
    toClient(5000, 2070, "\0\6blksize\0008\0");
    fromClient(2070, 5000, "\0\4\0\0");
    toClient(5000, 2070, "\0\3\0\00112345678");
    fromClient(2070, 5000, "\0\4\0\1");
    toClient(5000, 2070, "\0\3\0\002123");
    fromClient(2070, 5000, "\0\4\0\1");
    assertEquals(
        List.of("RRQ boot {blksize=8}", "OACK boot {blksize=8}"), texts(), "not acknowledged yet");

    fromClient(2070, 5000, "\0\4\0\2");

    assertEquals("boot received, 11 bytes", texts().get(2));
  }

  @Test
  void aTransferThatTheClientRefusesIsNotDone() throws IOException {
    fromClient(2070, 69, "\0\1boot\0octet\0tsize\0000\0");
    toClient(5000, 2070, "\0\6tsize\00011\0");
    fromClient(2070, 5000, "\0\5\0\010enough\0");

    assertEquals(
        List.of(
            "RRQ boot {tsize=0}", "OACK boot {tsize=11}", "ERROR 8 from the client (boot: enough)"),
        texts());
  }

  @Test
  void anAnswerBelongsToTheRequestOfItsConnection() throws IOException {
    String request = "GET /boot.ipxe HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n";
    file.tcp(MAC, CLIENT + ":1024", PcapBytes.SERVER_MAC, SERVER + ":80", 7, request);
    file.tcp(MAC, CLIENT + ":1024", PcapBytes.SERVER_MAC, SERVER + ":80", 7, request);
    file.tcp(PcapBytes.SERVER_MAC, SERVER + ":80", MAC, CLIENT + ":1025", 9, "HTTP/1.1 404 No\r\n");
    file.tcp(
        PcapBytes.SERVER_MAC,
        SERVER + ":80",
        MAC,
        CLIENT + ":1024",
        9,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n#!ipxe\n");

    assertEquals(
        List.of("GET /boot.ipxe from 192.0.2.100", "200 to GET /boot.ipxe [text/plain]"), texts());
  }

  @Test
  void whatOtherMachinesDoIsNotPartOfIt() throws IOException {
    byte[] message = PcapBytes.dhcp(2, OTHER_MAC, "192.0.2.101", "\65\1\2");
    file.udp(
        PcapBytes.SERVER_MAC, SERVER + ":67", "ff:ff:ff:ff:ff:ff", "255.255.255.255:68", message);
    file.udp(OTHER_MAC, "192.0.2.101:2070", PcapBytes.SERVER_MAC, SERVER + ":69", "\0\1a\0octet\0");

    assertEquals(List.of(), texts());
    assertEquals(2, BootTrace.of(LabCapture.parse(file.bytes()), OTHER_MAC).size());
  }

  @Test
  void aChainWantsItsStagesInOrder() throws IOException {
    fromClient(2070, 69, "\0\1first\0octet\0");
    fromClient(2071, 69, "\0\1second\0octet\0");
    Chain chain = new Chain(BootTrace.of(LabCapture.parse(file.bytes()), MAC));
    chain.then("second", BootStep.TftpRequest.class, step -> step.file().equals("second"));

    AssertionError missing =
        assertThrows(
            AssertionError.class,
            () ->
                chain.then(
                    "first", BootStep.TftpRequest.class, step -> step.file().equals("first")));

    assertTrue(missing.getMessage().startsWith("missing: first, after: [RRQ second"));
  }

  private void fromClient(int from, int to, String payload) {
    file.udp(MAC, CLIENT + ":" + from, PcapBytes.SERVER_MAC, SERVER + ":" + to, payload);
  }

  private void toClient(int from, int to, String payload) {
    file.udp(PcapBytes.SERVER_MAC, SERVER + ":" + from, MAC, CLIENT + ":" + to, payload);
  }

  private List<String> texts() throws IOException {
    return BootTrace.of(LabCapture.parse(file.bytes()), MAC).stream().map(BootStep::text).toList();
  }
}
