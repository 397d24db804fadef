package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What boot firmware and boot loaders say about themselves in the options 60, 77 and 93. */
final class KnownClients {
  /** Architectures that firmware states when it boots over TFTP (IANA, RFC 4578 §2.1). */
  static final Set<Integer> OVER_TFTP =
      Set.of(
          0, 1, 2, 6, 7, 8, 9, 0x0A, 0x0B, 0x0E, 0x15, 0x16, 0x19, 0x1B, 0x1F, 0x20, 0x25, 0x27,
          0x29);

  /** Those that it states when it boots over HTTP. */
  static final Set<Integer> OVER_HTTP =
      Set.of(0x0F, 0x10, 0x12, 0x13, 0x14, 0x17, 0x18, 0x1A, 0x1C, 0x26, 0x28);

  /** Interfaces of network cards as ROMs, EDK2 and iPXE write them. */
  private static final List<String> INTERFACES =
      List.of("000000", "002000", "002001", "003000", "003001", "003010", "003016");

  private static final List<String> OTHER_VENDOR_CLASSES =
      List.of("U-Boot.armv8", "U-Boot.armv7", "U-Boot.riscv", "U-Boot", "AAPLBSDPC/i386/iMac1,1");

  private static final List<BootRequest> VENDOR_CLASSES = vendorClasses();
  private static final List<BootRequest> USER_CLASSES = userClasses();
  private static final List<BootRequest> ARCHITECTURES = architectures();

  private KnownClients() {}

  private static List<BootRequest> vendorClasses() {
    List<BootRequest> requests = new ArrayList<>();
    for (String network : INTERFACES) {
      OVER_TFTP.forEach(code -> requests.add(vendorClass("PXEClient", code, network)));
      OVER_HTTP.forEach(code -> requests.add(vendorClass("HTTPClient", code, network)));
    }
    OTHER_VENDOR_CLASSES.forEach(
        text -> requests.add(saying(OptionCode.VENDOR_CLASS_IDENTIFIER, text)));
    return List.copyOf(requests);
  }

  private static BootRequest vendorClass(String application, int code, String network) {
    return saying(
        OptionCode.VENDOR_CLASS_IDENTIFIER,
        "%s:Arch:%05d:UNDI:%s".formatted(application, code, network));
  }

  private static List<BootRequest> userClasses() {
    return List.of(saying(OptionCode.USER_CLASS, "iPXE"), saying(OptionCode.USER_CLASS, "gPXE"));
  }

  private static List<BootRequest> architectures() {
    List<BootRequest> requests = new ArrayList<>();
    for (Set<Integer> codes : List.of(OVER_TFTP, OVER_HTTP)) {
      for (int code : codes) {
        String octets = "" + (char) (code >> 8) + (char) (code & 0xFF);
        requests.add(saying(OptionCode.CLIENT_ARCHITECTURE, octets));
      }
    }
    return List.copyOf(requests);
  }

  private static BootRequest saying(int code, String octets) {
    ByteBuffer buffer = ByteBuffer.allocate(DhcpMessageWriter.MINIMUM_CAPACITY);
    int length =
        new DhcpMessageWriter()
            .start(MessageType.DISCOVER, buffer, 0, buffer.capacity())
            .option(code, octets.getBytes(StandardCharsets.ISO_8859_1))
            .finish();
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, length));
  }

  /**
   * Whether a test that looks at one of these options passes for what some client says there.
   *
   * @param code 60, 77 or 93
   */
  static synchronized boolean pass(Condition test, int code) {
    List<BootRequest> said =
        switch (code) {
          case OptionCode.VENDOR_CLASS_IDENTIFIER -> VENDOR_CLASSES;
          case OptionCode.USER_CLASS -> USER_CLASSES;
          default -> ARCHITECTURES;
        };
    for (BootRequest request : said) {
      Workspace space = new Workspace();
      space.begin();
      if (test.holds(request, space)) {
        return true;
      }
    }
    return false;
  }
}
