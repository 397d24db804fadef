package io.github.netboot4j.tftp.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A plain TFTP server for the files of the contract that is right but for one thing. */
final class FaultyServer implements AutoCloseable {
  private static final int RESEND_MILLIS = 400;
  private static final int TRIES = 20;
  private static final int BLOCK = 512;
  private static final long SILENCE = Long.MIN_VALUE;
  private static final long GONE = Long.MIN_VALUE + 1;

  /** What is wrong, and what finds it. */
  enum Fault {
    NONE(""),
    ADDS_AN_OCTET_TO_FULL_BLOCKS("filesOfEverySizeArriveWhole"),
    KNOWS_NO_CAPITALS("modesMatchInAnyCase"),
    SENDS_TEXT_AS_IT_IS("netasciiIsTranslated"),
    REFUSES_MANY_BLOCKS("blockNumbersGoOnAfter65535"),
    SAYS_2_FOR_A_MISSING_FILE("aMissingFileIsErrorOne"),
    ROUNDS_BLOCK_SIZES_UP("blockSizesAreKeptTo"),
    TELLS_SIZES_IN_BLOCKS("theTransferSizeIsTheFiles"),
    GOES_ON_AFTER_AN_ERROR("aSizeProbeIsNoFailure"),
    SENDS_ONE_BLOCK_OF_A_WINDOW("windowsAreSentWhole"),
    AGREES_TO_ANYTHING("answersAreWithinWhatWasAsked"),
    GIVES_UP_AT_ONCE("dataIsSentAgainWithoutAnAcknowledgment"),
    IS_THE_SORCERERS_APPRENTICE("aDuplicateAcknowledgmentSendsNothing"),
    FOLLOWS_STRANGERS("anotherPortIsTurnedAway"),
    SERVES_WHAT_IS_ABOVE("nothingAboveTheRootIsServed"),
    TAKES_REQUESTS_WITHOUT_END("requestsThatDoNotEndGetNoData"),
    IS_CONFUSED_BY_STRAY_PACKETS("hostileBytesLeaveTheServerServing");

    private final String test;

    Fault(String test) {
      this.test = test;
    }

    String test() {
      return test;
    }
  }

  private final Fault fault;
  private final DatagramSocket socket = loopback();
  private volatile boolean confused;

  FaultyServer(Fault fault) throws IOException {
    this.fault = fault;
    start(this::listen);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() {
    socket.close();
  }

  private static DatagramSocket loopback() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private boolean has(Fault one) {
    return fault == one;
  }

  /** Does what ends with its socket. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // The test is over.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() throws IOException {
    byte[] buffer = new byte[65_536];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      byte[] request = Arrays.copyOf(buffer, packet.getLength());
      SocketAddress client = packet.getSocketAddress();
      confused |= request.length > 1 && request[0] == 0 && request[1] >= 3 && request[1] <= 6;
      start(() -> answer(request, client));
    }
  }

  private void answer(byte[] request, SocketAddress client) throws IOException {
    try (DatagramSocket own = loopback()) {
      String text = new String(request, ISO_8859_1);
      boolean ends = text.endsWith("\0") || has(Fault.TAKES_REQUESTS_WITHOUT_END);
      String[] strings = text.substring(Math.min(2, text.length())).split("\0", -1);
      if (!text.startsWith("\0\1") || !ends || strings.length < 2) {
        return;
      }
      new Transfer(own, client, strings).run();
    }
  }

  /** One transfer, with the socket of its own. */
  private final class Transfer {
    private final DatagramSocket own;
    private final String[] strings;
    private final Map<String, String> agreed = new LinkedHashMap<>();
    private final byte[] buffer = new byte[65_536];
    private SocketAddress client;
    private byte[] file = {};
    private int blockSize = BLOCK;
    private int window = 1;

    Transfer(DatagramSocket own, SocketAddress client, String[] strings) {
      this.own = own;
      this.client = client;
      this.strings = strings;
    }

    void run() throws IOException {
      String mode = has(Fault.KNOWS_NO_CAPITALS) ? strings[1] : strings[1].toLowerCase(Locale.ROOT);
      if (has(Fault.IS_CONFUSED_BY_STRAY_PACKETS) && confused) {
        error(0, client);
      } else if (!mode.equals("octet") && !mode.equals("netascii")) {
        error(4, client);
      } else if (find(strings[0], mode.equals("netascii"))) {
        agree();
        if (has(Fault.REFUSES_MANY_BLOCKS) && file.length / blockSize >= 65_535) {
          error(0, client);
        } else {
          send();
        }
      }
    }

    private boolean find(String name, boolean text) throws IOException {
      if (has(Fault.SERVES_WHAT_IS_ABOVE) && name.endsWith("etc/passwd")) {
        file = "root:x:0:0".getBytes(ISO_8859_1);
        return true;
      }
      try {
        file = ServedFiles.content(name);
      } catch (IllegalArgumentException e) {
        error(has(Fault.SAYS_2_FOR_A_MISSING_FILE) ? 2 : 1, client);
        return false;
      }
      if (text && !has(Fault.SENDS_TEXT_AS_IT_IS)) {
        file =
            new String(file, ISO_8859_1)
                .replace("\r", "\r\0")
                .replace("\n", "\r\n")
                .getBytes(ISO_8859_1);
      }
      return true;
    }

    private void agree() {
      for (int index = 2; index + 1 < strings.length; index += 2) {
        String name = strings[index].toLowerCase(Locale.ROOT);
        String value = strings[index + 1];
        if (has(Fault.AGREES_TO_ANYTHING)) {
          agreed.put(name, value);
        } else if (value.matches("\\d{1,8}")) {
          agree(name, Integer.parseInt(value));
        }
      }
    }

    private void agree(String name, int value) {
      if (name.equals("blksize") && value >= 8 && value <= 65_464) {
        blockSize = has(Fault.ROUNDS_BLOCK_SIZES_UP) ? (value + 7) / 8 * 8 : value;
        agreed.put(name, Integer.toString(blockSize));
      } else if (name.equals("windowsize") && value >= 1 && value <= 65_535) {
        window = Math.min(value, 8);
        agreed.put(name, Integer.toString(window));
      } else if (name.equals("timeout") && value >= 1 && value <= 255) {
        agreed.put(name, Integer.toString(value));
      } else if (name.equals("tsize")) {
        int size = has(Fault.TELLS_SIZES_IN_BLOCKS) ? file.length / BLOCK : file.length;
        agreed.put(name, Integer.toString(size));
      }
    }

    private void send() throws IOException {
      long acknowledged = agreed.isEmpty() ? 0 : -1;
      long last = file.length / blockSize + 1L;
      int tries = 0;
      boolean again = true;
      while (acknowledged < last) {
        if (again) {
          sendAfter(acknowledged, last);
        }
        long heard = hear(acknowledged);
        again = heard > acknowledged;
        tries = again ? 0 : tries;
        if (again) {
          acknowledged = heard;
        } else if (heard == GONE) {
          return;
        } else if (heard == SILENCE) {
          again = ++tries < TRIES;
          if (!again || has(Fault.GIVES_UP_AT_ONCE)) {
            error(0, client);
            return;
          }
        } else {
          again = has(Fault.IS_THE_SORCERERS_APPRENTICE) || has(Fault.FOLLOWS_STRANGERS);
        }
      }
    }

    private void sendAfter(long acknowledged, long last) throws IOException {
      if (acknowledged < 0) {
        StringBuilder options = new StringBuilder("\0\6");
        agreed.forEach((name, value) -> options.append(name + "\0" + value + "\0"));
        to(client, options.toString().getBytes(ISO_8859_1));
        return;
      }
      int most = has(Fault.SENDS_ONE_BLOCK_OF_A_WINDOW) ? 1 : window;
      for (long block = acknowledged + 1; block <= Math.min(last, acknowledged + most); block++) {
        int from = (int) ((block - 1) * blockSize);
        byte[] data = Arrays.copyOfRange(file, from, Math.min(file.length, from + blockSize));
        if (has(Fault.ADDS_AN_OCTET_TO_FULL_BLOCKS) && data.length == 0 && block > 1) {
          data = new byte[1];
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {0, 3, (byte) (block >> 8), (byte) block});
        packet.writeBytes(data);
        to(client, packet.toByteArray());
      }
    }

    /** Which block is acknowledged now; {@code acknowledged} if nothing new is. */
    private long hear(long acknowledged) throws IOException {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      own.setSoTimeout(RESEND_MILLIS);
      try {
        own.receive(packet);
      } catch (SocketTimeoutException e) {
        return SILENCE;
      }
      if (!packet.getSocketAddress().equals(client)) {
        if (!has(Fault.FOLLOWS_STRANGERS)) {
          error(5, packet.getSocketAddress());
          return acknowledged;
        }
        client = packet.getSocketAddress();
      }
      if (buffer[1] == 5) {
        return has(Fault.GOES_ON_AFTER_AN_ERROR) ? acknowledged + 1 : GONE;
      }
      int number = (buffer[2] & 0xFF) << 8 | (buffer[3] & 0xFF);
      long ahead = (number - acknowledged) & 0xFFFF;
      return ahead <= window ? acknowledged + ahead : acknowledged;
    }

    private void error(int code, SocketAddress who) throws IOException {
      to(who, new byte[] {0, 5, 0, (byte) code, 'n', 'o', 0});
    }

    private void to(SocketAddress who, byte[] packet) throws IOException {
      own.send(new DatagramPacket(packet, packet.length, who));
    }
  }
}
