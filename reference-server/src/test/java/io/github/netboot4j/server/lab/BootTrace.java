package io.github.netboot4j.server.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the packets of a capture, in order, what one client did and what it was told. */
final class BootTrace {
  /** DHCP, and the boot servers of PXE. */
  private static final Set<Integer> DHCP_SERVERS = Set.of(67, 4011);

  private static final int TFTP = 69;
  private static final int RRQ = 1;
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;
  private static final int OACK = 6;
  private static final int BLOCK_NUMBERS = 1 << 16;
  private static final Pattern REQUEST = Pattern.compile("(GET|HEAD) (\\S+) HTTP/1\\.[01]\r\n");
  private static final Pattern RESPONSE = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \r]");
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("\r\ncontent-type: *([^\r]*)\r\n", Pattern.CASE_INSENSITIVE);

  private final String mac;
  private final List<BootStep> steps = new ArrayList<>();
  private final Map<Integer, Transfer> transfers = new HashMap<>();
  private final Map<Integer, BootStep.HttpRequest> unanswered = new HashMap<>();
  private final Set<String> seenRequests = new HashSet<>();

  private BootTrace(String mac) {
    this.mac = mac;
  }

  /** The steps of the client with this hardware address (lower case, colons). */
  static List<BootStep> of(List<LabPacket> packets, String mac) {
    BootTrace trace = new BootTrace(mac);
    packets.forEach(trace::packet);
    return List.copyOf(trace.steps);
  }

  private void packet(LabPacket packet) {
    boolean fromClient = packet.sourceMac().equals(mac);
    boolean toClient = packet.destinationMac().equals(mac);
    if (packet.isUdp()
        && (DHCP_SERVERS.contains(packet.sourcePort())
            || DHCP_SERVERS.contains(packet.destinationPort()))) {
      LabDhcp.of(packet)
          .filter(message -> message.hardwareAddress().equals(mac))
          .ifPresent(message -> steps.add(new BootStep.Dhcp(packet.seconds(), message)));
    } else if (packet.isUdp() && fromClient) {
      tftpFromClient(packet);
    } else if (packet.isUdp() && toClient) {
      tftpToClient(packet);
    } else if (packet.isTcp() && fromClient) {
      httpFromClient(packet);
    } else if (packet.isTcp() && toClient) {
      httpToClient(packet);
    }
  }

  private void tftpFromClient(LabPacket packet) {
    if (packet.length() < 4) {
      return;
    }
    if (packet.destinationPort() == TFTP && packet.u16(0) == RRQ) {
      List<String> strings = List.of(packet.latin1(2, packet.length() - 2).split("\0", -1));
      String file = strings.get(0);
      transfers.put(packet.sourcePort(), new Transfer(file));
      steps.add(new BootStep.TftpRequest(packet.seconds(), file, pairs(strings, 2)));
      return;
    }
    Transfer transfer = transfers.get(packet.sourcePort());
    if (transfer == null) {
      return;
    }
    if (packet.u16(0) == ERROR) {
      steps.add(error(packet, true, transfer));
    } else if (packet.u16(0) == ACK && transfer.isLast(packet.u16(2))) {
      steps.add(new BootStep.TftpDone(packet.seconds(), transfer.file, transfer.bytes()));
      transfers.remove(packet.sourcePort());
    }
  }

  private void tftpToClient(LabPacket packet) {
    Transfer transfer = transfers.get(packet.destinationPort());
    if (transfer == null || packet.length() < 4) {
      return;
    }
    if (packet.u16(0) == OACK) {
      List<String> strings = List.of(packet.latin1(2, packet.length() - 2).split("\0", -1));
      Map<String, String> options = pairs(strings, 0);
      transfer.blockSize = Integer.parseInt(options.getOrDefault("blksize", "512"));
      steps.add(new BootStep.TftpOptions(packet.seconds(), transfer.file, options));
    } else if (packet.u16(0) == ERROR) {
      steps.add(error(packet, false, transfer));
    } else if (packet.u16(0) == DATA) {
      transfer.data(packet.u16(2), packet.length() - 4);
    }
  }

  private void httpFromClient(LabPacket packet) {
    Matcher request = REQUEST.matcher(packet.latin1());
    // A segment sent twice is one request.
    if (request.lookingAt() && seenRequests.add(packet.sourcePort() + "/" + packet.sequence())) {
      BootStep.HttpRequest step =
          new BootStep.HttpRequest(
              packet.seconds(),
              packet.source(),
              packet.sourcePort(),
              request.group(1),
              request.group(2));
      unanswered.put(step.port(), step);
      steps.add(step);
    }
  }

  private void httpToClient(LabPacket packet) {
    String text = packet.latin1();
    Matcher response = RESPONSE.matcher(text);
    BootStep.HttpRequest request = unanswered.get(packet.destinationPort());
    if (request != null && response.lookingAt()) {
      Matcher type = CONTENT_TYPE.matcher(text);
      int status = Integer.parseInt(response.group(1));
      steps.add(
          new BootStep.HttpResponse(
              packet.seconds(), request, status, type.find() ? type.group(1) : ""));
      unanswered.remove(packet.destinationPort());
    }
  }

  private static BootStep error(LabPacket packet, boolean fromClient, Transfer transfer) {
    String message = packet.latin1(4, packet.length() - 4).replace("\0", "");
    return new BootStep.TftpError(
        packet.seconds(), fromClient, packet.u16(2), transfer.file, message);
  }

  private static Map<String, String> pairs(List<String> strings, int from) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = from; i + 1 < strings.size(); i += 2) {
      pairs.put(strings.get(i).toLowerCase(Locale.ROOT), strings.get(i + 1));
    }
    return pairs;
  }

  /** One file on its way, by the DATA packets seen. */
  private static final class Transfer {
    private final String file;
    private int blockSize = 512;
    private long highest;
    private int lastLength = -1;

    Transfer(String file) {
      this.file = file;
    }

    void data(int number, int length) {
      // The number on the wire is 16 bits wide; the blocks come in order, or again.
      long block = highest + (short) (number - (int) (highest % BLOCK_NUMBERS));
      highest = Math.max(highest, block);
      if (block == highest && length < blockSize) {
        lastLength = length;
      }
    }

    boolean isLast(int number) {
      return lastLength >= 0 && number == highest % BLOCK_NUMBERS;
    }

    long bytes() {
      return (highest - 1) * blockSize + lastLength;
    }
  }
}
