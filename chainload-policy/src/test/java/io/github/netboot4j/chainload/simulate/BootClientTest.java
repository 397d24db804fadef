package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The models say what the programs say that they stand for. */
final class BootClientTest {
  private static final Machine MACHINE =
      Machine.on(Ipv4.parse("192.0.2.1"), 0xFFFFFF00).withMacAddress(0x5254_0012_3456L);

  private static byte[] octets(ByteBuffer message) {
    byte[] octets = new byte[message.remaining()];
    message.get(octets);
    return octets;
  }

  /** Without the transaction's identifier and the seconds. */
  private static byte[] comparable(byte[] message) {
    byte[] copy = message.clone();
    for (int index = 4; index < 10; index++) {
      copy[index] = 0;
    }
    return copy;
  }

  @ParameterizedTest
  @CsvSource({
    "uefi-x64, uefi-x64-to-ipxe, 1",
    "ipxe-uefi-x64, uefi-x64-to-ipxe, 5",
    "ipxe-uefi-x64, uefi-x64-to-ipxe, 7",
    "uefi-http-x64, uefi-http-boot-to-ipxe, 1",
    "ipxe-uefi-x64, uefi-http-boot-to-ipxe, 5",
    "ipxe-bios, ipxe-rom-bios, 1",
    "ipxe-undi, bios-undionly-to-ipxe, 13"
  })
  void discoverAsRecorded(String client, String capture, int record) {
    byte[] made = octets(BootClient.get(client).discover(MACHINE));
    assertArrayEquals(
        comparable(RecordedPackets.message(capture, record)), comparable(made), client);
  }

  @ParameterizedTest
  @CsvSource({
    "uefi-x64, uefi-x64-to-ipxe, 3",
    "ipxe-uefi-x64, uefi-x64-to-ipxe, 9",
    "uefi-http-x64, uefi-http-boot-to-ipxe, 3",
    "ipxe-bios, ipxe-rom-bios, 5",
    "ipxe-undi, bios-undionly-to-ipxe, 17"
  })
  void requestAsRecorded(String client, String capture, int record) {
    int offered = Ipv4.parse("192.0.2.157");
    byte[] made = octets(BootClient.get(client).request(MACHINE, offered, MACHINE.server()));
    assertArrayEquals(
        comparable(RecordedPackets.message(capture, record)), comparable(made), client);
  }

  @Test
  void gpxeAsRecorded() {
    Machine machine = MACHINE.withMacAddress(0x5254_0000_0004L);
    byte[] made = octets(BootClient.get("gpxe").discover(machine));
    assertArrayEquals(
        comparable(RecordedPackets.message("netboot4j/bios-gpxe", 1)), comparable(made));
  }

  static BootClient[] all() {
    return BootClient.all().toArray(BootClient[]::new);
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachIsOfItsStage(BootClient client) {
    String name = client.name();
    BootStage expected =
        name.startsWith("bios")
            ? BootStage.BIOS_PXE
            : name.startsWith("uefi-http")
                ? BootStage.UEFI_HTTP
                : name.startsWith("uefi")
                    ? BootStage.UEFI_PXE
                    : name.startsWith("gpxe")
                        ? BootStage.GPXE
                        : name.startsWith("uboot")
                            ? BootStage.U_BOOT
                            : name.equals("raspberry-pi")
                                ? BootStage.RASPBERRY_PI
                                : name.equals("pxelinux")
                                    ? BootStage.PXELINUX
                                    : name.equals("grub") ? BootStage.OTHER : BootStage.IPXE;
    BootRequest request = request(client.discover(MACHINE.withMacAddress(Machine.USUAL_ADDRESS)));
    assertEquals(expected, request.stage());
    boolean says = !name.equals("grub");
    assertEquals(says ? client.architectureCode() : -1, request.architectureCode());
  }

  private static BootRequest request(ByteBuffer message) {
    return new BootRequest().wrap(new DhcpMessageView().wrap(message, 0, message.limit()));
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    for (BootClient client : BootClient.all()) {
      assertTrue(names.add(client.name()), client.name());
    }
    assertTrue(BootClient.all().containsAll(BootClient.firstStages()));
    assertTrue(BootClient.named("uefi-x65").isEmpty());
  }

  @Test
  void behindARelayItSaysSo() {
    Machine machine =
        MACHINE.behind(Ipv4.parse("198.51.100.1")).withCircuit("7261636b31", "737731");
    BootRequest request = request(BootClient.UEFI_X64.discover(machine));
    assertEquals(Ipv4.parse("198.51.100.1"), request.relayAddress());
    assertEquals("rack1", request.circuitId().toText());
    assertEquals("sw1", request.remoteId().toText());
    ByteBuffer unicast =
        BootClient.UEFI_X64.bootServerRequest(machine, MACHINE.server() + 9, 0, -1, true);
    assertEquals(0, request(unicast).relayAddress());
  }

  @Test
  void aBootServerIsAskedWithTheChosenItem() {
    ByteBuffer asked = BootClient.UEFI_X64.bootServerRequest(MACHINE, 0x0A000001, 0, 0x8000, true);
    BootRequest request = request(asked);
    assertEquals(MessageType.REQUEST, request.message().messageType());
    assertEquals(0x0A000001, request.message().clientAddress());
    assertEquals("4704800000", hex(request, 43).substring(0, 10));
  }

  @Test
  void theMachineSaysItsIdentifier() {
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    BootRequest request = request(BootClient.UEFI_X64.discover(MACHINE.withUuid(uuid)));
    assertEquals(uuid, request.machineIdentifier().uuid());
  }

  private static String hex(BootRequest request, int code) {
    io.github.netboot4j.dhcp.OptionValue value = new io.github.netboot4j.dhcp.OptionValue();
    request.message().readRawOption(code, value);
    return java.util.HexFormat.of().formatHex(value.toByteArray());
  }
}
