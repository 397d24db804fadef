package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every slip in the settings ends with one line for a person, and exit code 2. */
@Timeout(300) // one that is not seen starts a server
final class ServeCommandTest {
  @TempDir private Path directory;
  private final List<String> flags = new ArrayList<>();

  @BeforeEach
  void soundFlags() throws IOException {
    Files.createDirectory(directory.resolve("tftp"));
    Files.createDirectory(directory.resolve("http"));
    Files.writeString(directory.resolve("tftp/undionly.kpxe"), "loader");
    set("--interface", "lo");
    set("--leases", "memory");
    set("--pool", "127.77.0.10-127.77.0.20");
    set("--tftp-root", directory.resolve("tftp").toString());
    set("--bios", "undionly.kpxe");
    set("--script", "http://192.0.2.80/boot.ipxe");
  }

  private void set(String flag, String value) {
    int at = flags.indexOf(flag);
    if (at < 0) {
      flags.add(flag);
      flags.add(value);
    } else {
      flags.set(at + 1, value);
    }
  }

  private String fault() {
    return fault("serve");
  }

  private String fault(String command) {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(errors, true));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(flags);
    assertEquals(2, line.execute(all.toArray(String[]::new)), errors::toString);
    return errors.toString().strip();
  }

  private void assertOneLine(String expected) {
    String told = fault();
    assertTrue(told.contains(expected), told);
    assertEquals(1, told.lines().count(), told);
  }

  @Test
  void noSuchInterface() {
    set("--interface", "nosuch");
    assertOneLine("no interface 'nosuch' on this machine; it has: ");
  }

  @Test
  void oneInterfaceTwice() {
    set("--interface", "lo,lo");
    assertOneLine("--interface names lo twice");
  }

  @Test
  void reservationWithoutAnAddress() {
    set("--reserve", "52:54:00:12:34:56");
    assertTrue(fault().startsWith("netboot4j: Value for option '--reserve' (MAC=A) should be"));
  }

  @Test
  void poolOutsideTheSubnet() {
    set("--pool", "192.0.2.10-192.0.2.20");
    assertOneLine("--pool 192.0.2.10-192.0.2.20 is not within the subnet 127.0.0.0/8 of lo");
  }

  @Test
  void poolOutsideTheSubnetOfTheGivenMask() {
    set("--netmask", "255.255.255.0");
    assertOneLine("is not within the subnet 127.0.0.0/24");
  }

  @Test
  void poolWithTheBroadcastAddress() {
    set("--netmask", "255.0.0.0");
    set("--pool", "127.255.255.250-127.255.255.255");
    assertOneLine("holds the first or last address of 127.0.0.0/8");
  }

  @Test
  void reservationsThatCannotBe() {
    set("--reserve", "52:54:00:12:34:56=192.0.2.20");
    assertOneLine("--reserve 52:54:00:12:34:56=192.0.2.20 is not within the subnet 127.0.0.0/8");
    set("--reserve", "52:54:00:12:34:56=127.0.0.1");
    assertOneLine("is this server's, a router's or another machine's");
    set("--reserve", "52:54:00:12:34:56=127.0.0.9,52:54:00:12:34:57=127.0.0.9");
    assertOneLine("=127.0.0.9 is this server's, a router's or another machine's");
    set("--reserve", "52:54:00:12:34=127.0.0.9");
    assertTrue(fault().contains("52:54:00:12:34"), fault());
  }

  @Test
  void aProxyGivesNoAddresses() {
    flags.add("--proxy");
    assertOneLine("netboot4j: --proxy gives no addresses: leave --pool out");
  }

  @Test
  void poolBackwards() {
    set("--pool", "127.77.0.20-127.77.0.10");
    assertTrue(fault().contains("the range 127.77.0.20-127.77.0.10 ends before it begins"));
  }

  @Test
  void poolTooLarge() {
    set("--pool", "127.0.0.10-127.255.0.10");
    assertTrue(fault().contains("has more than 65536 addresses"));
  }

  @Test
  void maskWithHoles() {
    set("--netmask", "255.0.255.0");
    assertOneLine("--netmask 255.0.255.0 is not a mask");
  }

  @Test
  void routerOutsideTheSubnet() {
    set("--router", "192.0.2.1");
    assertOneLine("--router 192.0.2.1 is not within the subnet");
  }

  @Test
  void rootMissing() {
    set("--tftp-root", directory.resolve("nowhere").toString());
    assertOneLine("nowhere is missing");
  }

  @Test
  void rootNoDirectory() {
    set("--http-root", directory.resolve("tftp/undionly.kpxe").toString());
    assertOneLine("undionly.kpxe is no directory");
  }

  @Test
  void loaderAbsentFromTheRoot() {
    set("--uefi-x64", "snponly.efi");
    assertOneLine("--uefi-x64 snponly.efi: there is no such file to be read in --tftp-root");
  }

  @Test
  void loaderOutsideTheRoot() {
    set("--bios", "../tftp-outside");
    assertOneLine("the file is not below --tftp-root");
  }

  @Test
  void loaderThatIsALink() throws IOException {
    Files.createSymbolicLink(directory.resolve("tftp/link.kpxe"), Path.of("undionly.kpxe"));
    set("--bios", "link.kpxe");
    assertOneLine(
        "--bios link.kpxe: TFTP does not serve it: symbolic link; put the file there, or");
    flags.add("--tftp-follow-links");
    set("--script", "none.ipxe"); // which is looked at next
    assertOneLine("--script none.ipxe: there is no such file");
  }

  @Test
  void scriptThatIsALink() throws IOException {
    Files.createSymbolicLink(directory.resolve("tftp/boot.ipxe"), Path.of("undionly.kpxe"));
    set("--script", "boot.ipxe");
    assertOneLine("--script boot.ipxe: TFTP does not serve it: symbolic link");
  }

  @Test
  void uploadDirectoryMissing() {
    set("--tftp-upload", directory.resolve("nowhere").toString());
    assertOneLine("nowhere is missing");
  }

  @Test
  void uploadDirectoryNoDirectory() {
    set("--tftp-upload", directory.resolve("tftp/undionly.kpxe").toString());
    assertOneLine("undionly.kpxe is no directory");
  }

  @Test
  void scriptWithATemplateOnly() throws IOException {
    set("--script", "own.ipxe");
    set("--tftp-upload", directory.resolve("nowhere").toString()); // looked at after the script
    assertOneLine("--script own.ipxe: there is no such file");
    Files.writeString(directory.resolve("tftp/own.ipxe.template"), "#!ipxe\n");
    assertOneLine("nowhere is missing");
  }

  @Test
  void portsOfTransfers() {
    set("--tftp-ports", "40000-40999");
    flags.add("--tftp-single-port");
    assertOneLine("--tftp-single-port leaves no port for --tftp-ports");
  }

  @Test
  void uploadsOnOnePort() {
    set("--tftp-upload", directory.resolve("tftp").toString());
    flags.add("--tftp-single-port");
    assertOneLine("--tftp-single-port leaves no port for --tftp-upload");
  }

  @Test
  void overwritingWithoutUploads() {
    flags.add("--tftp-upload-overwrite");
    assertOneLine("--tftp-upload-overwrite says nothing without --tftp-upload");
  }

  @Test
  void overwritingWhatMachinesBoot() {
    set("--tftp-upload", directory.toString());
    flags.add("--tftp-upload-overwrite");
    assertOneLine("holds what machines boot");
    set("--tftp-upload", directory.resolve("http").toString());
    set("--http-root", directory.resolve("http").toString());
    assertOneLine("holds what machines boot");
  }

  @Test
  void scriptOnThisServerAbsentFromTheRoot() {
    set("--http-root", directory.resolve("http").toString());
    set("--script", "http://127.0.0.1:8080/boot.ipxe");
    set("--http-port", "8080");
    assertOneLine("/boot.ipxe: there is no such file to be read in --http-root");
  }

  @Test
  void scriptOnThisServerWithoutHttp() {
    set("--script", "http://127.0.0.1/boot.ipxe");
    assertOneLine("points to this server, but there is no --http-root");
  }

  @Test
  void policyBesideOtherRules() {
    set("--policy", "nosuch");
    assertOneLine("--policy says it already: leave --script out");
    int script = flags.indexOf("--script");
    flags.subList(script, script + 2).clear();
    assertOneLine("--policy says it already: leave --bios and --uefi-x64 out");
    int bios = flags.indexOf("--bios");
    flags.subList(bios, bios + 2).clear();
    assertOneLine("--policy nosuch: no policy nosuch; there");
  }

  @Test
  void scriptTooLong() {
    set("--script", "http://192.0.2.80/" + "x".repeat(110));
    assertOneLine("a boot file name of 128 octets: a DHCP message carries at most 127");
  }

  @Test
  void portTaken() throws IOException {
    try (DatagramSocket other = new DatagramSocket(Addresses.of(Ipv4.parse("127.0.0.1"), 0))) {
      set("--dhcp-port", Integer.toString(other.getLocalPort()));
      assertOneLine(
          "DHCP port " + other.getLocalPort() + " is taken by another program; stop that");
    }
  }

  @Test
  void portThatIsNone() {
    set("--tftp-port", "70000");
    assertTrue(fault().contains("'70000' is not a port: 1 to 65535"));
  }

  @Test
  void adminAddressThatIsNone() throws IOException {
    setFreePorts();
    set("--admin", "9067");
    assertOneLine("--admin '9067' is not HOST:PORT, such as 127.0.0.1:9067, or none");
    set("--admin", "127.0.0.1:99999");
    assertOneLine("is not HOST:PORT");
  }

  @Test
  void adminAddressThatIsTaken() throws Exception {
    setFreePorts();
    try (ServerSocket other = new ServerSocket()) {
      other.bind(Addresses.of(Ipv4.parse("127.0.0.1"), 0));
      set("--admin", "127.0.0.1:" + other.getLocalPort());
      assertOneLine(
          "--admin 127.0.0.1:" + other.getLocalPort() + " cannot be had (Address already in use");
      set("--http-root", directory.resolve("http").toString());
      set("--http-port", Integer.toString(DemoCommand.freeTcpPort()));
      set("--admin", "0.0.0.0:" + flags.get(flags.indexOf("--http-port") + 1));
      assertOneLine("has the port of HTTP; choose another one");
    }
  }

  /** Two that are not the same one. */
  private void setFreePorts() throws IOException {
    int dhcp = DemoCommand.freeUdpPort();
    int tftp = DemoCommand.freeUdpPort();
    while (tftp == dhcp) {
      tftp = DemoCommand.freeUdpPort();
    }
    set("--dhcp-port", Integer.toString(dhcp));
    set("--tftp-port", Integer.toString(tftp));
  }

  @Test
  void logThatIsNone() {
    set("--log", "xml");
    assertOneLine("--log 'xml' is not text or json");
  }

  @Test
  void loopsThatAreNone() {
    set("--loop-breaker", "hammer");
    assertOneLine("--loop-breaker 'hammer' is not script, no-file or off");
    set("--loop-breaker", "off");
    set("--loop-count", "1");
    assertOneLine("--loop-count 1 is not from 2 to 100");
    set("--loop-count", "2");
    set("--loop-window", "0");
    assertOneLine("--loop-window 0 is not a time");
  }

  @Test
  void timeThatIsNone() {
    set("--lease-time", "soon");
    assertTrue(fault().contains("'soon' is not a time: 90s, 30m, 12h or 7d"));
  }

  @Test
  void misspeltFlagIsGuessed() {
    set("--tftp-rot", "x");
    String told = fault();
    assertTrue(told.contains("--tftp-rot") && told.contains("--tftp-root"), told);
  }

  @Test
  void missingFlagIsNamed() {
    int at = flags.indexOf("--pool");
    flags.remove(at);
    flags.remove(at);
    assertOneLine(
        "netboot4j: --pool is missing; or give --config FILE with the configuration of another"
            + " server");
  }

  @Test
  void unknownCommandIsTold() {
    flags.clear();
    assertTrue(fault("sevre").contains("serve"));
  }

  private void onlyConfiguration(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("served.conf"), text);
    flags.clear();
    set("--interface", "lo");
    set("--config", file.toString());
  }

  @Test
  void aConfigurationThatIsNotUnderstoodStartsNoServer() throws IOException {
    onlyConfiguration("dhcp-range=127.0.0.10,127.0.0.20\ndhcp-boot=x\ndhcp-bott=y\n");
    String told = fault();
    assertTrue(told.startsWith(directory.resolve("served.conf") + ":3: "), told);
    assertTrue(told.contains("dhcp-bott"), told);
    assertEquals(1, told.lines().count(), told);
  }

  @Test
  void aConfigurationForAnotherNetworkIsTold() throws IOException {
    onlyConfiguration("dhcp-range=192.0.2.10,192.0.2.20,255.255.255.0\ndhcp-boot=x\n");
    assertTrue(fault().endsWith("has no subnet for lo (127.0.0.1); it has 192.0.2.0/24"), fault());
  }

  @Test
  void flagsThatTheConfigurationSaysAreRefusedBesideIt() throws IOException {
    onlyConfiguration("dhcp-range=127.0.0.10,127.0.0.20\ndhcp-boot=x\n");
    set("--script", "x");
    assertOneLine("netboot4j: --config says it already: leave --script out");
  }

  @Test
  void aDialectThatIsNone() throws IOException {
    onlyConfiguration("dhcp-range=127.0.0.10,127.0.0.20\n");
    set("--dialect", "bind");
    assertTrue(fault().contains("'bind' is not dhcpd, dnsmasq or windows"), fault());
  }

  @Test
  void tftpForAllFilesOfTheMachineIsRefused() throws IOException {
    onlyConfiguration("dhcp-range=127.0.0.10,127.0.0.20,255.0.0.0\nenable-tftp\n");
    assertTrue(fault().contains("say which with --tftp-root DIR"), fault());
  }
}
