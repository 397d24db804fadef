package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * What holds for all views that {@link EverySettingsView} reads: no bytes make one throw, pieces
 * read as one value, nothing is allocated, and one message leaves nothing behind for the next.
 */
class SettingsViewsTest {
  /** One sound value for each way that a view can take. */
  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(3, "\300\0\2\1\300\0\2\2"),
          new Sample(21, "\12\0\0\0\377\0\0\0\12\1\0\0\377\377\0\0"),
          new Sample(33, "\12\0\0\0\300\0\2\1"),
          new Sample(81, "\5\377\377\4host\7example\3com\0"),
          new Sample(81, "\1\0\0host.example.com."),
          new Sample(90, "\1\1\0\0\0\0\0\0\0\0\7\0\0\1\2ABCDEFGHIJKLMNOP"),
          new Sample(90, "\3\1\0\0\0\0\0\0\0\0\7\1ABCDEFGHIJKLMNOP"),
          new Sample(91, "\0\0\16\20"),
          new Sample(100, "EST5EDT4,M3.2.0/02:00,M11.1.0/02:00"),
          new Sample(101, "Europe/Zurich"),
          new Sample(114, CaptivePortal.UNRESTRICTED),
          new Sample(119, "\3eng\5apple\3com\0\11marketing\300\4"),
          new Sample(120, "\0\3sip\7example\3com\0\4sip2\300\4"),
          new Sample(120, "\1\300\0\2\1\300\0\2\2"),
          new Sample(121, "\30\300\0\2\12\0\0\1\0\12\0\0\2\40\12\1\2\3\12\0\0\3"),
          new Sample(
              122,
              "\1\4\300\0\2\1\3\23\0\4prov\7example\3com\0\4\14\0\0\1\0\0\0\0\2\0\0\0\3"
                  + "\6\6\4TEST\0\7\1\1\10\1\12\11\2\0\3"),
          new Sample(150, "\300\0\2\1"),
          new Sample(151, "\1not now"),
          new Sample(152, "\145\0\0\0"),
          new Sample(156, "\2"),
          new Sample(157, "\1"),
          new Sample(249, "\20\12\21\12\0\0\1"));

  private final DhcpMessageView view = new DhcpMessageView();
  private final EverySettingsView every = new EverySettingsView();

  private record Sample(int code, String value) {
    byte[] octets() {
      return value.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private DhcpMessageView wrap(byte[] message) {
    return view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  @Example
  void everySampleIsRead() {
    wrap(DhcpBytes.discover().end());
    long nothing = every.sum(view);
    String noText = every.texts(view);
    assertEquals(nothing, new EverySettingsView().sum(new DhcpMessageView()));
    assertEquals("||||||", noText);
    for (Sample sample : SAMPLES) {
      wrap(DhcpBytes.discover().option(sample.code, sample.octets()).end());
      assertNotEquals(nothing, every.sum(view), sample::toString);
    }
  }

  @Example
  void everyText() {
    wrap(allSamples());
    assertEquals(
        "eng.apple.com|marketing.apple.com|sip.example.com|sip2.example.com|host.example.com|"
            + "EST5EDT4,M3.2.0/02:00,M11.1.0/02:00|Europe/Zurich|"
            + "urn:ietf:params:capport:unrestricted|not now|prov.example.com|TEST",
        every.texts(view));
  }

  /** RFC 3396: cut at every place, with another option between the pieces. */
  @Example
  void everySampleReadsTheSameInPieces() {
    for (Sample sample : SAMPLES) {
      byte[] octets = sample.octets();
      wrap(DhcpBytes.discover().option(sample.code, octets).end());
      long whole = every.sum(view);
      String text = every.texts(view);
      for (int cut = 0; cut <= octets.length; cut++) {
        byte[] head = Arrays.copyOf(octets, cut);
        byte[] tail = Arrays.copyOfRange(octets, cut, octets.length);
        wrap(
            DhcpBytes.discover()
                .option(sample.code, head)
                .option(12, "host")
                .option(sample.code, tail)
                .end());
        String where = sample + " cut at " + cut;
        assertEquals(whole, every.sum(view), where);
        assertEquals(text, every.texts(view), where);
      }
      DhcpBytes single = DhcpBytes.discover();
      for (byte octet : octets) {
        single.option(sample.code, octet & 0xFF).option(12, "host");
      }
      wrap(single.end());
      assertEquals(whole, every.sum(view), sample::toString);
      assertEquals(text, every.texts(view), sample::toString);
    }
  }

  @Example
  void everyKindOfBufferReadsTheSame() {
    byte[] message = allSamples();
    wrap(message);
    long sum = every.sum(view);
    String text = every.texts(view);
    for (BufferShape shape : BufferShape.values()) {
      view.wrap(shape.holding(message), shape.offset, message.length);
      assertEquals(sum, every.sum(view), shape::toString);
      assertEquals(text, every.texts(view), shape::toString);
    }
  }

  @Example
  void readingAllocatesNothing() {
    byte[] oneOfEach = allSamples();
    DhcpBytes pieces = DhcpBytes.discover();
    for (Sample sample : SAMPLES) {
      byte[] octets = sample.octets();
      int cut = octets.length / 2;
      pieces.option(sample.code, Arrays.copyOf(octets, cut));
      pieces.option(sample.code, Arrays.copyOfRange(octets, cut, octets.length));
    }
    ByteBuffer[] messages = {
      ByteBuffer.wrap(oneOfEach),
      ByteBuffer.wrap(pieces.end()),
      ByteBuffer.allocateDirect(oneOfEach.length).put(0, oneOfEach),
      ByteBuffer.wrap(DhcpBytes.discover().end())
    };
    long[] sum = new long[1];

    long allocated =
        Allocation.ofOneRound(
            200,
            () -> {
              for (ByteBuffer message : messages) {
                view.tryWrap(message, 0, message.capacity());
                sum[0] += every.sum(view);
              }
            });

    assertEquals(0, allocated);
    assertNotEquals(0, sum[0]);
  }

  /** The samples whose codes are not taken yet, so that none joins another. */
  private static byte[] allSamples() {
    DhcpBytes message = DhcpBytes.discover();
    boolean[] taken = new boolean[256];
    for (Sample sample : SAMPLES) {
      if (!taken[sample.code]) {
        message.option(sample.code, sample.octets());
        taken[sample.code] = true;
      }
    }
    return message.end();
  }

  // Hostile bytes. A failing property prints them; put them into a test of their own, named after
  // what they show, next to the fix.

  @Provide
  Arbitrary<byte[]> hostile() {
    Arbitrary<Integer> codes =
        Arbitraries.of(Arrays.stream(EverySettingsView.CODES).boxed().toList());
    Arbitrary<DhcpArbitraries.Option> random =
        Combinators.combine(codes, DhcpArbitraries.values(255)).as(DhcpArbitraries.Option::new);
    Arbitrary<DhcpArbitraries.Option> nearlySound =
        Combinators.combine(
                Arbitraries.of(SAMPLES),
                Arbitraries.integers().between(0, 60),
                Arbitraries.bytes(),
                Arbitraries.integers().between(0, 60))
            .as(SettingsViewsTest::mutated);
    return Arbitraries.oneOf(random, nearlySound)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            options -> {
              DhcpBytes message = DhcpBytes.discover();
              options.forEach(option -> message.option(option.code(), option.value()));
              return message.end();
            });
  }

  private static DhcpArbitraries.Option mutated(Sample sample, int at, byte octet, int missing) {
    byte[] octets = sample.octets();
    octets[at % octets.length] = octet;
    int length = missing < 30 ? octets.length : missing % octets.length;
    return new DhcpArbitraries.Option(sample.code, Arrays.copyOf(octets, length));
  }

  @Property(tries = 3000)
  void noValueMakesAViewThrow(@ForAll("hostile") byte[] message) {
    assertTrue(view.tryWrap(ByteBuffer.wrap(message), 0, message.length));
    every.sum(view);
    every.texts(view);
  }

  @Property(tries = 1000)
  void aReusedViewReadsAsANewOne(
      @ForAll @Size(min = 2, max = 4) List<@From("hostile") byte[]> messages) {
    for (byte[] message : messages) {
      wrap(message);
      EverySettingsView fresh = new EverySettingsView();
      assertEquals(fresh.sum(view), every.sum(view));
      assertEquals(fresh.texts(view), every.texts(view));
    }
  }

  @Provide
  Arbitrary<byte[]> anyMessage() {
    return DhcpArbitraries.hostile();
  }

  @Property(tries = 1000)
  void noMessageMakesAViewThrow(@ForAll("anyMessage") byte[] message) {
    view.tryWrap(ByteBuffer.wrap(message), 0, message.length);
    every.sum(view);
    every.texts(view);
  }
}
