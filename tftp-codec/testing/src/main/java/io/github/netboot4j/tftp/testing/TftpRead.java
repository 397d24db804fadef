package io.github.netboot4j.tftp.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A read request and what comes of it, packet by packet, with a socket of its own. */
final class TftpRead implements AutoCloseable {
  static final int DATA = 3;
  static final int ACKNOWLEDGMENT = 4;
  static final int ERROR = 5;
  static final int OPTION_ACKNOWLEDGMENT = 6;

  /** How long to wait for what must come. */
  static final int PATIENCE_MILLIS = 15_000;

  private static final int RESEND_MILLIS = 3000;
  private static final int LARGEST = 65_507;
  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final int BLOCK_SIZE = 512;

  private final InetSocketAddress server;
  private final DatagramSocket socket = new DatagramSocket();
  private final byte[] buffer = new byte[LARGEST];
  private byte[] sent = {};
  private byte[] packet = {};
  private Map<String, String> agreed = Map.of();
  private int dataPackets;

  /** Where the packet received last came from: the server's end of the transfer. */
  SocketAddress peer;

  TftpRead(InetSocketAddress server) throws IOException {
    this.server = server;
    this.peer = server;
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
  }

  static byte[] latin1(String packet) {
    return packet.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A request with options: names and values by turns. */
  static byte[] request(String name, String mode, String... options) {
    String strings = options.length == 0 ? "" : String.join("\0", options) + "\0";
    return latin1("\0\1" + name + "\0" + mode + "\0" + strings);
  }

  void ask(byte[] request) throws IOException {
    peer = server;
    send(request);
  }

  void send(byte[] octets) throws IOException {
    sent = octets;
    socket.send(new DatagramPacket(octets, octets.length, peer));
  }

  void acknowledge(int block) throws IOException {
    send(new byte[] {0, ACKNOWLEDGMENT, (byte) (block >> 8), (byte) block});
  }

  /** Ends the transfer, as clients do that wanted the size only. */
  void refuse() throws IOException {
    send(latin1("\0\5\0\10no more\0"));
  }

  /** Waits for a packet; its opcode, or -1 if none comes. */
  int receive(int millis) throws IOException {
    socket.setSoTimeout(millis);
    DatagramPacket received = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(received);
    } catch (SocketTimeoutException e) {
      packet = new byte[0];
      return -1;
    }
    peer = received.getSocketAddress();
    packet = Arrays.copyOf(buffer, received.getLength());
    if (packet.length < 4) {
      throw new AssertionError("a packet of " + packet.length + " octets");
    }
    if (opcode() == DATA) {
      dataPackets++;
    }
    return opcode();
  }

  /**
   * Waits for a packet that is not the one before, which a server sends again where this machine
   * was slow to answer.
   */
  int receiveNext(int millis) throws IOException {
    byte[] before = packet;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    int opcode = receive(millis);
    while (opcode != -1 && Arrays.equals(before, packet) && System.nanoTime() - end < 0) {
      opcode = receive(millis);
    }
    return opcode;
  }

  int opcode() {
    return unsigned16(0);
  }

  /** The block number of DATA, or the code of an ERROR. */
  int number() {
    return unsigned16(2);
  }

  byte[] payload() {
    return packet.length < 4 ? new byte[0] : Arrays.copyOfRange(packet, 4, packet.length);
  }

  /** How many DATA packets came, those that came again included. */
  int dataPackets() {
    return dataPackets;
  }

  /** What the OACK said, names in lower case; empty without one. */
  Map<String, String> agreed() {
    return agreed;
  }

  private int unsigned16(int index) {
    return (packet[index] & 0xFF) << 8 | (packet[index + 1] & 0xFF);
  }

  /** The options of the OACK that is the packet. */
  Map<String, String> readOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    if (packet[packet.length - 1] != 0) {
      throw new AssertionError("an OACK whose last string does not end");
    }
    String text = new String(packet, 2, packet.length - 2, StandardCharsets.ISO_8859_1);
    String[] strings = text.split("\0", -1);
    for (int index = 0; index + 1 < strings.length; index += 2) {
      options.put(strings[index].toLowerCase(Locale.ROOT), strings[index + 1]);
    }
    return options;
  }

  private long option(String name, long without) {
    @Nullable String value = agreed.get(name);
    return value == null ? without : Long.parseLong(value);
  }

  /** Asks for a file and reads it to its end; an ERROR fails the test. */
  byte[] fetch(String name, String mode, String... options) throws IOException {
    ask(request(name, mode, options));
    return finish(1);
  }

  /**
   * Reads a transfer to its end, block by block, or window by window if that was agreed.
   *
   * @param times how often each acknowledgment is sent
   */
  byte[] finish(int times) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    long block = 0;
    long acknowledged = 0;
    int resends = 0;
    while (true) {
      int opcode = receive(RESEND_MILLIS);
      if (opcode == -1) {
        if (++resends > PATIENCE_MILLIS / RESEND_MILLIS) {
          throw new AssertionError("nothing comes after block " + block);
        }
        send(sent);
      } else if (opcode == OPTION_ACKNOWLEDGMENT) {
        agreed = readOptions();
        acknowledge(0);
      } else if (opcode != DATA) {
        throw new AssertionError("opcode " + opcode + ", " + number() + " after block " + block);
      } else if (number() == (int) ((block + 1) & 0xFFFF)) {
        block++;
        resends = 0;
        content.write(packet, 4, packet.length - 4);
        boolean last = packet.length - 4 < option("blksize", BLOCK_SIZE);
        if (last || block - acknowledged >= option("windowsize", 1)) {
          for (int time = 0; time < times; time++) {
            acknowledge((int) block);
          }
          acknowledged = block;
        }
        if (last) {
          return content.toByteArray();
        }
      } else if (option("windowsize", 1) > 1) {
        acknowledge((int) block);
        acknowledged = block;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
