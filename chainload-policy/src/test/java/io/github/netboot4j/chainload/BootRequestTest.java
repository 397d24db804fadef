package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.capture.CaptureFile;
import io.github.netboot4j.capture.CapturedDatagram;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asking, as real firmware says it and as it could be said. */
class BootRequestTest {
  /** The chain that each capture shows, in the words of the client's messages. */
  @ParameterizedTest
  @CsvSource({
    "uefi-x64-to-ipxe, 'UEFI_PXE X64_UEFI 7, IPXE X64_UEFI 7'",
    "uefi-http-boot-to-ipxe, 'UEFI_HTTP X64_UEFI 16, IPXE X64_UEFI 7'",
    "ipxe-rom-bios, IPXE X86_BIOS 0",
    "bios-undionly-to-ipxe, 'BIOS_PXE X86_BIOS 0, IPXE X86_BIOS 0'"
  })
  void theChainsOfRealFirmware(String capture, String chain) {
    List<String> steps = new ArrayList<>();
    for (CapturedDatagram datagram : CaptureFile.resource(capture).datagrams()) {
      BootRequest request = Requests.of(datagram.payload());
      if (request.message().operation() == DhcpMessageView.BOOTREQUEST) {
        assertEquals(0x525400123456L, request.macAddress());
        assertEquals(17, request.machineId().length());
        String step =
            request.stage() + " " + request.architecture() + " " + request.architectureCode();
        if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
          steps.add(step);
        }
      }
    }
    assertEquals(chain, String.join(", ", steps));
  }

  @ParameterizedTest
  @CsvSource({
    "0, X86_BIOS, BIOS_PXE", "6, X86_UEFI, UEFI_PXE", "7, X64_UEFI, UEFI_PXE",
    "9, X64_UEFI, UEFI_PXE", "10, ARM32_UEFI, UEFI_PXE", "11, ARM64_UEFI, UEFI_PXE",
    "27, RISCV64_UEFI, UEFI_PXE", "39, LOONGARCH64_UEFI, UEFI_PXE", "21, ARM32_UBOOT, U_BOOT",
    "22, ARM64_UBOOT, U_BOOT", "1, OTHER, OTHER", "65535, OTHER, OTHER"
  })
  void architecturesOfPxeClients(int code, ClientArchitecture architecture, BootStage stage) {
    BootRequest request = Requests.of(Requests.pxe(code));
    assertEquals(code, request.architectureCode());
    assertEquals(architecture, request.architecture());
    assertEquals(stage, request.stage());

    String vendorClass = String.format("PXEClient:Arch:%05d:UNDI:003016", code);
    BootRequest byVendorClass = Requests.of(DhcpBytes.discover().option(60, vendorClass));
    assertEquals(code, byVendorClass.architectureCode());
    assertEquals(architecture, byVendorClass.architecture());
    assertEquals(stage, byVendorClass.stage());
  }

  /** Option 60 is decimal: 00010 is Arm (10, 0x0A) and not x64 over HTTP (0x10, 16). */
  @Test
  void theVendorClassIsDecimal() {
    BootRequest arm = Requests.of(DhcpBytes.discover().option(60, "PXEClient:Arch:00010"));
    assertEquals(ClientArchitecture.ARM32_UEFI, arm.architecture());
    BootRequest hexadecimal = Requests.of(DhcpBytes.discover().option(60, "PXEClient:Arch:0000b"));
    assertEquals(-1, hexadecimal.architectureCode());
    BootRequest http = Requests.of(DhcpBytes.discover().option(60, "HTTPClient:Arch:00016:UNDI"));
    assertEquals(16, http.architectureCode());
  }

  @Test
  void option93IsBelievedBeforeTheVendorClass() {
    DhcpBytes message =
        DhcpBytes.discover().option(60, "PXEClient:Arch:00000:UNDI:002001").option(93, 0, 7, 0, 0);
    BootRequest request = Requests.of(message);
    assertEquals(7, request.architectureCode());
    assertEquals(BootStage.UEFI_PXE, request.stage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void anOption93OfWrongLengthCountsAsAbsent(int length) {
    DhcpBytes message = DhcpBytes.discover().option(93, new byte[length]);
    assertEquals(-1, Requests.of(message.toByteArray()).architectureCode());
    message.option(60, "PXEClient:Arch:00007:UNDI:003000");
    assertEquals(7, Requests.of(message.toByteArray()).architectureCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P",
        "PXEClient",
        "PXEClient:Arch:",
        "PXEClient:Arch:0000",
        "PXEClient:Arch:7:UNDI:3",
        "PXEClient:Arch:-0007",
        "PXEClient:Arch:0 007",
        "PXEClient:Arch:00/07",
        "PXEClient:Arch:00:07",
        "PXEClient:Arch:65536",
        "PXEClient:Arch:99999",
        "pxeclient:arch:00007",
        "xPXEClient:Arch:00007"
      })
  void vendorClassesThatNameNoArchitecture(String vendorClass) {
    BootRequest request = Requests.of(DhcpBytes.discover().option(60, vendorClass));
    assertEquals(-1, request.architectureCode());
    assertEquals(ClientArchitecture.OTHER, request.architecture());
    boolean pxe = vendorClass.startsWith("PXEClient");
    assertEquals(pxe ? BootStage.BIOS_PXE : BootStage.OTHER, request.stage());
  }

  @ParameterizedTest
  @CsvSource({"iPXE, IPXE", "gPXE, GPXE", "ipxe, UEFI_PXE", "gPXEx, UEFI_PXE", "legacy, UEFI_PXE"})
  void theUserClassTellsTheStageInRawAndInListForm(String userClass, BootStage stage) {
    BootRequest raw = Requests.of(Requests.pxe(7).option(77, userClass));
    assertEquals(stage, raw.stage());
    assertFalse(raw.userClass().isList());

    String item = (char) userClass.length() + userClass;
    BootRequest list = Requests.of(Requests.pxe(7).option(77, "\3lab" + item));
    assertEquals(stage, list.stage());
    assertTrue(list.userClass().isList());

    BootRequest alone = Requests.of(DhcpBytes.discover().option(77, userClass));
    assertEquals(stage == BootStage.UEFI_PXE ? BootStage.OTHER : stage, alone.stage());
  }

  @ParameterizedTest
  @CsvSource({
    "15, X86_UEFI",
    "16, X64_UEFI",
    "18, ARM32_UEFI",
    "19, ARM64_UEFI",
    "28, RISCV64_UEFI"
  })
  void httpBoot(int code, ClientArchitecture architecture) {
    String vendorClass = String.format("HTTPClient:Arch:%05d:UNDI:003001", code);
    BootRequest request =
        Requests.of(DhcpBytes.discover().option(60, vendorClass).option(93, 0, code));
    assertEquals(BootStage.UEFI_HTTP, request.stage());
    assertEquals(architecture, request.architecture());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MSFT 5.0", "u-boot", "HTTP", "PXE", "dhcpcd"})
  void everyoneElseIsOther(String vendorClass) {
    assertEquals(
        BootStage.OTHER, Requests.of(DhcpBytes.discover().option(60, vendorClass)).stage());
  }

  @Test
  void nothingOfAnEarlierRequestIsLeft() {
    DhcpMessageView view = new DhcpMessageView();
    BootRequest request = new BootRequest();
    view.wrap(ByteBuffer.wrap(Requests.UEFI_IPXE), 0, Requests.UEFI_IPXE.length);
    assertSame(request, request.wrap(view));
    assertEquals(BootStage.IPXE, request.stage());
    assertSame(view, request.message());

    byte[] bare = DhcpBytes.discover().end();
    view.wrap(ByteBuffer.wrap(bare), 0, bare.length);
    request.wrap(view);
    assertNobody(request);
    assertNobody(new BootRequest());
  }

  private static void assertNobody(BootRequest request) {
    assertEquals(BootStage.OTHER, request.stage());
    assertEquals(ClientArchitecture.OTHER, request.architecture());
    assertEquals(-1, request.architectureCode());
    assertFalse(request.userClass().isPresent());
    assertEquals(0, request.vendorClass().length());
    assertEquals(0, request.machineId().length());
    assertFalse(request.machineIdentifier().isPresent());
    assertFalse(request.ipxe().isPresent());
    assertFalse(request.relay().isPresent());
    assertEquals(0, request.circuitId().length());
    assertEquals(0, request.hostName().length());
    assertEquals(0, request.requestedOptions().count());
  }

  @Test
  void theMachineIdentifierHas17Octets() {
    assertEquals(
        17, Requests.of(DhcpBytes.discover().option(97, new byte[17])).machineId().length());
    assertEquals(
        0, Requests.of(DhcpBytes.discover().option(97, new byte[16])).machineId().length());
  }

  @Test
  void whatTheRelaySays() {
    byte[] option = {1, 2, 'r', '1', 2, 3, 's', 'w', '7', 6, 5, 'a', 'l', 'i', 'c', 'e'};
    BootRequest request =
        Requests.of(DhcpBytes.discover().header(24, 192, 0, 2, 254).option(82, option));
    assertEquals(Ipv4.parse("192.0.2.254"), request.relayAddress());
    assertEquals("r1", request.circuitId().toText());
    assertEquals("sw7", request.remoteId().toText());
    assertEquals("alice", request.subscriberId().toText());
    assertTrue(request.relay().isPresent());

    BootRequest direct = Requests.of(DhcpBytes.discover());
    assertEquals(0, direct.relayAddress());
    assertEquals(0, direct.circuitId().length());
    assertEquals(0, direct.remoteId().length());
    assertEquals(0, direct.subscriberId().length());
    assertFalse(direct.relay().isPresent());
  }

  /** Of a malformed option 82 nothing shows behind the fault. */
  @Test
  void whatTheRelaySaysBadly() {
    BootRequest request = Requests.of(DhcpBytes.discover().option(82, 1, 2, 'r', '1', 2, 200, 's'));
    assertEquals("r1", request.circuitId().toText());
    assertEquals(0, request.remoteId().length());
  }

  @Test
  void theSubnetIsTheRelaysOrWhereTheMessageArrived() {
    int relay = Ipv4.parse("198.51.100.1");
    int own = Ipv4.parse("192.0.2.1");
    BootRequest relayed = Requests.of(DhcpBytes.discover().header(24, 198, 51, 100, 1));
    assertEquals(relay, relayed.arrivedAt(own, BootRequest.SERVER_PORT).subnetAddress());
    BootRequest direct = Requests.of(DhcpBytes.discover());
    assertEquals(0, direct.subnetAddress());
    assertEquals(own, direct.arrivedAt(own, BootRequest.SERVER_PORT).subnetAddress());
  }

  @Test
  void whatIpxeSaysAboutItself() {
    BootRequest request = Requests.of(Requests.UEFI_IPXE);
    assertTrue(request.ipxe().hasFeature(IpxeOptions.FEATURE_HTTP));
    assertFalse(request.ipxe().hasFeature(IpxeOptions.FEATURE_ISCSI + 60));
    assertEquals(1, request.ipxe().majorVersion());
    assertTrue(request.requestedOptions().contains(175));
    assertFalse(Requests.of(Requests.UEFI_PXE).ipxe().isPresent());
  }

  @Test
  void theHostNameAndTheMachineIdentifier() {
    BootRequest request = Requests.of(DhcpBytes.discover().option(12, "pc1"));
    assertEquals("pc1", request.hostName().toText());
    assertEquals(0, Requests.of(Requests.UEFI_PXE).hostName().length());

    byte[] identifier = new byte[17];
    for (int index = 0; index < 17; index++) {
      identifier[index] = (byte) index;
    }
    assertEquals(
        UUID.fromString("04030201-0605-0807-090a-0b0c0d0e0f10"),
        Requests.of(DhcpBytes.discover().option(97, identifier)).machineIdentifier().uuid());
  }
}
