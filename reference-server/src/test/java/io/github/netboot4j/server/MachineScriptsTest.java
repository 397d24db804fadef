package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineScriptsTest {
  private static final int OWN = Ipv4.parse("192.0.2.1");
  private static final String SCRIPT = "by-mac/52-54-00-12-34-56.ipxe";

  @TempDir private Path directory;
  private Path tftp;
  private Path http;

  @BeforeEach
  void directories() throws IOException {
    tftp = Files.createDirectory(directory.resolve("tftp"));
    http = Files.createDirectory(directory.resolve("http"));
    for (Path root : new Path[] {tftp, http}) {
      Files.createDirectory(root.resolve("by-mac"));
      Files.writeString(root.resolve(SCRIPT), "#!ipxe\n");
    }
  }

  private static BootRequest request(String userClass) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    DhcpMessageWriter writer =
        TestRequests.start(MessageType.DISCOVER, TestRequests.MAC, buffer)
            .optionUnsigned16(OptionCode.CLIENT_ARCHITECTURE, 7);
    if (!userClass.isEmpty()) {
      writer.option(OptionCode.USER_CLASS, userClass);
    }
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, writer.finish()));
  }

  private BootDecision decided(BootDecision all, String userClass) {
    return new MachineScripts(request -> all, OWN, 80, tftp, false, http)
        .decide(request(userClass));
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1/boot.ipxe,http://192.0.2.1/" + SCRIPT,
    "http://192.0.2.1/menus/a.ipxe?mac=${net0/mac},http://192.0.2.1/" + SCRIPT + "?mac=${net0/mac}",
    "tftp://192.0.2.1/boot.ipxe,tftp://192.0.2.1/" + SCRIPT,
    "boot.ipxe," + SCRIPT,
    "/menus/boot.ipxe,/" + SCRIPT
  })
  void aMachineIsToldItsOwnScript(String all, String own) {
    BootDecision told = decided(BootDecision.boot(all), "iPXE");
    assertEquals(own, told.bootFile());
    assertEquals(SCRIPT + " instead: boot " + all, told.reason().rule());
    assertEquals(own, decided(BootDecision.boot(all), "gPXE").bootFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1:8080/boot.ipxe",
        "http://192.0.2.10/boot.ipxe",
        "https://192.0.2.1/boot.ipxe",
        "http://192.0.2.1/vmlinuz",
        "http://192.0.2.1/vmlinuz?x=boot.ipxe",
        "snponly.efi"
      })
  void whatIsNoScriptOfThisServerStays(String all) {
    BootDecision decision = BootDecision.boot(all);
    assertSame(decision, decided(decision, "iPXE"));
  }

  @Test
  void othersStay() throws IOException {
    BootDecision decision = BootDecision.boot("boot.ipxe");
    assertSame(decision, decided(decision, ""));
    BootDecision elsewhere = decision.from(Ipv4.parse("192.0.2.2"));
    assertSame(elsewhere, decided(elsewhere, "iPXE"));
    BootDecision none = BootDecision.noBoot();
    assertSame(none, decided(none, "iPXE"));
    Files.delete(tftp.resolve(SCRIPT));
    assertSame(decision, decided(decision, "iPXE"));
    Files.createDirectory(tftp.resolve(SCRIPT));
    assertSame(decision, decided(decision, "iPXE"));
  }

  /** A machine that is told of a file which it is then refused does not boot. */
  @Test
  void aLinkCountsWhereItIsServed() throws IOException {
    BootDecision overTftp = BootDecision.boot("boot.ipxe");
    BootDecision overHttp = BootDecision.boot("http://192.0.2.1/boot.ipxe");
    for (Path root : new Path[] {tftp, http}) {
      Files.move(root.resolve(SCRIPT), root.resolve("common.ipxe"));
      Files.createSymbolicLink(root.resolve(SCRIPT), Path.of("../common.ipxe"));
    }
    assertSame(overTftp, decided(overTftp, "iPXE"));
    MachineScripts following = new MachineScripts(request -> overTftp, OWN, 80, tftp, true, null);
    assertEquals(SCRIPT, following.decide(request("iPXE")).bootFile());
    assertEquals("http://192.0.2.1/" + SCRIPT, decided(overHttp, "iPXE").bootFile());

    Files.delete(http.resolve(SCRIPT));
    Files.writeString(directory.resolve("outside.ipxe"), "#!ipxe\n");
    Files.createSymbolicLink(http.resolve(SCRIPT), Path.of("../../outside.ipxe"));
    assertSame(overHttp, decided(overHttp, "iPXE"));
  }

  @Test
  void aTemplateCountsAsTheScript() throws IOException {
    Files.move(tftp.resolve(SCRIPT), tftp.resolve(SCRIPT + ".template"));
    assertEquals(SCRIPT, decided(BootDecision.boot("boot.ipxe"), "iPXE").bootFile());
  }

  @Test
  void aQueryThatNoLongerFitsIsLeftOut() {
    String all = "http://192.0.2.1/b.ipxe?" + "x".repeat(100);
    assertEquals("http://192.0.2.1/" + SCRIPT, decided(BootDecision.boot(all), "iPXE").bootFile());
  }

  @Test
  void allElseThatADecisionSaysStays() {
    byte[] label = "label".getBytes(StandardCharsets.US_ASCII);
    BootDecision all =
        BootDecision.boot("boot.ipxe").from(OWN).withServerName("boot").withOption(200, label);
    BootDecision told = decided(all, "iPXE");
    assertEquals(SCRIPT, told.bootFile());
    assertEquals(OWN, told.nextServer());
    assertEquals("boot", told.serverName());
    assertArrayEquals(label, told.option(200));
  }

  @Test
  void soDoAllFieldsOfAConfiguration() {
    byte[] name = "boot.ipxe".getBytes(StandardCharsets.US_ASCII);
    byte[] router = {(byte) 192, 0, 2, 9};
    BootDecision all =
        BootDecision.of(
            new ReplyFields.Builder()
                .nextServer(OWN)
                .file(name)
                .option(OptionCode.BOOT_FILE_NAME, name)
                .option(OptionCode.ROUTER, router)
                .echo(OptionCode.CLIENT_MACHINE_IDENTIFIER)
                .build());
    ReplyFields fields = decided(all, "iPXE").fields();
    assertNotNull(fields);
    byte[] own = SCRIPT.getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(own, fields.file());
    assertArrayEquals(own, fields.option(OptionCode.BOOT_FILE_NAME));
    assertArrayEquals(router, fields.option(OptionCode.ROUTER));
    assertEquals(OWN, fields.nextServer());
    assertEquals(1, fields.echoedCodes().length);
  }
}
