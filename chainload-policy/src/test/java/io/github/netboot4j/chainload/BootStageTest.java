package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that their user class does not tell. */
class BootStageTest {
  private static final int[] HTTP_FEATURE = {19, 1, 1};
  private static final int[] HTTP_FEATURE_AND_VERSION = {19, 1, 1, 235, 3, 1, 0, 0};

  private static BootStage of(DhcpBytes message) {
    return Requests.of(message).stage();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void option175TellsIpxeAndTheEarlyGpxe(int architecture) {
    assertEquals(BootStage.GPXE, of(Requests.pxe(architecture).option(175, HTTP_FEATURE)));
    assertEquals(
        BootStage.GPXE, of(Requests.pxe(architecture).option(175, 235, 3, 0, 9, 9, 19, 1, 1)));
    assertEquals(
        BootStage.IPXE, of(Requests.pxe(architecture).option(175, HTTP_FEATURE_AND_VERSION)));
    assertEquals(BootStage.GPXE, of(DhcpBytes.discover().option(175, HTTP_FEATURE)));
  }

  /** Etherboot, and whatever else uses that option for something of its own. */
  @Test
  void option175WithoutAFeatureTellsNothing() {
    for (int[] value :
        new int[][] {
          {}, {19}, {19, 5}, {255, 19, 1, 1}, {235, 3, 5, 4, 0}, {177, 1, 1}, {1, 1, 9}, {80, 1, 1}
        }) {
      assertEquals(BootStage.BIOS_PXE, of(Requests.pxe(0).option(175, value)));
    }
    for (int feature : new int[] {16, 79}) {
      assertEquals(BootStage.GPXE, of(Requests.pxe(0).option(175, feature, 1, 1)));
    }
  }

  /** Whoever sets another user class wants that client told apart. */
  @Test
  void aUserClassOfOnesOwnGoesBeforeOption175() {
    assertEquals(
        BootStage.BIOS_PXE,
        of(Requests.pxe(0).option(77, "lab").option(175, HTTP_FEATURE_AND_VERSION)));
    assertEquals(
        BootStage.GPXE,
        of(Requests.pxe(0).option(77, "gPXE").option(175, HTTP_FEATURE_AND_VERSION)));
  }

  @ParameterizedTest
  @CsvSource({
    "208, PXELINUX",
    "210, PXELINUX",
    "209, BIOS_PXE",
    "211, BIOS_PXE",
    "67, BIOS_PXE",
  })
  void pxelinuxAsksForItsOptions(int code, BootStage stage) {
    assertEquals(stage, of(Requests.pxe(0).option(55, 1, 3, code)));
  }

  @ParameterizedTest
  @CsvSource({"U-Boot.armv8, U_BOOT", "U-Boot, U_BOOT", "U-Boo, OTHER", "xU-Boot, OTHER"})
  void uBootSaysSo(String vendorClass, BootStage stage) {
    assertEquals(
        stage, of(DhcpBytes.discover().option(60, vendorClass).option(93, 0, 22).option(55, 209)));
  }

  @Test
  void theMakerTellsARaspberryPi() {
    DhcpBytes message = Requests.pxe(0).header(28, 0xB8, 0x27, 0xEB, 1, 2, 3);
    assertEquals(BootStage.RASPBERRY_PI, of(message));
    assertEquals(BootStage.BIOS_PXE, of(Requests.pxe(0).header(28, 0xB8, 0x27, 0xEC, 1, 2, 3)));
    assertEquals(BootStage.UEFI_PXE, of(Requests.pxe(11).header(28, 0xDC, 0xA6, 0x32, 1, 2, 3)));
    assertEquals(BootStage.OTHER, of(DhcpBytes.discover().header(28, 0xDC, 0xA6, 0x32, 1, 2, 3)));
  }

  @ParameterizedTest
  @CsvSource({"RPi4, RASPBERRY_PI", "RPi5, RASPBERRY_PI", "RPj4, BIOS_PXE"})
  void theIdentifierTellsARaspberryPi(String start, BootStage stage) {
    byte[] identifier = new byte[17];
    for (int index = 0; index < start.length(); index++) {
      identifier[1 + index] = (byte) start.charAt(index);
    }
    assertEquals(stage, of(Requests.pxe(0).option(97, identifier)));
    identifier[0] = 1;
    assertEquals(BootStage.BIOS_PXE, of(Requests.pxe(0).option(97, identifier)));
  }
}
