package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model of a program that asks by DHCP what to run: firmware, or a boot loader that firmware
 * loaded. It sends the octets that the program sends, and makes of the replies what the program
 * makes of them. Immutable.
 */
public final class BootClient {
  /** The options of a reply that the modelled programs look at, in a fixed order. */
  static final List<Integer> OPTIONS_READ =
      List.of(
          OptionCode.DOMAIN_NAME_SERVER,
          OptionCode.ROOT_PATH,
          OptionCode.VENDOR_SPECIFIC_INFORMATION,
          OptionCode.OVERLOAD,
          OptionCode.SERVER_IDENTIFIER,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.BOOT_FILE_NAME,
          OptionCode.ETHERBOOT);

  private static final long USUAL_ADDRESS = 0x5254_0012_3456L;
  private static final long RASPBERRY_PI_ADDRESS = 0xB827_EB12_3456L;

  private static final PxeChooser BIOS = new PxeChooser(PxeChooser.Firmware.BIOS);
  private static final PxeChooser EDK2 = new PxeChooser(PxeChooser.Firmware.EDK2);
  private static final HttpBootChooser HTTP = new HttpBootChooser();
  private static final UBootChooser U_BOOT = new UBootChooser();
  private static final IpxeChooser IPXE_ON_BIOS = new IpxeChooser(true);
  private static final IpxeChooser IPXE_ON_UEFI = new IpxeChooser(false);

  static final BootClient BIOS_ROM =
      new BootClient("bios", "BIOS PXE ROM", 0, ClientMessages.rom(""), BIOS);
  static final BootClient UEFI_X64 =
      new BootClient("uefi-x64", "UEFI PXE on x64", 7, ClientMessages.uefi(7), EDK2);
  static final BootClient IPXE_UNDI =
      new BootClient("ipxe-undi", "iPXE over UNDI", 0, ClientMessages.ipxeOverUndi(), IPXE_ON_BIOS);
  static final BootClient GPXE =
      new BootClient("gpxe", "gPXE", 0, ClientMessages.gpxe(), IPXE_ON_BIOS);
  static final BootClient EARLY_GPXE =
      new BootClient(
          "gpxe-early",
          "gPXE of before 2009-02, without user class",
          0,
          ClientMessages.earlyGpxe(),
          IPXE_ON_BIOS);

  /** Those that start a chain: the programs that come with a machine. */
  private static final List<BootClient> FIRST =
      List.of(
          BIOS_ROM,
          UEFI_X64,
          new BootClient("uefi-ia32", "UEFI PXE on ia32", 6, ClientMessages.uefi(6), EDK2),
          new BootClient("uefi-arm64", "UEFI PXE on arm64", 11, ClientMessages.uefi(11), EDK2),
          new BootClient(
              "uefi-http-x64", "UEFI HTTP Boot on x64", 16, ClientMessages.uefiHttp(16), HTTP),
          new BootClient(
              "uefi-http-arm64", "UEFI HTTP Boot on arm64", 19, ClientMessages.uefiHttp(19), HTTP),
          ipxe("ipxe-bios", "iPXE in a BIOS ROM", 0),
          ipxe("ipxe-uefi-x64", "iPXE on UEFI x64", 7),
          ipxe("ipxe-uefi-ia32", "iPXE on UEFI ia32", 6),
          ipxe("ipxe-uefi-arm64", "iPXE on UEFI arm64", 11),
          quiet("flexboot-bios", "FlexBoot in a BIOS ROM (iPXE without user class)", 0),
          quiet("flexboot-uefi-x64", "FlexBoot on UEFI x64 (iPXE without user class)", 7),
          GPXE,
          EARLY_GPXE,
          new BootClient(
              "uboot-arm64",
              "U-Boot on arm64",
              0x16,
              ClientMessages.uBoot(0x16, "U-Boot.armv8"),
              U_BOOT),
          new BootClient(
              "uboot-arm",
              "U-Boot on 32-bit Arm",
              0x15,
              ClientMessages.uBoot(0x15, "U-Boot.armv7"),
              U_BOOT),
          new BootClient(
              "raspberry-pi",
              "Raspberry Pi boot ROM",
              0,
              ClientMessages.raspberryPi(),
              new RaspberryPiChooser()));

  /** Firmware of rarer machines. */
  private static final List<BootClient> RARE =
      List.of(
          new BootClient("uefi-arm32", "UEFI PXE on arm32", 10, ClientMessages.uefi(10), EDK2),
          new BootClient("uefi-riscv64", "UEFI PXE on riscv64", 27, ClientMessages.uefi(27), EDK2),
          new BootClient("uefi-loong64", "UEFI PXE on loong64", 39, ClientMessages.uefi(39), EDK2),
          new BootClient(
              "uefi-http-ia32", "UEFI HTTP Boot on ia32", 15, ClientMessages.uefiHttp(15), HTTP),
          new BootClient(
              "uefi-http-riscv64",
              "UEFI HTTP Boot on riscv64",
              28,
              ClientMessages.uefiHttp(28),
              HTTP));

  /** Those that only another program starts. */
  private static final List<BootClient> LATER =
      List.of(
          IPXE_UNDI,
          new BootClient(
              "pxelinux",
              "PXELINUX",
              0,
              ClientMessages.rom("d0d1d2d3"),
              new OwnConfigurationChooser("pxelinux.cfg")),
          new BootClient(
              "grub", "GRUB", 0, ClientMessages.grub(), new OwnConfigurationChooser("grub.cfg")));

  private static final List<BootClient> ALL =
      Stream.of(FIRST, RARE, LATER).flatMap(List::stream).toList();

  private final String name;
  private final String label;
  private final int architectureCode;
  private final ClientMessage message;
  private final Chooser chooser;

  private BootClient(
      String name, String label, int architectureCode, ClientMessage message, Chooser chooser) {
    this.name = name;
    this.label = label;
    this.architectureCode = architectureCode;
    this.message = message;
    this.chooser = chooser;
  }

  private static BootClient ipxe(String name, String label, int architecture) {
    return ipxe(name, label, architecture, "iPXE");
  }

  private static BootClient quiet(String name, String label, int architecture) {
    return ipxe(name, label, architecture, "");
  }

  private static BootClient ipxe(String name, String label, int architecture, String userClass) {
    return new BootClient(
        name,
        label,
        architecture,
        ClientMessages.ipxe(architecture, userClass),
        architecture == 0 ? IPXE_ON_BIOS : IPXE_ON_UEFI);
  }

  /**
   * The programs that come with a machine, or are in its network adapter: each starts a chain.
   * Those of rarer machines are among {@link #all()} only.
   *
   * @return in a fixed order, the most usual first
   */
  public static List<BootClient> firstStages() {
    return FIRST;
  }

  /**
   * All programs that are modelled, those of rarer machines and those that only another one starts
   * among them.
   *
   * @return in a fixed order
   */
  public static List<BootClient> all() {
    return ALL;
  }

  /**
   * A program by its name.
   *
   * @param name such as {@code "uefi-x64"}
   * @return empty if none is called so
   */
  public static Optional<BootClient> named(String name) {
    return ALL.stream().filter(client -> client.name.equals(name)).findFirst();
  }

  /** A program that is there by this name. */
  static BootClient get(String name) {
    return named(name).orElseThrow(() -> new IllegalArgumentException("no client " + name));
  }

  /**
   * The name in commands and files.
   *
   * @return such as {@code "uefi-x64"}
   */
  public String name() {
    return name;
  }

  /**
   * The name for people.
   *
   * @return such as {@code "UEFI PXE on x64"}
   */
  public String label() {
    return label;
  }

  /**
   * What the machine is that it runs on.
   *
   * @return as its option 93 says
   */
  public ClientArchitecture architecture() {
    return ClientArchitecture.of(architectureCode);
  }

  /**
   * The code of that in option 93.
   *
   * @return 0 to 65,535
   */
  public int architectureCode() {
    return architectureCode;
  }

  /**
   * The hardware address that it has on this machine.
   *
   * @param machine where it runs
   * @return 48 bits
   */
  public long macAddress(Machine machine) {
    if (machine.macAddress() != Machine.USUAL_ADDRESS) {
      return machine.macAddress();
    }
    return chooser instanceof RaspberryPiChooser ? RASPBERRY_PI_ADDRESS : USUAL_ADDRESS;
  }

  /**
   * Its DISCOVER as it arrives at the server: with what a relay adds, if the machine is behind one.
   *
   * @param machine where it runs
   * @return a new buffer with a whole DHCP message, from 0 to its limit
   */
  public ByteBuffer discover(Machine machine) {
    return message.discover(machine, macAddress(machine));
  }

  /**
   * Its REQUEST for an offer, as it arrives at the server.
   *
   * @param machine where it runs
   * @param offered the IPv4 address that was offered
   * @param server the server's identifier (54)
   * @return a new buffer with a whole DHCP message, from 0 to its limit
   */
  public ByteBuffer request(Machine machine, int offered, int server) {
    return message.request(machine, macAddress(machine), offered, server);
  }

  /**
   * Its REQUEST to a boot server, by unicast to port 4011 or by broadcast.
   *
   * @param machine where it runs
   * @param own the IPv4 address that it has by now
   * @param server what it says in option 54; 0 for nothing
   * @param item the type of the menu's item that was chosen; -1 for none
   * @param unicast whether it goes to one server, past any relay
   * @return a new buffer with a whole DHCP message, from 0 to its limit
   */
  public ByteBuffer bootServerRequest(
      Machine machine, int own, int server, int item, boolean unicast) {
    return message.bootServer(machine, macAddress(machine), own, server, item, unicast);
  }

  /**
   * Plays its exchange of messages to the end.
   *
   * @param machine where it runs
   * @param network who answers
   * @return what it fetches, or why it fetches nothing
   */
  public Choice choose(Machine machine, Network network) {
    return choose(new Conversation(this, machine, network));
  }

  Chooser.Runner runner() {
    return chooser.runner();
  }

  Choice choose(Conversation conversation) {
    return chooser.choose(conversation);
  }

  /** Its {@link #label()}. */
  @Override
  public String toString() {
    return label;
  }
}
