package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says of itself and asks for: options 93, 94, 97 and 55. */
class ClientIdentityViewsTest {
  private final ClientArchitectures architectures = new ClientArchitectures();
  private final MachineIdentifier machine = new MachineIdentifier();
  private final NetworkInterfaceIdentifier network = new NetworkInterfaceIdentifier();
  private final ParameterRequestList parameters = new ParameterRequestList();
  private final OptionValue value = new OptionValue();

  private static DhcpMessageView recorded(String capture, int record) {
    return OneOption.wrap(RecordedPackets.message(capture, record));
  }

  // 93

  @Test
  void severalArchitectures() {
    OneOption.inEveryForm(
        93,
        hex("0007 0010 fffe"),
        message -> {
          assertTrue(architectures.read(message));
          assertTrue(architectures.isPresent());
          assertEquals(3, architectures.count());
          assertEquals(7, architectures.architecture(0));
          assertEquals(16, architectures.architecture(1));
          assertEquals(0xFFFE, architectures.architecture(2));
          assertTrue(architectures.contains(16));
          assertFalse(architectures.contains(0));
          assertFalse(architectures.contains(0x0700), "read across two codes");
          for (int index : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> architectures.architecture(index));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "uefi-x64-to-ipxe, 1, 7",
    "uefi-http-boot-to-ipxe, 1, 16",
    "uefi-http-boot-to-ipxe, 5, 7",
    "ipxe-rom-bios, 1, 0"
  })
  void recordedArchitectures(String capture, int record, int expected) {
    assertTrue(architectures.read(recorded(capture, record)));
    assertEquals(1, architectures.count());
    assertEquals(expected, architectures.architecture(0));
    assertTrue(architectures.contains(expected));
  }

  // 97

  /** A UUID and how SMBIOS, and with it the wire, has it. */
  @Test
  void aUuidComesInMixedOrder() {
    UUID expected = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    byte[] octets = hex("00 33221100 5544 7766 8899 aabbccddeeff");
    OneOption.inEveryForm(
        97,
        octets,
        message -> {
          assertTrue(machine.read(message));
          assertTrue(machine.isPresent());
          assertEquals(MachineIdentifier.UUID_TYPE, machine.type());
          assertEquals(0x0011223344556677L, machine.mostSignificantBits());
          assertEquals(0x8899AABBCCDDEEFFL, machine.leastSignificantBits());
          assertEquals(expected, machine.uuid());
          assertTrue(machine.readOctets(value));
          assertArrayEquals(octets, value.toByteArray());
        });
  }

  @Property(tries = 300)
  void anyUuidReadsBack(@ForAll long most, @ForAll long least) {
    OptionBuilder builder = new OptionBuilder(17).unsigned8(0);
    builder.int32(Integer.reverseBytes((int) (most >>> 32)));
    builder.unsigned16(Short.reverseBytes((short) (most >>> 16)));
    builder.unsigned16(Short.reverseBytes((short) most));
    builder.int32((int) (least >>> 32)).int32((int) least);
    assertTrue(machine.read(OneOption.written(97, builder)));
    assertEquals(new UUID(most, least), machine.uuid());
  }

  @Test
  void anotherTypeIsNoUuid() {
    byte[] octets = hex("01 33221100 5544 7766 8899 aabbccddeeff");
    assertTrue(machine.read(OneOption.whole(97, octets)));
    assertTrue(machine.isPresent());
    assertEquals(1, machine.type());
    assertEquals(0, machine.mostSignificantBits());
    assertEquals(0, machine.leastSignificantBits());
    assertEquals(new UUID(0, 0), machine.uuid());
    assertTrue(machine.readOctets(value));
    assertArrayEquals(octets, value.toByteArray());
  }

  @Test
  void aRecordedMachineWithoutAUuid() {
    assertTrue(machine.read(recorded("uefi-x64-to-ipxe", 1)));
    assertEquals(MachineIdentifier.UUID_TYPE, machine.type());
    assertEquals(new UUID(0, 0), machine.uuid());
  }

  // 94

  @Test
  void networkInterface() {
    OneOption.inEveryForm(
        94,
        hex("01 03 fe"),
        message -> {
          assertTrue(network.read(message));
          assertTrue(network.isPresent());
          assertEquals(NetworkInterfaceIdentifier.UNDI, network.type());
          assertEquals(3, network.majorVersion());
          assertEquals(0xFE, network.minorVersion());
        });
  }

  @ParameterizedTest
  @CsvSource({"uefi-x64-to-ipxe, 1, 3, 0", "uefi-x64-to-ipxe, 5, 3, 10", "ipxe-rom-bios, 1, 2, 1"})
  void recordedNetworkInterfaces(String capture, int record, int major, int minor) {
    assertTrue(network.read(recorded(capture, record)));
    assertEquals(NetworkInterfaceIdentifier.UNDI, network.type());
    assertEquals(major, network.majorVersion());
    assertEquals(minor, network.minorVersion());
  }

  // 55

  @Test
  void requestedParameters() {
    OneOption.inEveryForm(
        55,
        hex("00 01 3f 40 7f 80 bf c0 ff 01"),
        message -> {
          assertTrue(parameters.read(message));
          assertTrue(parameters.isPresent());
          assertEquals(10, parameters.count());
          assertEquals(0x3F, parameters.code(2));
          assertEquals(0xFF, parameters.code(8));
          assertEquals(1, parameters.code(9));
          int found = 0;
          for (int code = 0; code < 256; code++) {
            found += parameters.contains(code) ? 1 : 0;
          }
          assertEquals(9, found);
          assertTrue(parameters.contains(0) && parameters.contains(63));
          assertTrue(parameters.contains(64) && parameters.contains(127));
          assertTrue(parameters.contains(128) && parameters.contains(255));
          assertThrows(IndexOutOfBoundsException.class, () -> parameters.code(10));
          assertThrows(IndexOutOfBoundsException.class, () -> parameters.code(-1));
          assertThrows(IndexOutOfBoundsException.class, () -> parameters.contains(256));
          assertThrows(IndexOutOfBoundsException.class, () -> parameters.contains(-1));
        });
  }

  @Test
  void noParameterBeforeAnythingIsRead() {
    assertFalse(parameters.isPresent());
    assertFalse(parameters.contains(0) || parameters.contains(1));
  }

  /** A view lives as long as the server: what it read long ago is not in a list of now. */
  @Test
  void parametersOfLongAgo() {
    DhcpMessageView one = OneOption.whole(55, hex("01"));
    DhcpMessageView other = OneOption.whole(55, hex("02"));
    parameters.read(one);
    for (int reads = 1; reads <= 2 * 65536 + 1; reads++) {
      assertTrue(parameters.read(other));
      assertFalse(parameters.contains(1));
      assertTrue(parameters.contains(2));
    }
    assertTrue(parameters.read(one));
    assertTrue(parameters.contains(1));
    assertFalse(parameters.contains(2));
  }

  @Test
  void recordedParameters() {
    assertTrue(parameters.read(recorded("uefi-x64-to-ipxe", 1)));
    assertEquals(35, parameters.count());
    assertTrue(parameters.contains(OptionCode.TFTP_SERVER_NAME));
    assertTrue(parameters.read(recorded("uefi-http-boot-to-ipxe", 1)));
    assertFalse(parameters.contains(OptionCode.TFTP_SERVER_NAME));
    assertTrue(parameters.read(recorded("ipxe-rom-bios", 1)));
    assertEquals(23, parameters.count());
    assertEquals(OptionCode.SUBNET_MASK, parameters.code(0));
    assertTrue(parameters.contains(OptionCode.ETHERBOOT));
    assertEquals(203, parameters.code(22));
  }

  // All of them

  @ParameterizedTest
  @ValueSource(strings = {"absent", "93 00", "93 3", "94 2", "94 4", "97 16", "97 18", "55 0"})
  void absentOrOfTheWrongLength(String what) {
    byte[] identity = hex("00 33221100 5544 7766 8899 aabbccddeeff");
    DhcpMessageView full =
        OneOption.wrap(
            DhcpBytes.discover()
                .option(93, 0, 7)
                .option(94, 1, 2, 1)
                .option(97, identity)
                .option(55, 255)
                .end());
    assertTrue(architectures.read(full) && machine.read(full));
    assertTrue(network.read(full) && parameters.read(full));

    DhcpMessageView message = OneOption.wrap(DhcpBytes.discover().end());
    if (!what.equals("absent")) {
      String[] codeAndLength = what.split(" ", 2);
      byte[] wrong = new byte[Integer.parseInt(codeAndLength[1])];
      message = OneOption.whole(Integer.parseInt(codeAndLength[0]), wrong);
    }

    assertFalse(architectures.read(message) || architectures.isPresent());
    assertEquals(0, architectures.count());
    assertFalse(architectures.contains(7) || architectures.contains(0));
    assertThrows(IndexOutOfBoundsException.class, () -> architectures.architecture(0));

    assertFalse(network.read(message) || network.isPresent());
    assertEquals(-1, network.type());
    assertEquals(-1, network.majorVersion());
    assertEquals(-1, network.minorVersion());

    assertFalse(machine.read(message) || machine.isPresent());
    assertEquals(-1, machine.type());
    assertEquals(new UUID(0, 0), machine.uuid());
    assertFalse(machine.readOctets(value));
    assertEquals(0, value.length());

    assertFalse(parameters.read(message) || parameters.isPresent());
    assertEquals(0, parameters.count());
    assertFalse(parameters.contains(255) || parameters.contains(0));
    assertThrows(IndexOutOfBoundsException.class, () -> parameters.code(0));
  }
}
