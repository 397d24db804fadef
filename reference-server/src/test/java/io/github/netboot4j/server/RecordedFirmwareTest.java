package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.capture.CaptureFile;
import io.github.netboot4j.capture.CapturedDatagram;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server's answer is a function of the datagram: what real firmware asked in the recorded boots
 * gets, without a network, the very bytes that it booted from.
 */
final class RecordedFirmwareTest {
  private static final int SERVER = Ipv4.parse("192.0.2.1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uefi-x64-pxe",
        "uefi-x64-http-boot",
        "bios-ipxe-rom",
        "bios-gpxe",
        "bios-undionly"
      })
  void theRecordedRequestsGetTheRecordedAnswers(String boot) {
    DhcpSettings settings =
        DhcpSettings.ofPool(
            new LocalInterface("br0", SERVER, Ipv4.mask(24)),
            67,
            68,
            AddressRange.parse("192.0.2.100-192.0.2.150"),
            Ipv4.ANY,
            List.of(),
            Duration.ofMinutes(30));
    DhcpResponder responder =
        new DhcpResponder(
            settings,
            settings.emptyTable(),
            FlagPolicy.of(
                "http://192.0.2.1/boot.ipxe",
                "undionly.kpxe",
                "snponly.efi",
                "http://192.0.2.1/snponly.efi"),
            new DemoRules());
    ByteBuffer out = ByteBuffer.allocate(2048);
    List<byte[]> answers = new ArrayList<>();
    List<byte[]> recorded = new ArrayList<>();
    for (CapturedDatagram datagram : CaptureFile.resource("netboot4j/" + boot).datagrams()) {
      byte[] payload = datagram.payload();
      if (datagram.destinationPort() == 67) {
        long now = datagram.timestampNanos() / 1_000_000;
        int octets = responder.respond(ByteBuffer.wrap(payload), payload.length, out, now);
        answers.add(Arrays.copyOf(out.array(), octets));
        assertEquals(Ipv4.LIMITED_BROADCAST, responder.destination());
      } else if (datagram.destinationPort() == 68) {
        recorded.add(payload);
      }
    }
    assertTrue(answers.size() >= 2, "requests in the capture");
    assertEquals(recorded.size(), answers.size());
    for (int index = 0; index < answers.size(); index++) {
      byte[] expected = recorded.get(index);
      byte[] answer = answers.get(index);
      assertArrayEquals(
          expected,
          answer,
          () -> HexFormat.of().formatHex(expected) + "\n" + HexFormat.of().formatHex(answer));
    }
  }
}
