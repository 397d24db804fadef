package io.github.netboot4j.tftp.testing;

import static io.github.netboot4j.tftp.testing.TftpRead.latin1;
import static io.github.netboot4j.tftp.testing.TftpRead.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/**
 * What a TFTP server must do for firmware to boot from it and for nobody to read beyond it, whoever
 * wrote the server. It is asked over the network, for the files of {@link ServedFiles}.
 *
 * <pre>{@code
 * class MyServerTest extends TftpServerContract {
 *   @Override
 *   protected InetSocketAddress server() {
 *     return new InetSocketAddress("127.0.0.1", 6969);   // ServedFiles.write(root) was called
 *   }
 * }
 * }</pre>
 *
 * <p>Options that a server does not know are left out of its answers, and then not asked for
 * further (RFC 2347). Nothing is written to the server. A machine under load can hide a fault here,
 * but not feign one ({@link #silence}).
 *
 * <p>It runs under jqwik, whose engine comes with this artifact; JUnit's platform finds it. To
 * leave a test out, override it with an empty one that is marked {@link net.jqwik.api.Disabled} and
 * says why.
 */
public abstract class TftpServerContract {
  private static final int BLOCK = 512;
  private static final String OCTET = "octet";

  private static final List<String> ODD_OPTIONS =
      List.of(
          "blksize=0",
          "blksize=-1",
          "blksize=7",
          "blksize=8",
          "blksize=65464",
          "blksize=65465",
          "blksize=1e3",
          "blksize= 512",
          "blksize=0x200",
          "blksize=",
          "blksize=18446744073709552128",
          "BLKSIZE=512",
          "windowsize=0",
          "windowsize=-1",
          "windowsize=65535",
          "windowsize=65536",
          "timeout=0",
          "timeout=1",
          "timeout=256",
          "tsize=-1",
          "tsize=0",
          "unknown=1");

  /** Made by jqwik, once for each test. */
  protected TftpServerContract() {}

  /**
   * How long is listened where nothing should come. A machine under load takes longer to send what
   * should not come, and then needs more time for the fault to be found.
   *
   * @return 300 ms, unless overridden
   */
  protected Duration silence() {
    return Duration.ofMillis(300);
  }

  private int silenceMillis() {
    return Math.toIntExact(silence().toMillis());
  }

  /**
   * Where the server that is to be tested hears requests.
   *
   * @return its address and port, which stay the same while a test runs
   */
  protected abstract InetSocketAddress server();

  private TftpRead read() throws IOException {
    return new TftpRead(server());
  }

  private Map<String, String> assertArrives(String name, String mode, String... options)
      throws IOException {
    try (TftpRead read = read()) {
      byte[] content = read.fetch(name, mode, options);
      assertArrayEquals(ServedFiles.content(name), content, name);
      return read.agreed();
    }
  }

  // Transfers

  /**
   * A file arrives whole, also an empty one and one that ends with a full block (RFC 1350 §6).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void filesOfEverySizeArriveWhole() throws IOException {
    for (String name : ServedFiles.ofEverySize()) {
      assertArrives(name, OCTET);
    }
  }

  /**
   * A mode is the same in capitals (RFC 1350 §5).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void modesMatchInAnyCase() throws IOException {
    assertArrives(ServedFiles.SHORT, "OCTET");
    assertArrives(ServedFiles.SHORT, "oCtEt");
  }

  /**
   * In netascii a line ends with CR LF, and a CR is CR NUL (RFC 1350 §1, RFC 764), also where a
   * block ends between the two.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void netasciiIsTranslated() throws IOException {
    try (TftpRead read = read()) {
      byte[] file = ServedFiles.content(ServedFiles.TEXT);
      assertArrayEquals(netascii(file), read.fetch(ServedFiles.TEXT, "netascii"));
    }
  }

  private static byte[] netascii(byte[] file) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte octet : file) {
      if (octet == '\n') {
        text.write('\r');
      }
      text.write(octet);
      if (octet == '\r') {
        text.write(0);
      }
    }
    return text.toByteArray();
  }

  /**
   * Block numbers go on after 65535, with 0 (in the way of all boot loaders).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void blockNumbersGoOnAfter65535() throws IOException {
    Map<String, String> agreed = assertArrives(ServedFiles.WRAPS, OCTET, "blksize", "8");
    Assume.that("8".equals(agreed.get("blksize")));
  }

  /**
   * What is not there is ERROR 1 (RFC 1350 §5).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void aMissingFileIsErrorOne() throws IOException {
    try (TftpRead read = read()) {
      read.ask(request("contract-is-not-there", OCTET));
      assertEquals(TftpRead.ERROR, read.receive(TftpRead.PATIENCE_MILLIS));
      assertEquals(1, read.number());
      byte[] message = read.payload();
      assertEquals(0, message[message.length - 1], "the text of an error ends in NUL");
    }
  }

  // Options

  /**
   * A block size is taken or made smaller (RFC 2348), and then kept to.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void blockSizesAreKeptTo() throws IOException {
    for (int size : new int[] {8, 9, 511, 1428, 1468, 8192}) {
      Map<String, String> agreed =
          assertArrives(ServedFiles.LONG, OCTET, "blksize", Integer.toString(size));
      int blockSize = Integer.parseInt(agreed.getOrDefault("blksize", "8"));
      assertTrue(blockSize >= 8 && blockSize <= size, "asked for " + size + ": " + agreed);
    }
  }

  /**
   * Who asks for the size is told it (RFC 2349): UEFI reserves memory by it.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void theTransferSizeIsTheFiles() throws IOException {
    for (String name : List.of("contract-1", ServedFiles.LONG)) {
      Map<String, String> agreed = assertArrives(name, OCTET, "tsize", "0");
      int size = ServedFiles.content(name).length;
      assertEquals(Integer.toString(size), agreed.get("tsize"), name);
    }
  }

  /**
   * UEFI asks for the size, breaks off with ERROR 8, and then comes for the file.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void aSizeProbeIsNoFailure() throws IOException {
    try (TftpRead read = read()) {
      read.ask(request(ServedFiles.LONG, OCTET, "tsize", "0", "blksize", "1468"));
      assertEquals(TftpRead.OPTION_ACKNOWLEDGMENT, read.receive(TftpRead.PATIENCE_MILLIS));
      read.refuse();
      assertEquals(-1, read.receiveNext(silenceMillis()), "it goes on after an ERROR");
    }
    assertArrives(ServedFiles.LONG, OCTET, "blksize", "1468");
  }

  /**
   * A window that was agreed is sent whole before the first acknowledgment (RFC 7440 §4).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void windowsAreSentWhole() throws IOException {
    try (TftpRead read = read()) {
      read.ask(request(ServedFiles.LONG, OCTET, "windowsize", "4"));
      Assume.that(read.receive(TftpRead.PATIENCE_MILLIS) == TftpRead.OPTION_ACKNOWLEDGMENT);
      int window = Integer.parseInt(read.readOptions().getOrDefault("windowsize", "0"));
      assertTrue(window >= 1 && window <= 4, "a window of " + window);
      read.acknowledge(0);
      for (int block = 1; block <= window; block++) {
        assertEquals(TftpRead.DATA, read.receiveNext(TftpRead.PATIENCE_MILLIS));
        assertEquals(block, read.number());
      }
      read.refuse();
    }
    assertArrives(ServedFiles.LONG, OCTET, "windowsize", "4", "blksize", "1428");
  }

  /**
   * An OACK holds nothing that was not asked for, no value beyond the one asked for, and nothing
   * that was no number or below its range (RFC 2347 to 2349, 7440).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void answersAreWithinWhatWasAsked() throws IOException {
    for (String option : ODD_OPTIONS) {
      String name = option.substring(0, option.indexOf('='));
      String value = option.substring(option.indexOf('=') + 1);
      try (TftpRead read = read()) {
        read.ask(request(ServedFiles.LONG, OCTET, name, value));
        int opcode = read.receive(TftpRead.PATIENCE_MILLIS);
        if (opcode == TftpRead.OPTION_ACKNOWLEDGMENT) {
          read.readOptions()
              .forEach(
                  (answered, number) -> {
                    assertEquals(name.toLowerCase(Locale.ROOT), answered, "never asked for");
                    assertWithin(answered, value, number);
                  });
        } else if (opcode == TftpRead.DATA) {
          assertEquals(BLOCK, read.payload().length, option);
        } else {
          assertEquals(TftpRead.ERROR, opcode, option);
        }
        if (opcode != TftpRead.ERROR) {
          read.refuse();
        }
      }
    }
  }

  private static void assertWithin(String name, String asked, String answered) {
    String shown = name + ": asked for " + asked + ", answered " + answered;
    assertTrue(asked.matches("\\d{1,18}"), shown);
    long value = Long.parseLong(answered);
    long most = Long.parseLong(asked);
    switch (name) {
      case "blksize" -> assertTrue(value >= 8 && value <= Math.min(most, 65464), shown);
      case "windowsize" -> assertTrue(value >= 1 && value <= Math.min(most, 65535), shown);
      case "timeout" -> assertTrue(value == most && value >= 1 && value <= 255, shown);
      case "tsize" -> assertEquals(ServedFiles.content(ServedFiles.LONG).length, value, shown);
      default -> throw new AssertionError(shown);
    }
  }

  // Trouble

  /**
   * A packet that was lost is sent again, without being asked for.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void dataIsSentAgainWithoutAnAcknowledgment() throws IOException {
    try (TftpRead read = read()) {
      read.ask(request(ServedFiles.SHORT, OCTET));
      for (int time = 0; time < 2; time++) {
        assertEquals(TftpRead.DATA, read.receive(TftpRead.PATIENCE_MILLIS));
        assertEquals(1, read.number());
      }
      read.refuse();
    }
  }

  /**
   * The Sorcerer's Apprentice (RFC 1123 §4.2.3.1): an acknowledgment that comes twice must not have
   * every block that follows sent twice.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void aDuplicateAcknowledgmentSendsNothing() throws IOException {
    try (TftpRead read = read()) {
      read.ask(request(ServedFiles.LONG, OCTET));
      assertArrayEquals(ServedFiles.content(ServedFiles.LONG), read.finish(2));
      while (read.receive(silenceMillis()) != -1) {
        // What was sent too much.
      }
      int blocks = ServedFiles.content(ServedFiles.LONG).length / BLOCK + 1;
      assertTrue(
          read.dataPackets() < blocks + blocks / 2,
          read.dataPackets() + " packets for " + blocks + " blocks");
    }
  }

  /**
   * Who speaks from another port is told so with ERROR 5, and disturbs nothing (RFC 1350 §4).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void anotherPortIsTurnedAway() throws IOException {
    try (TftpRead read = read();
        TftpRead stranger = read()) {
      read.ask(request(ServedFiles.LONG, OCTET));
      assertEquals(TftpRead.DATA, read.receive(TftpRead.PATIENCE_MILLIS));
      stranger.peer = read.peer;
      stranger.acknowledge(1);
      assertEquals(TftpRead.ERROR, stranger.receive(TftpRead.PATIENCE_MILLIS), "no answer");
      assertEquals(5, stranger.number());
      read.acknowledge(1);
      assertEquals(TftpRead.DATA, read.receiveNext(TftpRead.PATIENCE_MILLIS));
      assertEquals(2, read.number());
      read.refuse();
    }
  }

  // Attacks

  /**
   * Nothing outside what is served is read, whatever the name.
   *
   * @throws IOException if the network fails
   */
  @Example
  public void nothingAboveTheRootIsServed() throws IOException {
    List<String> names =
        List.of(
            "/etc/passwd",
            "../".repeat(12) + "etc/passwd",
            "/../../../../../../../../etc/passwd",
            "x/" + "../".repeat(12) + "etc/passwd",
            "..\\".repeat(12) + "etc\\passwd",
            "....//....//....//....//etc/passwd",
            "%2e%2e/".repeat(12) + "etc/passwd");
    for (String name : names) {
      try (TftpRead read = read()) {
        read.ask(request(name, OCTET));
        int opcode = read.receive(silenceMillis());
        String start = new String(read.payload(), StandardCharsets.ISO_8859_1);
        assertFalse(opcode == TftpRead.DATA && start.startsWith("root:"), name);
      }
    }
  }

  /**
   * A request whose strings do not end is no request (RFC 1350 §5).
   *
   * @throws IOException if the network fails
   */
  @Example
  public void requestsThatDoNotEndGetNoData() throws IOException {
    String name = ServedFiles.SHORT;
    for (String request :
        List.of("\0\1" + name, "\0\1" + name + "\0octet", "\1\1" + name + "\0octet\0")) {
      try (TftpRead read = read()) {
        read.ask(latin1(request));
        assertNotEquals(TftpRead.DATA, read.receive(silenceMillis()), request);
      }
    }
  }

  /**
   * Whatever arrives, the server goes on serving.
   *
   * @param datagrams any octets
   * @throws IOException if the network fails
   */
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  public void hostileBytesLeaveTheServerServing(
      @ForAll("hostile") @Size(max = 20) List<byte[]> datagrams) throws IOException {
    try (TftpRead read = read()) {
      for (byte[] datagram : datagrams) {
        read.ask(datagram);
      }
    }
    assertArrives(ServedFiles.SHORT, OCTET);
  }

  /**
   * What may arrive at port 69, but for requests to write.
   *
   * @return lists of {@link TftpArbitraries#hostile}
   */
  @Provide
  protected final Arbitrary<List<byte[]>> hostile() {
    return TftpArbitraries.hostile()
        .filter(datagram -> datagram.length < 2 || datagram[0] != 0 || datagram[1] != 2)
        .list();
  }
}
