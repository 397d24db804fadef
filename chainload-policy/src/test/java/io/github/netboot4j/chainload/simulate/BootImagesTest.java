package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootCondition;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.chainload.simulate.BootImage.Fit;
import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import io.github.netboot4j.chainload.simulate.BootImage.Knowledge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files are, by name, by content, and as declared. */
final class BootImagesTest {
  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "undionly.kpxe, IPXE, x86 bios, true",
    "boot/ipxe.pxe, IPXE, x86 bios, true",
    "808610d3.kkpxe, IPXE, x86 bios, true",
    "gpxe-git-pcnet32.pxe, GPXE, x86 bios, true",
    "snponly.efi, IPXE, x64 uefi, false",
    "bin-arm64-efi/snponly.efi, IPXE, arm64 uefi, true",
    "ipxe-x86_64.efi, IPXE, x64 uefi, true",
    "ipxe-i386.efi, IPXE, x86 uefi, true",
    "IPXE.EFI, IPXE, x64 uefi, false",
    "pxelinux.0, PXELINUX, x86 bios, true",
    "/lpxelinux.0, PXELINUX, x86 bios, true",
    "gpxelinux.0, PXELINUX, x86 bios, true",
    "boot\\x64\\wdsnbp.com, WINDOWS, x86 bios, true",
    "boot\\x64\\bootmgfw.efi, WINDOWS, x64 uefi, true",
    "syslinux.efi, SYSLINUX, x64 uefi, false",
    "grub/i386-pc/core.0, GRUB, x86 bios, true",
    "grubaa64.efi, GRUB, arm64 uefi, true",
    "shimx64.efi.signed, SHIM, x64 uefi, true",
    "BOOTX64.EFI, UNKNOWN, x64 uefi, true",
    "http://192.0.2.1/ipxe/snponly.efi, IPXE, x64 uefi, false",
    "http://192.0.2.1/undionly.kpxe?mac=x, IPXE, x86 bios, true"
  })
  void byName(String name, Kind kind, String runsOn, boolean exact) {
    BootImage image = BootImages.byName().find(name);
    assertEquals(kind, image.kind());
    assertEquals(runsOn, image.architectures());
    assertEquals(exact, image.exact());
    assertEquals(Knowledge.NAME, image.known());
  }

  @ParameterizedTest
  @CsvSource({
    "boot.ipxe, SCRIPT",
    "http://my.web.server/real_boot_script.php, WEB",
    "http://192.0.2.1/menu.ipxe?a=b, SCRIPT",
    "vmlinuz-6.1, KERNEL",
    "boot.scr.uimg, KERNEL",
    "http://192.0.2.1/disk.iso, DISK",
    "loader.bin, UNKNOWN"
  })
  void byNameForAnyMachine(String name, Kind kind) {
    assertEquals(kind, BootImages.byName().find(name).kind());
  }

  @Test
  void aProgramWithoutAnArchitectureInItsName() {
    BootImage image = BootImages.byName().find("snponly.efi");
    assertEquals(Fit.YES, image.fit(ClientArchitecture.X64_UEFI));
    assertEquals(Fit.UNSAID, image.fit(ClientArchitecture.ARM64_UEFI));
    assertEquals(Fit.NO, image.fit(ClientArchitecture.X86_BIOS));
    BootImage declared =
        BootImages.byName().declaring("snponly.efi", Kind.IPXE).find("a/snponly.efi");
    assertEquals(Fit.YES, declared.fit(ClientArchitecture.ARM64_UEFI));
    assertEquals(Knowledge.DECLARED, declared.known());
  }

  private BootImage found(String name, byte[] content) throws Exception {
    Files.write(root.resolve(name), content);
    return BootImages.byName().under(root).find(name);
  }

  /** The header of a program for a machine, and a text. */
  private static byte[] program(int machine, String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(new byte[] {'M', 'Z'});
    octets.writeBytes(new byte[0x3A]);
    octets.writeBytes(new byte[] {0x40, 0, 0, 0});
    octets.writeBytes(new byte[] {'P', 'E', 0, 0, (byte) machine, (byte) (machine >> 8)});
    octets.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return octets.toByteArray();
  }

  @Test
  void byContent() throws Exception {
    BootImage arm = found("snponly.efi", program(0xAA64, "#!ipxe\0 iPXE http://ipxe.org"));
    assertEquals(Kind.IPXE, arm.kind());
    assertEquals("arm64 uefi", arm.architectures());
    assertEquals(Knowledge.CONTENT, arm.known());
    assertEquals(Fit.NO, arm.fit(ClientArchitecture.X64_UEFI));
    BootImage own = found("own.efi", program(0x8664, "#!ipxe\0 iPXE\0#!ipxe\ndhcp\n"));
    assertEquals(Kind.IPXE_WITH_SCRIPT, own.kind());
    assertEquals(Kind.GPXE, found("x.0", "gPXE 0.9.7".getBytes(StandardCharsets.US_ASCII)).kind());
    assertEquals(Kind.SCRIPT, found("x", "#!ipxe\n".getBytes(StandardCharsets.US_ASCII)).kind());
    assertEquals(Kind.GRUB, found("y.efi", program(0x8664, "GNU GRUB")).kind());
    BootImage packed = found("undionly.kpxe", new byte[512]);
    assertEquals(Kind.IPXE, packed.kind());
    assertEquals(Knowledge.NAME, packed.known());
  }

  @Test
  void whatTheRootLacks() {
    BootImages images = BootImages.byName().under(root);
    assertEquals(Kind.MISSING, images.find("undionly.kpxe").kind());
    assertEquals(Kind.MISSING, images.find("../../etc/passwd").kind());
    assertEquals(Kind.IPXE, images.find("http://192.0.2.9/undionly.kpxe").kind());
    assertEquals(Kind.MISSING, images.find("a\0b").kind());
  }

  private Chain withScript(String script, String file) throws Exception {
    Files.createDirectories(root.resolve("ipxe"));
    Files.write(root.resolve("ipxe/snponly.efi"), program(0x8664, "iPXE http://ipxe.org"));
    Files.writeString(root.resolve("ipxe/boot.ipxe"), "#!ipxe\n" + script);
    Simulator simulator =
        Simulator.of(BootPolicy.always(io.github.netboot4j.chainload.BootDecision.boot(file)))
            .withImages(BootImages.byName().under(root));
    return simulator.simulate(BootClient.get("ipxe-uefi-x64"), simulator.machines().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "autoboot, ipxe/boot.ipxe, LOOPS",
    "dhcp && autoboot || shell, ipxe/boot.ipxe, LOOPS",
    "'# a word\necho hello\nchain snponly.efi', ipxe/boot.ipxe, LOOPS",
    "chain --autofree snponly.efi || goto again, http://192.0.2.1/ipxe/boot.ipxe, LOOPS",
    "chain /ipxe/boot.ipxe, http://192.0.2.1/ipxe/boot.ipxe, LOOPS",
    "chain other.efi, ipxe/boot.ipxe, STUCK",
    "chain http://192.0.2.9/vmlinuz, ipxe/boot.ipxe, BOOTS",
    "chain ${filename}, ipxe/boot.ipxe, BOOTS",
    "menu, ipxe/boot.ipxe, BOOTS",
    "'set user-class x\nautoboot', ipxe/boot.ipxe, BOOTS",
    "isset ${net0/ip} || autoboot, ipxe/boot.ipxe, BOOTS",
    "exit, ipxe/boot.ipxe, BOOTS"
  })
  void scriptsThatPlainlyGoOn(String script, String file, Verdict.Kind expected) throws Exception {
    Chain chain = withScript(script, file);
    assertEquals(expected, chain.verdict().kind(), chain::toString);
  }

  @Test
  void aScriptThatChainsIsAStepOfItsOwn() throws Exception {
    Chain chain = withScript("chain snponly.efi", "http://192.0.2.1/ipxe/boot.ipxe");
    assertEquals(2, chain.steps().size());
    assertEquals(0, chain.verdict().closesAt());
    Choice.Fetches second = (Choice.Fetches) chain.steps().get(1).choice();
    assertEquals("http://192.0.2.1/ipxe/snponly.efi", second.file());
    assertEquals("chain in http://192.0.2.1/ipxe/boot.ipxe", second.from());
  }

  @Test
  void aTestOfAnotherProgramFails() {
    BootPolicy policy =
        BootCondition.architecture(ClientArchitecture.X86_BIOS).boots("undionly.kpxe");
    AssertionError error =
        Assertions.assertThrows(
            AssertionError.class, () -> ChainAssertions.assertThatNoClientLoops(policy));
    String text = String.valueOf(error.getMessage());
    assertTrue(text.contains("BIOS PXE ROM fetches undionly.kpxe"), text);
    ChainAssertions.assertThatNoClientLoops(
        BootPolicy.firstMatch(
            BootCondition.userClass("iPXE").boots("http://192.0.2.1/boot.ipxe"), policy));
  }
}
