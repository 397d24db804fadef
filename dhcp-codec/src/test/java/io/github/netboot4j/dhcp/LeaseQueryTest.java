package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server tells of a lease, and the status of a query. */
class LeaseQueryTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final LeaseQuery lease = new LeaseQuery();
  private final StatusCode status = new StatusCode();

  private DhcpMessageView wrap(byte[] message) {
    return view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  private void assertAbsent() {
    assertEquals(-1, lease.clientLastTransactionTime());
    assertEquals(-1, lease.baseTime());
    assertEquals(-1, lease.startTimeOfState());
    assertEquals(-1, lease.queryStartTime());
    assertEquals(-1, lease.queryEndTime());
    assertEquals(LeaseQuery.STATE_NONE, lease.state());
    assertEquals(-1, lease.dataSource());
    assertFalse(lease.isRemote());
  }

  @Test
  void everyOption() {
    byte[] message =
        DhcpBytes.discover()
            .option(91, 0, 0, 14, 16)
            .option(152, 255, 255, 255, 255)
            .option(153, 128, 0, 0, 0)
            .option(154, 0, 0, 0, 0)
            .option(155, 0, 1, 0, 0)
            .option(156, 2)
            .option(157, 1)
            .end();
    assertTrue(lease.read(wrap(message)));
    assertEquals(3600, lease.clientLastTransactionTime());
    assertEquals(4_294_967_295L, lease.baseTime());
    assertEquals(2_147_483_648L, lease.startTimeOfState());
    assertEquals(0, lease.queryStartTime());
    assertEquals(65536, lease.queryEndTime());
    assertEquals(LeaseQuery.STATE_ACTIVE, lease.state());
    assertEquals(LeaseQuery.SOURCE_REMOTE, lease.dataSource());
    assertTrue(lease.isRemote());

    assertFalse(lease.read(wrap(DhcpBytes.discover().end())));
    assertAbsent();
  }

  /** Each alone makes the view present, also when its value is 0. */
  @ParameterizedTest
  @ValueSource(ints = {91, 152, 153, 154, 155, 156, 157})
  void oneOption(int code) {
    int octets = code >= 156 ? 1 : 4;
    assertTrue(lease.read(wrap(DhcpBytes.discover().option(code, new byte[octets]).end())));
    long sum =
        lease.clientLastTransactionTime()
            + lease.baseTime()
            + lease.startTimeOfState()
            + lease.queryStartTime()
            + lease.queryEndTime()
            + lease.state()
            + lease.dataSource();
    assertEquals(-6, sum);
    for (int wrong : new int[] {0, octets - 1, octets + 1}) {
      assertFalse(lease.read(wrap(DhcpBytes.discover().option(code, new byte[wrong]).end())));
      assertAbsent();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, false", "254, false", "255, true"})
  void onlyTheLowestBitOfTheDataSourceCounts(int flags, boolean remote) {
    assertTrue(lease.read(wrap(DhcpBytes.discover().option(157, flags).end())));
    assertEquals(flags, lease.dataSource());
    assertEquals(remote, lease.isRemote());
  }

  @Test
  void aStatusWithItsMessage() {
    assertTrue(status.read(wrap(DhcpBytes.discover().option(151, "\4no lease for you").end())));
    assertEquals(StatusCode.NOT_ALLOWED, status.code());
    assertEquals("no lease for you", status.message());
  }

  @Test
  void theMessageIsUtf8() {
    assertTrue(status.read(wrap(DhcpBytes.discover().option(151, 1, 0xC3, 0xA9, 0xFF).end())));
    assertEquals(StatusCode.UNSPECIFIED_FAILURE, status.code());
    assertEquals("\u00e9\ufffd", status.message());
  }

  @Test
  void aStatusWithoutMessage() {
    assertTrue(status.read(wrap(DhcpBytes.discover().option(151, 255).end())));
    assertEquals(255, status.code());
    assertEquals("", status.message());
  }

  @Test
  void noStatus() {
    assertTrue(status.read(wrap(DhcpBytes.discover().option(151, "\1no").end())));
    assertFalse(status.read(wrap(DhcpBytes.discover().option(151).end())));
    assertEquals(StatusCode.NONE, status.code());
    assertEquals("", status.message());
  }

  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(0);
    builder.unsigned8(StatusCode.QUERY_TERMINATED).text("caf\u00e9 closed");
    assertTrue(status.read(WrittenMessage.with(OptionCode.STATUS_CODE, builder)));
    assertEquals(StatusCode.QUERY_TERMINATED, status.code());
    assertEquals("caf\u00e9 closed", status.message());
    builder.clear().int32(0x65000000);
    assertTrue(lease.read(WrittenMessage.with(OptionCode.BASE_TIME, builder)));
    assertEquals(0x65000000L, lease.baseTime());
  }
}
