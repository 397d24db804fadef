package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Options that go on in file and sname, and options encoded ahead of time. */
final class OverloadWritingTest {
  private static final int CAPACITY = DhcpMessageWriter.MINIMUM_CAPACITY;
  private static final int OPTIONS_ROOM = CAPACITY - HeaderLayout.OPTIONS;

  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private DhcpMessageWriter start() {
    return writer
        .start(MessageType.OFFER, buffer, 0, CAPACITY)
        .operation(DhcpMessageView.BOOTREPLY);
  }

  private void finish() {
    view.wrap(buffer, 0, writer.finish());
  }

  private byte[] read(int code) {
    assertTrue(view.readRawOption(code, value), "option " + code);
    return value.toByteArray();
  }

  /** Fills the options area up to the last octet that another option could use. */
  private void fill() {
    writer.option(200, new byte[OPTIONS_ROOM - 3 - 1 - 3 - 2 * 2]);
  }

  @Test
  void withoutLeaveNothingGoesThere() {
    start().option(200, new byte[250]).option(201, new byte[100]);
    assertEquals(201, writer.omitted());
    finish();
    assertEquals(0, view.overload());
  }

  @Test
  void whereThereIsRoomNothingSaysThatOptionsLieElsewhere() {
    start().allowOverload().option(OptionCode.HOST_NAME, "first");
    finish();
    assertFalse(view.hasOption(OptionCode.OVERLOAD));
    assertEquals(240 + 3 + 7, HeaderLayout.OPTIONS + indexOfEnd(HeaderLayout.OPTIONS, 60));
  }

  /** RFC 2131 §4.1: each field ends with END, whatever stood in it before. */
  @Test
  void bothFieldsEndWithEnd() {
    start().allowOverload();
    fill();
    assertEquals(
        DhcpMessageWriter.NOTHING_OMITTED,
        writer.option(201, new byte[100]).option(202, new byte[61]).omitted());
    for (int index = HeaderLayout.SNAME + 63; index < HeaderLayout.FILE; index++) {
      buffer.put(index, (byte) 1);
    }
    finish();
    assertEquals(3, view.overload());
    assertEquals(102, indexOfEnd(HeaderLayout.FILE, HeaderLayout.FILE_LENGTH));
    assertEquals(63, indexOfEnd(HeaderLayout.SNAME, HeaderLayout.SNAME_LENGTH));
  }

  @Test
  void whatWouldLeaveNoRoomForEndDoesNotGoThere() {
    start().allowOverload();
    fill();
    writer.option(201, new byte[126]);
    assertEquals(201, writer.omitted());
    writer.option(202, new byte[125]).option(203, new byte[62]).option(204, new byte[61]);
    finish();
    assertFalse(view.hasOption(203));
    assertEquals(125, read(202).length);
    assertEquals(61, read(204).length);
  }

  private int indexOfEnd(int from, int length) {
    for (int index = 0; index < length; index++) {
      if (buffer.get(from + index) == (byte) OptionCode.END) {
        return index;
      }
    }
    return -1;
  }

  @Test
  void fileIsUsedBeforeSname() {
    start().allowOverload();
    fill();
    writer.option(OptionCode.HOST_NAME, "first").option(OptionCode.DOMAIN_NAME, new byte[100]);
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
    finish();
    assertEquals(1, view.overload());
    assertEquals(
        "first",
        new String(read(OptionCode.HOST_NAME), java.nio.charset.StandardCharsets.US_ASCII));
    assertEquals(100, read(OptionCode.DOMAIN_NAME).length);
    assertEquals(HeaderLayout.FILE + 2, value.offset() - 7);
    assertFalse(writer.bootFile(new byte[1]));
  }

  @Test
  void nothingIsAddedToAMessageThatIsClosed() {
    start().allowOverload();
    fill();
    writer.option(OptionCode.HOST_NAME, "first");
    finish();
    byte[] closed = buffer.array().clone();
    writer.option(OptionCode.DOMAIN_NAME, "late");
    assertEquals(OptionCode.DOMAIN_NAME, writer.omitted());
    assertArrayEquals(closed, buffer.array());
  }

  @Test
  void snameFollowsWhenFileIsFullOrTaken() {
    start().allowOverload();
    assertTrue(writer.bootFile(new byte[] {'f'}));
    fill();
    writer.option(OptionCode.HOST_NAME, new byte[60]).option(OptionCode.DOMAIN_NAME, new byte[2]);
    assertEquals(OptionCode.DOMAIN_NAME, writer.omitted());
    finish();
    assertEquals(2, view.overload());
    assertEquals("f", view.bootFile());
    assertEquals(60, read(OptionCode.HOST_NAME).length);
    assertFalse(writer.serverName(new byte[1]));
  }

  @Test
  void whatFirmwareBootsByNeverGoesThere() {
    for (int code : List.of(43, 60, 66, 67, 175)) {
      start().allowOverload();
      fill();
      writer.option(code, new byte[4]);
      assertEquals(code, writer.omitted());
      finish();
      assertEquals(0, view.overload());
    }
  }

  @Test
  void relayInformationStaysLastInTheOptionsArea() {
    byte[] information = {1, 2, 'p', '1'};
    start().option(OptionCode.RELAY_AGENT_INFORMATION, information).allowOverload();
    writer.option(200, new byte[OPTIONS_ROOM - 3 - 1 - 3 - 6 - 2 * 2]).option(12, new byte[20]);
    finish();
    assertEquals(1, view.overload());
    assertArrayEquals(information, read(OptionCode.RELAY_AGENT_INFORMATION));
    assertEquals(CAPACITY - 1 - information.length, value.offset());
    assertEquals(20, read(12).length);
  }

  @Property(tries = 2_000)
  void whateverIsWrittenReadsBackOrIsTold(@ForAll long seed) {
    Random random = new Random(seed);
    start();
    if (random.nextBoolean()) {
      writer.allowOverload();
    }
    boolean named = random.nextInt(4) == 0 && writer.bootFile(new byte[] {'x'});
    byte[][] written = new byte[256][];
    List<Integer> order = new ArrayList<>();
    for (int count = random.nextInt(12); count > 0; count--) {
      int code = 200 + random.nextInt(50);
      if (written[code] == null) {
        written[code] = new byte[random.nextInt(random.nextInt(8) == 0 ? 400 : 60)];
        random.nextBytes(written[code]);
        int before = writer.omitted();
        writer.option(code, written[code]);
        if (before == DhcpMessageWriter.NOTHING_OMITTED && writer.omitted() == code) {
          written[code] = new byte[0];
        } else if (before == DhcpMessageWriter.NOTHING_OMITTED) {
          order.add(code);
        }
      }
    }
    int length = writer.finish();
    assertTrue(length <= CAPACITY);
    assertTrue(view.tryWrap(buffer, 0, length));
    assertTrue(view.hasEnd());
    assertEquals(named && (view.overload() & 1) == 0 ? "x" : "", view.bootFile());
    for (int code : order) {
      assertArrayEquals(written[code], read(code));
    }
  }

  @Test
  void aBlockIsCopiedWholeOrNotAtAll() {
    OptionBlock block =
        OptionBlock.of(
            options ->
                options
                    .optionInt32(OptionCode.SUBNET_MASK, Ipv4.mask(24))
                    .option(224, new byte[300]));
    assertEquals(6 + 304, block.length());
    start().options(block);
    assertEquals(OptionCode.SUBNET_MASK, writer.omitted());
    finish();
    assertFalse(view.hasOption(OptionCode.SUBNET_MASK));

    ByteBuffer large = ByteBuffer.allocateDirect(1500);
    writer.start(MessageType.ACK, large, 0, 1500).operation(2).options(block).option(12, "h");
    view.wrap(large, 0, writer.finish());
    assertEquals(Ipv4.mask(24), view.optionInt32(OptionCode.SUBNET_MASK, 0));
    assertArrayEquals(new byte[300], read(224));
    assertEquals(1, read(12).length);
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
  }

  @Test
  void aBlockCannotHoldWhatMustStandLast() {
    assertThrows(
        IllegalArgumentException.class,
        () -> OptionBlock.of(options -> options.option(82, new byte[2])));
  }

  @Test
  void aBuiltValueIsSplitLikeAnyOther() {
    OptionBuilder builder = new OptionBuilder(16).octets(new byte[256]).unsigned8(7);
    ByteBuffer large = ByteBuffer.allocate(1500);
    writer.start(MessageType.ACK, large, 0, 1500).operation(2).option(125, builder);
    view.wrap(large, 0, writer.finish());
    assertTrue(view.readOption(125, value));
    assertEquals(257, value.length());
    assertFalse(value.isContiguous());
    assertEquals(7, value.unsigned8(256));
  }
}
