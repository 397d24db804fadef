package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
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

  /** Mostly ranges as they should be, in and beyond a file of a hundred octets, and rubbish. */
  @Provide
  Arbitrary<String> specs() {
    Arbitrary<Integer> positions = Arbitraries.integers().between(0, 120);
    Arbitrary<String> range =
        Combinators.combine(positions, positions)
            .as((one, other) -> Math.min(one, other) + "-" + Math.max(one, other));
    Arbitrary<String> rubbish =
        Arbitraries.strings().withCharRange('0', '9').withChars("-, ").ofMaxLength(5);
    return Arbitraries.frequencyOf(
            Tuple.of(6, range),
            Tuple.of(1, positions.map(first -> first + "-")),
            Tuple.of(1, positions.map(last -> "-" + last)),
            Tuple.of(1, rubbish))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(all -> String.join(",", all));
  }

  @Property(tries = 1_000)
  void partsLieInTheFileAndTogetherAreNoMoreThanIt(
      @ForAll("specs") String specs, @ForAll @LongRange(min = 0, max = 100) long size) {
    HttpRanges ranges = HttpRanges.read("bytes=" + specs, size);
    Statistics.collect(ranges != null && !ranges.parts().isEmpty() ? "some" : "none");
    Statistics.coverage(seen -> seen.check("some").percentage(share -> share > 10));
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
