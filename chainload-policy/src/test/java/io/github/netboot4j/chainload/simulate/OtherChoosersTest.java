package io.github.netboot4j.chainload.simulate;

import static io.github.netboot4j.chainload.simulate.ScriptedNetwork.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.simulate.ScriptedNetwork.Answer;
import io.github.netboot4j.dhcp.Ipv4;
import org.junit.jupiter.api.Test;

/** What boot loaders make of replies: each rule with packets that it decides over. */
final class OtherChoosersTest {
  private static final Machine MACHINE = Machine.on(Ipv4.parse("192.0.2.1"), 0xFFFFFF00);
  private static final String MENU = "09060001034f6e650a020041ff";

  private static String file(String client, ScriptedNetwork network) {
    Choice choice = BootClient.get(client).choose(MACHINE, network);
    if (choice instanceof Choice.Fetches fetches) {
      return fetches.file() + " " + Ipv4.format(fetches.server()) + " " + fetches.from();
    }
    Choice.EndsUp end = (Choice.EndsUp) choice;
    return end.kind() + ": " + end.why();
  }

  private static Answer lease(String server) {
    return answer(server).address("192.0.2.100").next(server);
  }

  private static ScriptedNetwork network(Answer... offers) {
    return new ScriptedNetwork().offers(offers);
  }

  @Test
  void ipxeTakesTheFileFieldBeforeOption67() {
    Answer offer = lease("192.0.2.1").file("a").text(67, "b");
    assertEquals("a 192.0.2.1 file of the ACK", file("ipxe-bios", network(offer)));
    Answer only67 = lease("192.0.2.1").text(67, "b");
    assertEquals("b 192.0.2.1 option 67 of the ACK", file("ipxe-bios", network(only67)));
    Answer uri = lease("192.0.2.1").text(67, "http://192.0.2.1/b");
    assertEquals("http://192.0.2.1/b 0.0.0.0 option 67 of the ACK", file("gpxe", network(uri)));
  }

  @Test
  void ipxeKnowsTheNextServerOnly() {
    Answer offer = answer("192.0.2.1").address("192.0.2.100").file("a").text(66, "192.0.2.1");
    assertTrue(file("ipxe-bios", network(offer)).startsWith("STUCK"));
  }

  @Test
  void ipxeKnowsNoOverload() {
    Answer offer = lease("192.0.2.1").hex(52, "02").text(67, "b");
    assertEquals("b 192.0.2.1 option 67 of the ACK", file("ipxe-bios", network(offer)));
    Answer hidden = lease("192.0.2.1").hex(52, "01").file("\103\001x\377");
    assertFalse(file("ipxe-bios", network(hidden)).startsWith("x "));
  }

  @Test
  void ipxeReadsTheFirstOfRepeatedOptions() {
    Answer offer = lease("192.0.2.1").text(67, "first").raw("4306" + "7365636f6e64");
    assertEquals("first 192.0.2.1 option 67 of the ACK", file("ipxe-bios", network(offer)));
  }

  @Test
  void ipxeTakesTheHighestPriorityAndOfEqualsTheLater() {
    Answer low = lease("192.0.2.1").file("low");
    Answer high = lease("192.0.2.2").file("high").hex(175, "010105");
    assertEquals("high 192.0.2.2 file of the ACK", file("ipxe-bios", network(high, low)));
    Answer equal = lease("192.0.2.3").file("equal");
    assertEquals("equal 192.0.2.3 file of the ACK", file("ipxe-bios", network(low, equal)));
    Answer negative = lease("192.0.2.4").file("negative").hex(175, "0101ff");
    assertTrue(file("ipxe-bios", network(negative)).startsWith("NOT_SERVED"));
  }

  @Test
  void ipxeUsesAProxyThatHasAllAndAsksOneThatHasNot() {
    Answer whole = answer("192.0.2.2").next("192.0.2.2").file("whole").text(60, "PXEClient");
    ScriptedNetwork used = network(lease("192.0.2.1"), whole);
    assertEquals("whole 192.0.2.2 file of the ProxyDHCP reply", file("ipxe-bios", used));
    Answer bare = answer("192.0.2.2").text(60, "PXEClient");
    ScriptedNetwork asked =
        network(lease("192.0.2.1"), bare)
            .at4011(answer("192.0.2.2").next("192.0.2.2").file("asked").from(4011));
    assertEquals("asked 192.0.2.2 file of the ProxyDHCP reply", file("ipxe-bios", asked));
    ScriptedNetwork elsewhere =
        network(lease("192.0.2.1").file("lease"), bare)
            .at4011(answer("192.0.2.2").next("192.0.2.2").file("asked").from(67));
    assertEquals("lease 192.0.2.1 file of the ACK", file("ipxe-bios", elsewhere));
  }

  @Test
  void ipxeLeavesProxiesAloneIfTold() {
    Answer bare = answer("192.0.2.2").text(60, "PXEClient");
    ScriptedNetwork network =
        network(lease("192.0.2.1").file("lease").hex(175, "b00101"), bare)
            .at4011(answer("192.0.2.2").next("192.0.2.2").file("asked").from(4011));
    assertEquals("lease 192.0.2.1 file of the ACK", file("ipxe-bios", network));
    assertFalse(network.asked.contains("REQUEST 192.0.2.2 4011"));
  }

  @Test
  void ipxeFailsOnMenusOnUefi() {
    Answer offer = lease("192.0.2.1").file("a").text(60, "PXEClient").hex(43, MENU);
    assertTrue(file("ipxe-uefi-x64", network(offer)).contains("iPXE on UEFI fails on menus"));
    assertTrue(file("ipxe-bios", network(offer)).contains("no boot server answers"));
    Answer skips = lease("192.0.2.1").file("a").text(60, "PXEClient").hex(43, "060108" + MENU);
    assertEquals("a 192.0.2.1 file of the ACK", file("ipxe-uefi-x64", network(skips)));
    Answer longer = lease("192.0.2.1").file("a").text(60, "PXEClient:x").hex(43, MENU);
    assertEquals("a 192.0.2.1 file of the ACK", file("ipxe-uefi-x64", network(longer)));
  }

  @Test
  void ipxeBootsADiskOfTheRootPath() {
    Answer offer = lease("192.0.2.1").text(17, "iscsi:192.0.2.1::::iqn.2026-01.org.example:a");
    assertTrue(file("ipxe-bios", network(offer)).startsWith("BOOTS: the disk iscsi:192.0.2.1"));
    assertEquals(
        "NOT_SERVED: it is told no boot file", file("ipxe-bios", network(lease("192.0.2.1"))));
  }

  @Test
  void httpBootWantsItsVendorClassAndAUri() {
    Answer uri = lease("192.0.2.1").text(67, "http://192.0.2.1/a.efi");
    assertTrue(file("uefi-http-x64", network(uri)).contains("no offer says HTTPClient"));
    uri.text(60, "HTTPClient");
    assertEquals(
        "http://192.0.2.1/a.efi 0.0.0.0 option 67 of the ACK", file("uefi-http-x64", network(uri)));
    Answer name = lease("192.0.2.1").text(67, "a.efi").text(60, "HTTPClient");
    assertTrue(file("uefi-http-x64", network(name)).contains("is no http URI"));
  }

  @Test
  void httpBootNeedsANameServerForAName() {
    Answer named = lease("192.0.2.1").text(67, "http://boot.example/a.efi").text(60, "HTTPClient");
    assertTrue(file("uefi-http-x64", network(named)).contains("no offer has a name server"));
    named.hex(6, "c0000201");
    assertTrue(file("uefi-http-x64", network(named)).startsWith("http://boot.example/a.efi"));
  }

  @Test
  void httpBootTakesAProxyBesideALease() {
    Answer proxy = answer("192.0.2.2").text(67, "http://192.0.2.2/a.efi").text(60, "HTTPClient");
    assertTrue(file("uefi-http-x64", network(proxy)).startsWith("NOT_SERVED"));
    assertEquals(
        "http://192.0.2.2/a.efi 0.0.0.0 option 67 of the ProxyDHCP offer",
        file("uefi-http-x64", network(proxy, lease("192.0.2.1"))));
  }

  @Test
  void uBootHonoursOverloadAndTakesOption67First() {
    Answer offer = lease("192.0.2.1").file("a").text(67, "b").text(66, "192.0.2.9");
    assertEquals("b 192.0.2.1 option 67 of the ACK", file("uboot-arm64", network(offer)));
    Answer hidden = lease("192.0.2.1").hex(52, "01").file("\103\003img\377");
    assertEquals("img 192.0.2.1 option 67 of the ACK", file("uboot-arm64", network(hidden)));
  }

  @Test
  void aRaspberryPiLooksForItsItem() {
    assertTrue(
        file("raspberry-pi", network(lease("192.0.2.1").file("a"))).startsWith("NOT_SERVED"));
    String item = "0000" + "11" + "5261737062657272792050692042" + "6f6f74";
    String menu = "0914" + item + "0a04" + "00" + "505845" + "ff";
    Answer offer = lease("192.0.2.1").text(60, "PXEClient").hex(43, menu);
    assertTrue(
        file("raspberry-pi", network(offer)).startsWith("BOOTS: its own boot files"),
        file("raspberry-pi", network(offer)));
    Answer waits = lease("192.0.2.1").hex(43, menu.replace("0a0400", "0a0405"));
    assertTrue(file("raspberry-pi", network(waits)).startsWith("NOT_SERVED"));
  }

  @Test
  void pxelinuxAndGrubReadTheirOwnConfiguration() {
    assertEquals(
        "BOOTS: what its grub.cfg says", file("grub", network(lease("192.0.2.1").file("a"))));
    assertEquals(
        "BOOTS: what its pxelinux.cfg says", file("pxelinux", network(lease("192.0.2.1"))));
    assertTrue(file("grub", network()).startsWith("NOT_SERVED"));
  }
}
