package io.github.netboot4j.dhcp.testing;

import io.github.netboot4j.dhcp.testing.RequestSample.Route;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Requests of many kinds of client, the same ones again for the same seed: what boot loaders and
 * firmware send, what they send in other encodings, and what nearly is that. First come some in
 * which one thing is special, then mixtures. Configurations may name what stands in the lists here.
 */
public final class RequestSamples {
  /** Hardware addresses that a third of the requests come from. */
  public static final List<String> MACS =
      List.of(
          "00:0c:29:aa:bb:cc",
          "52:54:00:00:00:01",
          "52:54:00:00:00:02",
          "52:54:00:00:00:03",
          "52:54:00:00:00:04",
          "52:54:00:00:00:05",
          "52:54:00:aa:00:01",
          "08:00:27:00:00:01",
          "b8:27:eb:00:00:01");

  /** User classes as they are on the wire; a character is an octet. */
  public static final List<String> USER_CLASSES =
      List.of(
          "iPXE",
          "gPXE",
          "\4iPXE",
          "\4gPXE",
          "\4iPXE\4gPXE",
          "\3lab\4gPXE",
          "\4iPXE\3lab",
          "gPXEx",
          "xgPXE",
          "gPX",
          "ipxe",
          "IPXE",
          "iPXE\0",
          "\5gPXEx",
          "\5iPXE\0",
          "\4ipxe",
          "",
          "\0",
          "\1i",
          "iPXE-signed",
          "iPXE gPXE",
          "PXE",
          "foreign",
          "\7foreign",
          "\4iPX",
          "\3iPXE");

  /** Vendor classes, some with slips: hexadecimal digits, too few digits, other letters. */
  public static final List<String> VENDOR_CLASSES =
      List.of(
          "PXEClient",
          "PXEClient:Arch:00000:UNDI:002001",
          "PXEClient:Arch:00006:UNDI:003016",
          "PXEClient:Arch:00007:UNDI:003016",
          "PXEClient:Arch:00009:UNDI:003016",
          "PXEClient:Arch:00011:UNDI:003000",
          "PXEClient:Arch:0000b:UNDI:003000",
          "PXEClient:Arch:00010",
          "PXEClient:Arch:7",
          "HTTPClient",
          "HTTPClient:Arch:00016:UNDI:003001",
          "HTTPClient:Arch:00010:UNDI:003001",
          "HTTPClient:Arch:00019:UNDI:003001",
          "U-Boot.armv8",
          "MSFT 5.0",
          "pxeclient:arch:00007",
          "XPXEClient",
          "PXE",
          "anaconda-Linux",
          "");

  /** Architectures of option 93. */
  public static final List<Integer> ARCHITECTURES =
      List.of(0, 6, 7, 9, 10, 11, 15, 16, 19, 21, 22, 27, 39, 0x0700, 65535);

  /** Options 175, in hexadecimal: with features, with few, of one octet, broken, of gPXE. */
  public static final List<String> IPXE_OPTIONS =
      List.of(
          "b10501808615011301011801011501012301012201011901012701011001012201012101012401"
              + "01eb03010015",
          "130101180101150101",
          "130101eb03010000",
          "180101",
          "130100180101",
          "13",
          "1305",
          "ff",
          "",
          "eb0300090913010116010117010118010119010120010121010123010127010115010111010112"
              + "0101");

  /** Circuit identifiers of relays; in hexadecimal. */
  public static final List<String> CIRCUIT_IDS =
      List.of("7261636b31", "7261636b32", "7261636b312f706f727437", "0004000a0103", "00");

  /** Remote identifiers of relays; in hexadecimal. */
  public static final List<String> REMOTE_IDS = List.of("737731", "737732", "0006525400aabbcc");

  /** Subscriber identifiers of relays. */
  public static final List<String> SUBSCRIBER_IDS = List.of("alice", "bob", "alicex");

  /** Host names. */
  public static final List<String> HOST_NAMES =
      List.of("pc1", "pc2", "PC1", "pc1.example.org", "gPXE-client", "lab-7", "x");

  /** Client identifiers; in hexadecimal. */
  public static final List<String> CLIENT_IDS =
      List.of("01525400000001", "01525400000009", "00616c7068", "616c706861", "ff00", "616c");

  /** Machine identifiers of option 97; in hexadecimal. */
  public static final List<String> MACHINE_IDS =
      List.of(
          "0000112233445566778899aabbccddeeff",
          "00ffeeddccbbaa99887766554433221100",
          "00112233445566778899aabbccddeeff");

  /** Lists of options asked for; in hexadecimal. */
  public static final List<String> REQUESTED =
      List.of(
          "010306070c0f111a2b3c424377798081828384858687afcb",
          "01020304050c0d0f111216171c28292a2b32333a3b3c4243618081828384858687",
          "0103060f",
          "010342",
          "010343",
          "01032b3c",
          "0103af",
          "d0d1d2d3",
          "0103424396",
          "43",
          "");

  /** The transaction id of the first request; those of the others follow. */
  public static final int FIRST_TRANSACTION = 0x4E420000;

  private static final String IPXE_ASKS_FOR = REQUESTED.get(0);

  private final Random random;
  private final int clientAddress;
  private final List<Integer> relayAddresses;
  private final boolean bootServer;
  private final List<RequestSample> samples = new ArrayList<>();

  private RequestSamples(
      long seed, int clientAddress, List<Integer> relayAddresses, boolean bootServer) {
    this.random = new Random(seed);
    this.clientAddress = clientAddress;
    this.relayAddresses = relayAddresses;
    this.bootServer = bootServer;
  }

  /**
   * Makes requests.
   *
   * @param seed the same requests for the same seed
   * @param count how many; the first 120 or so are the same whatever the seed but for random octets
   * @param clientAddress {@code ciaddr} of those that have one
   * @param relayAddresses the relays' addresses ({@code giaddr}); none for no relayed requests
   * @param bootServer whether requests to port 4011 are among them
   * @return as many as asked for
   */
  public static List<RequestSample> generate(
      long seed, int count, int clientAddress, List<Integer> relayAddresses, boolean bootServer) {
    RequestSamples all = new RequestSamples(seed, clientAddress, relayAddresses, bootServer);
    all.special();
    while (all.samples.size() < count) {
      all.mixture();
    }
    return List.copyOf(all.samples.subList(0, count));
  }

  /** Requests with one thing that is special. */
  private void special() {
    add(draft("nothing"));
    add(draft("asks for 66 and 67").hex(55, "01034243"));
    add(bios("BIOS PXE"));
    add(uefi("UEFI PXE", 7));
    add(ipxe("iPXE", 0));
    add(ipxe("iPXE on UEFI", 7));
    add(draft("early gPXE").text(60, vendorClass(0)).hex(175, IPXE_OPTIONS.get(9)));
    add(uefi("HTTP Boot", 16).text(60, "HTTPClient:Arch:00016:UNDI:003001"));
    for (String userClass : USER_CLASSES) {
      add(bios("user class").text(77, userClass));
    }
    for (int architecture : ARCHITECTURES) {
      add(uefi("architecture", architecture));
    }
    add(uefi("two architectures", 7).octets(93, 0, 7, 0, 16));
    add(uefi("two architectures", 0).octets(93, 0, 0, 0, 7));
    add(uefi("three octets of architecture", 7).octets(93, 0, 7, 0));
    add(uefi("one octet of architecture", 7).octets(93, 7));
    for (String vendorClass : VENDOR_CLASSES) {
      add(draft("vendor class alone").text(60, vendorClass).hex(55, IPXE_ASKS_FOR));
    }
    for (String options : IPXE_OPTIONS) {
      add(bios("option 175").hex(175, options));
    }
    for (String mac : MACS) {
      add(bios("known MAC").mac(mac));
      add(ipxe("known MAC, iPXE", 0).mac(mac));
    }
    for (String identifier : CLIENT_IDS) {
      add(bios("client id").hex(61, identifier));
    }
    for (String requested : REQUESTED) {
      add(bios("asks for").hex(55, requested));
    }
    for (String name : HOST_NAMES) {
      add(bios("host name").text(12, name));
    }
    for (String identifier : CIRCUIT_IDS) {
      add(bios("circuit id").relayOption(identifier, "", ""));
    }
    for (String identifier : REMOTE_IDS) {
      add(bios("remote id").relayOption("", identifier, ""));
    }
    for (String identifier : SUBSCRIBER_IDS) {
      add(bios("subscriber id").relayOption("", "", identifier));
    }
    for (String identifier : MACHINE_IDS) {
      add(bios("machine id").hex(97, identifier));
    }
    add(bios("small").octets(57, 2, 64));
    add(bios("large").octets(57, 5, 192));
  }

  /** A request in which many things are chosen by chance. */
  private void mixture() {
    Draft draft = draft("mixture");
    if (chance(33)) {
      draft.mac(any(MACS));
    }
    switch (random.nextInt(6)) {
      case 0 -> draft.text(60, any(VENDOR_CLASSES));
      case 1 -> {}
      default -> {
        int architecture = any(ARCHITECTURES);
        draft.text(60, vendorClass(architecture));
        if (chance(85)) {
          draft.octets(93, architecture >> 8, architecture & 0xFF);
        }
      }
    }
    if (chance(45)) {
      draft.text(77, any(USER_CLASSES));
    }
    if (chance(30)) {
      draft.hex(175, any(IPXE_OPTIONS));
    }
    if (chance(80)) {
      draft.hex(55, any(REQUESTED));
    }
    if (chance(25)) {
      draft.text(12, any(HOST_NAMES));
    }
    if (chance(30)) {
      draft.hex(61, any(CLIENT_IDS));
    } else if (chance(50)) {
      draft.hex(61, "01" + HexFormat.of().formatHex(draft.mac));
    }
    if (chance(40)) {
      draft.hex(97, any(MACHINE_IDS));
    }
    if (chance(50)) {
      draft.octets(57, 5, 192);
    }
    if (chance(30)) {
      draft.octets(94, 1, 2, 1);
    }
    if (chance(30)) {
      draft.relayOption(
          chance(60) ? any(CIRCUIT_IDS) : "",
          chance(40) ? any(REMOTE_IDS) : "",
          chance(40) ? any(SUBSCRIBER_IDS) : "");
    } else if (chance(25)) {
      draft.relayed();
    } else if (bootServer && chance(30)) {
      draft.toBootServer();
    } else if (chance(8)) {
      draft.inform();
    }
    draft.thenRequest = chance(12);
    add(draft);
  }

  private void add(Draft draft) {
    samples.add(draft.finish(FIRST_TRANSACTION + samples.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String vendorClass(int architecture) {
    return "PXEClient:Arch:%05d:UNDI:003016".formatted(architecture);
  }

  private Draft draft(String about) {
    return new Draft(about);
  }

  private Draft bios(String about) {
    return uefi(about, 0);
  }

  private Draft uefi(String about, int architecture) {
    return draft(about)
        .octets(57, 5, 192)
        .octets(93, architecture >> 8, architecture & 0xFF)
        .octets(94, 1, 3, 16)
        .text(60, vendorClass(architecture))
        .hex(55, REQUESTED.get(1));
  }

  private Draft ipxe(String about, int architecture) {
    return uefi(about, architecture)
        .text(77, "iPXE")
        .hex(55, IPXE_ASKS_FOR)
        .hex(175, IPXE_OPTIONS.get(0));
  }

  /** A request being put together. */
  private final class Draft {
    private final StringBuilder about;
    private final Map<Integer, byte[]> options = new TreeMap<>();
    private byte[] mac = new byte[6];
    private Route route = Route.DIRECT;
    private int relayAddress;
    private boolean inform;
    private boolean ownAddress;
    private boolean thenRequest;

    Draft(String about) {
      this.about = new StringBuilder(about);
      random.nextBytes(mac);
      mac[0] = 2;
    }

    Draft mac(String text) {
      mac = HexFormat.ofDelimiter(":").parseHex(text);
      return this;
    }

    Draft text(int code, String value) {
      options.put(code, value.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    Draft hex(int code, String value) {
      options.put(code, HexFormat.of().parseHex(value));
      return this;
    }

    Draft octets(int code, int... value) {
      byte[] octets = new byte[value.length];
      for (int index = 0; index < value.length; index++) {
        octets[index] = (byte) value[index];
      }
      options.put(code, octets);
      return this;
    }

    Draft relayed() {
      if (!relayAddresses.isEmpty()) {
        route = Route.RELAYED;
        relayAddress = any(relayAddresses);
      }
      return this;
    }

    Draft relayOption(String circuit, String remote, String subscriber) {
      if (relayed().route == Route.RELAYED) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        part(value, 1, HexFormat.of().parseHex(circuit));
        part(value, 2, HexFormat.of().parseHex(remote));
        part(value, 6, subscriber.getBytes(StandardCharsets.ISO_8859_1));
        if (value.size() > 0) {
          options.put(82, value.toByteArray());
        }
      }
      return this;
    }

    private static void part(ByteArrayOutputStream to, int code, byte[] value) {
      if (value.length > 0) {
        to.write(code);
        to.write(value.length);
        to.writeBytes(value);
      }
    }

    Draft toBootServer() {
      route = Route.BOOT_SERVER;
      ownAddress = true;
      return this;
    }

    Draft inform() {
      inform = true;
      ownAddress = true;
      return this;
    }

    RequestSample finish(int transaction) {
      DhcpBytes message = DhcpBytes.request().header(4, parts(transaction)).header(10, 0x80);
      if (ownAddress) {
        message.header(12, parts(clientAddress));
      }
      message.header(24, parts(relayAddress));
      for (int index = 0; index < mac.length; index++) {
        message.header(28 + index, mac[index]);
      }
      message.option(53, inform ? 8 : route == Route.BOOT_SERVER ? 3 : 1);
      options.forEach(
          (code, value) -> {
            if (code != 82) {
              message.option(code, value);
            }
          });
      if (options.containsKey(82)) {
        message.option(82, options.get(82));
      }
      if (inform) {
        about.append(", INFORM");
      }
      return new RequestSample(
          about.toString(),
          route,
          message.end(),
          thenRequest && !inform && route != Route.BOOT_SERVER);
    }

    private static int[] parts(int number) {
      return new int[] {number >>> 24, number >>> 16 & 0xFF, number >>> 8 & 0xFF, number & 0xFF};
    }
  }
}
