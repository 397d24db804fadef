package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A machine of the demo: asks, fetches, becomes what it fetched, and asks again. */
final class DemoMachine {
  /** A chain longer than this goes nowhere. */
  private static final int MOST_STAGES = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final long mac;
  private DemoFirmware firmware;

  DemoMachine(String name, long mac, DemoFirmware firmware) {
    this.name = name;
    this.mac = mac;
    this.firmware = firmware;
  }

  String name() {
    return name;
  }

  long mac() {
    return mac;
  }

  /** What a stage was told: where it is to fetch what. */
  private record Answer(int address, int nextServer, String bootFile) {}

  /** Plays the chain to its end; true if that is the script. */
  boolean boot(DhcpSettings dhcp, int tftpPort, DemoRules rules, DemoPrinter printer)
      throws InterruptedException {
    try {
      for (int stage = 0; stage < MOST_STAGES; stage++) {
        Answer answer = ask(dhcp);
        BootDecision decision = rules.decisionFor(mac);
        printer.asks(
            firmware.label(),
            firmware.userClass().isEmpty() ? ", no user class" : ", class " + firmware.userClass(),
            Ipv4.format(answer.address()) + ", " + answer.bootFile(),
            decision.reason().toString());
        byte[] image = fetch(answer, tftpPort, printer);
        if (DemoRoot.isScript(image)) {
          printer.booted("the script, as " + firmware.label());
          return true;
        }
        if (!DemoRoot.becomesIpxe(image)) {
          printer.failed(answer.bootFile() + " is nothing that this machine can run");
          return false;
        }
        firmware = firmware.afterIpxe();
      }
      printer.failed("still loading loaders after " + MOST_STAGES + " stages: a loop");
    } catch (IOException e) {
      printer.failed(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private Answer ask(DhcpSettings dhcp) throws IOException {
    try (DemoDhcpSocket socket = new DemoDhcpSocket(dhcp)) {
      DhcpMessageView offer = exchange(socket, MessageType.DISCOVER, Ipv4.ANY, Ipv4.ANY);
      expect(offer, MessageType.OFFER);
      DhcpMessageView ack =
          exchange(socket, MessageType.REQUEST, offer.yourAddress(), offer.serverIdentifier());
      expect(ack, MessageType.ACK);
      return new Answer(ack.yourAddress(), ack.nextServerAddress(), bootFile(ack));
    }
  }

  private DhcpMessageView exchange(
      DemoDhcpSocket socket, int messageType, int requested, int server) throws IOException {
    int transactionId = (int) System.nanoTime();
    byte[] packet = new byte[1024];
    int octets =
        firmware.write(
            new DhcpMessageWriter(),
            ByteBuffer.wrap(packet),
            messageType,
            mac,
            transactionId,
            requested,
            server);
    DhcpMessageView reply = socket.exchange(packet, octets, transactionId, mac, PATIENCE);
    if (reply == null) {
      throw new SocketTimeoutException(
          "no answer to the "
              + MessageType.name(messageType)
              + " within "
              + PATIENCE.toSeconds()
              + " s");
    }
    return reply;
  }

  private static void expect(DhcpMessageView reply, int messageType) throws IOException {
    if (reply.messageType() != messageType) {
      throw new IOException(
          "an answer of type "
              + MessageType.name(reply.messageType())
              + " instead of "
              + MessageType.name(messageType));
    }
  }

  private String bootFile(DhcpMessageView ack) throws IOException {
    OptionValue option = new OptionValue();
    ack.readOption(OptionCode.BOOT_FILE_NAME, option);
    String inHeader = ack.bootFile();
    String inOption = option.toText();
    String preferred = firmware.prefersOption67() ? inOption : inHeader;
    String other = firmware.prefersOption67() ? inHeader : inOption;
    String file = preferred.isEmpty() ? other : preferred;
    if (file.isEmpty()) {
      throw new IOException("an address, but nothing to boot");
    }
    return file;
  }

  private byte[] fetch(Answer answer, int tftpPort, DemoPrinter printer)
      throws IOException, InterruptedException {
    String file = answer.bootFile();
    if (file.startsWith("http://")) {
      byte[] body = get(URI.create(file));
      printer.step("HTTP", "GET " + URI.create(file).getPath(), "%,d bytes".formatted(body.length));
      return body;
    }
    TftpClient client =
        TftpClient.builder(Addresses.of(answer.nextServer(), tftpPort))
            .blockSize(firmware.tftp().blockSize())
            .windowSize(firmware.tftp().windowSize())
            .build();
    if (firmware.probesSize()) {
      long size = client.size(file);
      printer.step("TFTP", "asks the size of " + file, "%,d bytes, and breaks off".formatted(size));
    }
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    TftpResult result = client.get(file, image);
    printer.step(
        "TFTP",
        "fetches " + file,
        "%,d bytes, %,d a block".formatted(result.bytes(), result.agreed().blockSize()));
    return image.toByteArray();
  }

  private static byte[] get(URI uri) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("HTTP status " + response.statusCode() + " for " + uri);
    }
    return response.body();
  }
}
