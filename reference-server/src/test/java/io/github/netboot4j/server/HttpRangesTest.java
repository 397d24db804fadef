package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRangesTest {
  private static final long SIZE = 1_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bytes=0-0; 0-0",
        "bytes=0-499; 0-499",
        "bytes=500-; 500-999",
        "bytes=-1; 999-999",
        "bytes=-5000; 0-999",
        "bytes=999-5000; 999-999",
        "bytes=0-99999999999999999999999999; 0-999",
        "Bytes= 1-2 ; 1-2",
        "bytes=1-2, 5-6; 1-2 5-6",
        "bytes=5-6,,1-2; 5-6 1-2",
        "bytes=1-2,1000-; 1-2",
        "bytes=000000000000000000000000007-8; 7-8"
      })
  void partsAreThoseAskedFor(String value, String expected) {
    HttpRanges ranges = HttpRanges.read(value, SIZE);
    assertNotNull(ranges);
    StringBuilder parts = new StringBuilder();
    ranges.parts().forEach(part -> parts.append(' ').append(part.first() + "-" + part.last()));
    assertEquals(expected, parts.toString().strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=1000-",
        "bytes=-0",
        "bytes=1000-1001,5000-",
        "bytes=99999999999999999999999999-"
      })
  void partsBehindTheEndAreNone(String value) {
    HttpRanges ranges = HttpRanges.read(value, SIZE);
    assertNotNull(ranges);
    assertTrue(ranges.parts().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=,",
        "bytes=2-1",
        "bytes=a-b",
        "bytes=1-2,x",
        "bytes=--5",
        "bytes=0x1-2",
        "bytes=+1-2",
        "bytes=1 - 2",
        "octets=1-2",
        "bytes=0-499,0-499",
        "bytes=0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1"
      })
  void whatIsNoRangeIsIgnored(String value) {
    assertNull(HttpRanges.read(value, SIZE));
  }

  @Property(tries = 500)
  void partsLieInTheFileAndTogetherAreNoMoreThanIt(
      @ForAll @CharRange(from = '0', to = '9') @Chars({'-', ',', ' '}) String specs,
      @ForAll @LongRange(min = 0, max = 100) long size) {
    HttpRanges ranges = HttpRanges.read("bytes=" + specs, size);
    if (ranges != null) {
      long octets = 0;
      for (HttpRanges.Part part : ranges.parts()) {
        assertTrue(part.first() >= 0 && part.first() <= part.last() && part.last() < size);
        octets += part.length();
      }
      assertTrue(octets <= size);
    }
  }
}
