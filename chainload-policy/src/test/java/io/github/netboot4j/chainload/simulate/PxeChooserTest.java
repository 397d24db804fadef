package io.github.netboot4j.chainload.simulate;

import static io.github.netboot4j.chainload.simulate.ScriptedNetwork.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.simulate.ScriptedNetwork.Answer;
import io.github.netboot4j.dhcp.Ipv4;
import org.junit.jupiter.api.Test;

/** What firmware makes of replies: each rule with packets that it decides over. */
final class PxeChooserTest {
  private static final Machine MACHINE = Machine.on(Ipv4.parse("192.0.2.1"), 0xFFFFFF00);
  private static final String PXE = "PXEClient";

  /** Skips discovery. */
  private static final String SKIP = "060108ff";

  private static Choice choose(String client, ScriptedNetwork network) {
    return BootClient.get(client).choose(MACHINE, network);
  }

  private static String file(String client, ScriptedNetwork network) {
    Choice choice = choose(client, network);
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
  void aPlainOfferWithAFile() {
    ScriptedNetwork network = network(lease("192.0.2.1").file("a").text(67, "b\0"));
    assertEquals("b 192.0.2.1 option 67 of the ACK", file("uefi-x64", network));
    assertEquals("a 192.0.2.1 file of the ACK", file("bios", network));
    ScriptedNetwork only67 = network(lease("192.0.2.1").text(67, "b"));
    assertEquals("b 192.0.2.1 option 67 of the ACK", file("bios", only67));
    ScriptedNetwork onlyFile = network(lease("192.0.2.1").file("a"));
    assertEquals("a 192.0.2.1 file of the ACK", file("uefi-x64", onlyFile));
  }

  @Test
  void option66IsIgnored() {
    Answer offer = answer("192.0.2.1").address("192.0.2.100").file("a").text(66, "192.0.2.9");
    assertEquals("a 192.0.2.1 file of the ACK", file("uefi-x64", network(offer)));
    assertEquals("a 192.0.2.1 file of the ACK", file("bios", network(offer)));
  }

  @Test
  void uefiReadsOptionsInTheFileField() {
    Answer offer = lease("192.0.2.1").hex(52, "01").file("\103\003efi\377");
    assertEquals("efi 192.0.2.1 option 67 of the ACK", file("uefi-x64", network(offer)));
  }

  @Test
  void pxeClientWithoutAMenuGoesTo4011() {
    Answer offer = lease("192.0.2.1").file("a").text(60, PXE);
    ScriptedNetwork silent = network(offer);
    assertTrue(file("uefi-x64", silent).contains("192.0.2.1 at port 4011, and nobody is there"));
    assertTrue(file("bios", silent).startsWith("STUCK"));
    assertTrue(silent.asked.contains("REQUEST 192.0.2.1 4011"), silent.asked::toString);
    ScriptedNetwork there = network(offer).at4011(answer("192.0.2.1").next("192.0.2.1").file("c"));
    assertEquals("c 192.0.2.1 file of the answer from port 4011", file("uefi-x64", there));
    ScriptedNetwork empty = network(offer).at4011(answer("192.0.2.1").text(60, PXE));
    assertTrue(file("uefi-x64", empty).contains("the answer names no boot file"));
  }

  @Test
  void anOfferWithDiscoveryControlGoesFirst() {
    ScriptedNetwork network =
        network(
            lease("192.0.2.1").file("plain"),
            lease("192.0.2.2").file("pxe").text(60, PXE).hex(43, SKIP));
    assertEquals("pxe 192.0.2.2 file of the ACK", file("uefi-x64", network));
  }

  @Test
  void aProxyGoesBeforeThePlainOffersFile() {
    Answer proxy = answer("192.0.2.2").next("192.0.2.2").file("proxy").text(60, PXE);
    ScriptedNetwork network = network(lease("192.0.2.1").file("plain"), proxy.hex(43, SKIP));
    assertEquals("proxy 192.0.2.2 file of the ProxyDHCP offer", file("uefi-x64", network));
    assertEquals("proxy 192.0.2.2 file of the ProxyDHCP offer", file("bios", network));
  }

  @Test
  void ofProxiesOnesThatMustBeAskedAreTriedInTurn() {
    ScriptedNetwork network =
        network(
                answer("192.0.2.2").text(60, PXE),
                answer("192.0.2.3").text(60, PXE),
                lease("192.0.2.1"))
            .at4011(answer("192.0.2.3").next("192.0.2.9").text(67, "third"));
    assertEquals(
        "third 192.0.2.9 option 67 of the answer from port 4011", file("uefi-x64", network));
  }

  @Test
  void aProxyAloneIsNotTaken() {
    ScriptedNetwork network =
        network(answer("192.0.2.2").file("proxy").text(60, PXE).hex(43, SKIP));
    assertTrue(file("uefi-x64", network).startsWith("NOT_SERVED: it is offered no address"));
    assertEquals("NOT_SERVED: no server makes it an offer", file("uefi-x64", network()));
  }

  @Test
  void theFirstListedBootServerGoesBeforeTheNextServer() {
    String listed = "060108" + "0807000001c0000209" + "ff";
    Answer offer = lease("192.0.2.1").file("a").text(60, PXE).hex(43, listed);
    assertEquals("a 192.0.2.9 file of the ACK", file("uefi-x64", network(offer)));
    assertEquals("a 192.0.2.1 file of the ACK", file("bios", network(offer)));
  }

  @Test
  void aMenuThatWaits() {
    Answer offer = lease("192.0.2.1").text(60, PXE).hex(43, "09060001034f6e650a02ff41ff");
    assertTrue(file("uefi-x64", network(offer)).contains("waits for a person"));
  }

  @Test
  void aMenuWithATimeChoosesItsFirstItem() {
    String menu = "060101" + "0907800004" + "4f6e6531" + "0a020541" + "0807800001c0000209" + "ff";
    Answer offer = lease("192.0.2.1").text(60, PXE).hex(43, menu);
    ScriptedNetwork silent = network(offer);
    assertTrue(file("uefi-x64", silent).contains("type 32768, and no boot server answers"));
    assertTrue(silent.asked.contains("REQUEST 192.0.2.9 4011"), silent.asked::toString);
    ScriptedNetwork there =
        network(offer).at4011(answer("192.0.2.9").next("192.0.2.9").file("item.0"));
    assertEquals("item.0 192.0.2.9 file of the boot server's answer", file("bios", there));
  }

  @Test
  void aMenuThatStartsWithTheLocalDisk() {
    Answer offer = lease("192.0.2.1").text(60, PXE).hex(43, "09060000034469730a020041ff");
    assertEquals("BOOTS: its local disk, the first item of the menu", file("bios", network(offer)));
  }

  @Test
  void discoveryControlWithoutAMenuOrAFile() {
    Answer offer = lease("192.0.2.1").text(60, PXE).hex(43, "060107ff").file("a");
    assertTrue(file("uefi-x64", network(offer)).startsWith("STUCK: option 43 of the ACK has"));
  }

  @Test
  void multicastTftpIsDiscarded() {
    String mtftp = "0104e00000010202003503020035040105050105" + "ff";
    Answer offer = lease("192.0.2.1").text(60, PXE).hex(43, mtftp).file("a");
    assertTrue(file("uefi-x64", network(offer)).startsWith("NOT_SERVED"));
  }
}
