package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionBuilderTest {
  private final OptionBuilder builder = new OptionBuilder(0);

  private String hex() {
    return HexFormat.of().formatHex(builder.toByteArray());
  }

  @Test
  void numbersInNetworkByteOrder() {
    builder.unsigned8(0x1FF).unsigned16(0x1234).int32(0xC0000201);
    assertEquals("ff1234c0000201", hex());
    assertEquals("", HexFormat.of().formatHex(builder.clear().toByteArray()));
  }

  @Test
  void subOptionsNest() {
    builder.begin(1).text("ab").begin(2).unsigned8(7).end().end().begin(3).end();
    assertEquals("010561620201070300", hex());
  }

  @Test
  void itemsOfAListHaveALengthAndNoCode() {
    builder.beginCounted().text("iPXE").end().beginCounted().text("x").end();
    assertEquals("04695058450178", hex());
  }

  @Test
  void textBeyondAsciiIsUtf8() {
    builder.text("é");
    assertArrayEquals("é".getBytes(StandardCharsets.UTF_8), builder.toByteArray());
    builder.clear().text("\u007f").text("\u0080").unsigned8(1);
    assertEquals("7fc28001", hex());
  }

  @Test
  void domainNames() {
    builder.domainName("a.example").domainName("b.").domainName("");
    assertEquals("0161076578616d706c65000162" + "00" + "00", hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a..b", ".a", "a.."})
  void emptyLabelsAreRefusedAndLeaveNothing(String name) {
    if (!name.equals(".")) {
      assertThrows(IllegalArgumentException.class, () -> builder.domainName(name));
      assertEquals(0, builder.length());
    } else {
      assertEquals(1, builder.domainName(name).length());
    }
  }

  @Test
  void labelsAndNamesHaveTheirBounds() {
    String label = "x".repeat(63);
    builder.domainName(label + "." + label + "." + label + "." + "x".repeat(61));
    assertEquals(255, builder.length());
    builder.clear();
    assertThrows(IllegalArgumentException.class, () -> builder.domainName(label + "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.domainName(label + "." + label + "." + label + "." + "x".repeat(62)));
    assertEquals(0, builder.length());
  }

  @Test
  void misuseIsTold() {
    assertThrows(IllegalStateException.class, builder::end);
    builder.begin(1).octets(new byte[256]);
    assertThrows(IllegalStateException.class, builder::toByteArray);
    assertThrows(IllegalStateException.class, () -> OneOption.written(82, builder));
    assertThrows(IllegalStateException.class, builder::end);
    builder.clear();
    for (int depth = 0; depth < 8; depth++) {
      builder.begin(depth);
    }
    assertThrows(IllegalStateException.class, () -> builder.begin(9));
  }
}
