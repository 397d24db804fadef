package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TracesTest {
  private static final int ADDRESS = Ipv4.parse("192.0.2.10");

  private final AtomicLong clock = new AtomicLong(-100_000);
  private final Traces traces = new Traces(clock::get);

  private static BootRequest request(long mac, int type, String userClass) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    DhcpMessageWriter message = TestRequests.asUefi(TestRequests.start(type, mac, buffer));
    if (!userClass.isEmpty()) {
      message.option(OptionCode.USER_CLASS, userClass);
    }
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, message.finish()));
  }

  private static BootRequest firmware(long mac) {
    return request(mac, MessageType.DISCOVER, "");
  }

  private static BootRequest ipxe(long mac) {
    return request(mac, MessageType.DISCOVER, "iPXE");
  }

  @Test
  void aChainHasOneTraceFromFirmwareToScript() {
    int trace = traces.of(firmware(1), ADDRESS);
    clock.addAndGet(4_000);
    assertEquals(trace, traces.of(firmware(1), ADDRESS), "the DISCOVER again");
    assertEquals(trace, traces.of(request(1, MessageType.REQUEST, ""), ADDRESS));
    assertEquals(trace, traces.ofAddress(ADDRESS, true));
    assertEquals(trace, traces.of(ipxe(1), ADDRESS));
    assertEquals(trace, traces.of(request(1, MessageType.REQUEST, "iPXE"), ADDRESS));
    assertEquals(trace, traces.ofAddress(ADDRESS, true));
    assertEquals(trace, traces.ofMachine(1));
  }

  @Test
  void firmwareThatBeginsOnceMoreBeginsANewTrace() {
    int first = traces.of(firmware(1), ADDRESS);
    traces.of(ipxe(1), ADDRESS);
    int second = traces.of(firmware(1), ADDRESS);
    assertNotEquals(first, second);
    traces.ofAddress(ADDRESS, false); // a size that was asked for, as before the file itself
    assertEquals(second, traces.of(firmware(1), ADDRESS));
    traces.ofAddress(ADDRESS, true);
    int third = traces.of(firmware(1), ADDRESS);
    assertNotEquals(second, third, "it fetched something, and then began again");
  }

  @Test
  void silenceEndsATrace() {
    int trace = traces.of(ipxe(1), ADDRESS);
    clock.addAndGet(Traces.LONGEST_SILENCE.toMillis());
    assertEquals(trace, traces.of(ipxe(1), ADDRESS));
    clock.addAndGet(Traces.LONGEST_SILENCE.toMillis() + 1);
    assertNotEquals(trace, traces.of(ipxe(1), ADDRESS));
    assertEquals(traces.ofMachine(1), traces.ofAddress(ADDRESS, false));
  }

  @Test
  void ofTwoThatHadAnAddressTheLaterOneHasIt() {
    int first = traces.of(firmware(1), ADDRESS);
    clock.addAndGet(1);
    int second = traces.of(firmware(2), ADDRESS);
    assertNotEquals(first, second);
    assertEquals(second, traces.ofAddress(ADDRESS, false));
  }

  @Test
  void anAddressFromAnotherServerHasATraceOfItsOwn() {
    int trace = traces.ofAddress(ADDRESS, false);
    assertNotEquals(Traces.NONE, trace);
    assertEquals(trace, traces.ofAddress(ADDRESS, true));
    assertNotEquals(trace, traces.ofAddress(ADDRESS + 1, true));
  }

  @Test
  void anAddressIsWhoseWasLastHeardOfThere() {
    assertEquals(-1, traces.machineAt(ADDRESS));
    traces.ofAddress(ADDRESS, true);
    assertEquals(-1, traces.machineAt(ADDRESS));
    clock.addAndGet(1);
    int trace = traces.of(request(7, MessageType.REQUEST, ""), ADDRESS);
    assertEquals(7, traces.machineAt(ADDRESS));
    assertEquals(trace, traces.ofAddress(ADDRESS, true), "as what it was heard to take");
  }

  @Test
  void whoHasNoHardwareAddressHasNoTrace() {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    int octets = TestRequests.start(MessageType.DISCOVER, 1, buffer).finish();
    buffer.put(2, (byte) 0); // hlen
    BootRequest nobody = new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, octets));
    assertEquals(Traces.NONE, traces.of(nobody, ADDRESS));
    buffer.put(2, (byte) 16);
    BootRequest infiniband = new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, octets));
    assertNotEquals(Traces.NONE, traces.of(infiniband, ADDRESS));
    assertEquals(traces.of(infiniband), traces.ofAddress(ADDRESS, false));
    assertEquals(-1, traces.machineAt(ADDRESS));
    assertEquals(Traces.NONE, traces.ofMachine(-1));
  }

  @Test
  void aFloodOfMachinesForgetsTheOldest() {
    int trace = traces.of(ipxe(1), ADDRESS);
    for (int mac = 2; mac < 100_000; mac++) {
      clock.addAndGet(1);
      traces.of(ipxe(mac), ADDRESS + mac);
    }
    assertEquals(Traces.NONE, traces.ofMachine(1));
    int anew = traces.of(ipxe(1), ADDRESS);
    assertNotEquals(trace, anew);
    assertEquals(anew, traces.of(ipxe(1), ADDRESS));
  }
}
