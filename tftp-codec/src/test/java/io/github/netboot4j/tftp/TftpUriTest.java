package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpUriTest {
  @ParameterizedTest
  @CsvSource({
    "tftp://192.0.2.1/snponly.efi, 192.0.2.1, 69, snponly.efi, OCTET",
    "tftp://host:6969/f, host, 6969, f, OCTET",
    "TFTP://Host.example./f;MODE=NetASCII, Host.example., 69, f, NETASCII",
    "tftp://h/f;mode=octet, h, 69, f, OCTET",
    "tftp://h/a/b/c.efi, h, 69, a/b/c.efi, OCTET",
    "tftp://h//srv/tftp/f, h, 69, /srv/tftp/f, OCTET",
    "tftp://h/%2Fsrv, h, 69, /srv, OCTET",
    "tftp://h/a%20b%3bc%3F, h, 69, a b;c?, OCTET",
    "tftp://h/n%C3%A9, h, 69, n\u00e9, OCTET",
    "tftp://h/$(x)!*'~=@:&+, h, 69, $(x)!*'~=@:&+, OCTET",
    "tftp://[2001:db8::1]/f, 2001:db8::1, 69, f, OCTET",
    "tftp://[::]:1/f, ::, 1, f, OCTET",
    "tftp://[::ffff:192.0.2.1]:65535/f, ::ffff:192.0.2.1, 65535, f, OCTET",
    "tftp://[1:2:3:4:5:6:7:8]/f, 1:2:3:4:5:6:7:8, 69, f, OCTET",
    "tftp://[1:2:3:4:5:6:192.0.2.1]/f, 1:2:3:4:5:6:192.0.2.1, 69, f, OCTET",
    "tftp://[1:2:3:4:5:6:7::]/f, 1:2:3:4:5:6:7::, 69, f, OCTET",
    "tftp://[fe80::A%25eth0]/f, fe80::A%eth0, 69, f, OCTET",
    "tftp://[1:2:3:4::5:6:7]/f, 1:2:3:4::5:6:7, 69, f, OCTET",
    "tftp://10.0.0.1a/f, 10.0.0.1a, 69, f, OCTET",
    "tftp://255.255.255.255/f, 255.255.255.255, 69, f, OCTET",
    "tftp://az-AZ-09/azAZ09-._~, az-AZ-09, 69, azAZ09-._~, OCTET",
    "tftp://pxe_1-a/f, pxe_1-a, 69, f, OCTET",
  })
  void reads(String text, String host, int port, String file, TftpMode mode) {
    TftpUri uri = TftpUri.parse(text);

    assertEquals(new TftpUri(host, port, file, mode), uri);
    assertEquals(uri, TftpUri.parse(uri.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "tftp://h:69/a/b;mode=octet, tftp://h/a/b",
    "TFTP://h/%61%20%25%c3%a9;mode=NETASCII, tftp://h/a%20%25%C3%A9;mode=netascii",
    "tftp://[fe80::1%25eth0]:1069/f, tftp://[fe80::1%25eth0]:1069/f",
  })
  void printsTheShortestForm(String text, String shortest) {
    assertEquals(shortest, TftpUri.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no TFTP URI",
        "http://h/f|no TFTP URI",
        "tftp:/h/f|no TFTP URI",
        "tftp://|no file",
        "tftp://h|no file",
        "tftp://h/|no file",
        "tftp://h/;mode=octet|no file",
        "tftp:///f|no host",
        "tftp://:69/f|no host",
        "tftp://user@h/f|user names",
        "tftp://@h/f|user names",
        "tftp://h:/f|1 to 65535",
        "tftp://h:0/f|1 to 65535",
        "tftp://h:65536/f|1 to 65535",
        "tftp://h:99999999999999999999/f|1 to 65535",
        "tftp://h:+69/f|1 to 65535",
        "tftp://h:6\u0669/f|1 to 65535",
        "tftp://h?x/f|'?' cannot stand",
        "tftp://h~/f|'~' cannot stand",
        "tftp://h x/f|U+0020 cannot stand",
        "tftp://h%41/f|'%' cannot stand",
        "tftp://h\u00e9/f|U+00E9 cannot stand",
        "tftp://a..b/f|empty or too long",
        "tftp://./f|empty or too long",
        "tftp://h../f|empty or too long",
        "tftp://10.1/f|four numbers",
        "tftp://1.2.3.256/f|four numbers",
        "tftp://1.2.3.4.5/f|four numbers",
        "tftp://1.2.3.04/f|four numbers",
        "tftp://1.2.3.4./f|four numbers",
        "tftp://host.7/f|four numbers",
        "tftp://1.2.x.4/f|four numbers",
        "tftp://2001:db8::1/f|in brackets",
        "tftp://[2001:db8::1/f|in brackets",
        "tftp://[::1]69/f|behind ]",
        "tftp://[h]/f|within brackets",
        "tftp://[]/f|within brackets",
        "tftp://[::1%eth0]/f|written %25",
        "tftp://[::1%25]/f|not a sound one",
        "tftp://[::1%25a%20b]/f|not a sound one",
        "tftp://[:::]/f|not a sound one",
        "tftp://[1::2::3]/f|not a sound one",
        "tftp://[1:2:3:4:5:6:7]/f|not a sound one",
        "tftp://[1:2:3:4:5:6:7:8:9]/f|not a sound one",
        "tftp://[1:2:3:4:5:6:7:8::]/f|not a sound one",
        "tftp://[1:2:3:4::5:6:7:8]/f|not a sound one",
        "tftp://[1:2:3:4:5:6:7:]/f|not a sound one",
        "tftp://[:1:2:3:4:5:6:7]/f|not a sound one",
        "tftp://[12345::]/f|not a sound one",
        "tftp://[::g]/f|not a sound one",
        "tftp://[::1.2.3]/f|not a sound one",
        "tftp://[1.2.3.4::]/f|not a sound one",
        "tftp://[::1.2.3.4:5]/f|not a sound one",
        "tftp://h/a b|U+0020 at index 10",
        "tftp://h/f?x|'?' at index 10",
        "tftp://h/f#x|'#' at index 10",
        "tftp://h/a\\b|'\\' at index 10",
        "tftp://h/\u00e9|U+00E9 at index 9",
        "tftp://h/%|lacks two",
        "tftp://h/%4|lacks two",
        "tftp://h/%4;mode=octet|lacks two",
        "tftp://h/%g0|lacks two",
        "tftp://h/%+1|lacks two",
        "tftp://h/%E9|not UTF-8",
        "tftp://h/%C0%AF|not UTF-8",
        "tftp://h/%ED%A0%80|not UTF-8",
        "tftp://h/a%00b|NUL",
        "tftp://h/f;mode=mail|obsolete",
        "tftp://h/f;mode=binary|mode=octet or mode=netascii",
        "tftp://h/f;mode=|mode=octet or mode=netascii",
        "tftp://h/f;|mode=octet or mode=netascii",
        "tftp://h/f;v=1;mode=octet|percent-encoded",
        "tftp://h/f;mode=octet?x|percent-encoded",
      })
  void tellsWhatIsWrong(String text, String says) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> TftpUri.parse(text));
    assertTrue(thrown.getMessage().contains(says), thrown.getMessage());
  }

  @Test
  void boundsTheHost() {
    String label = "a".repeat(63);
    String longest = label + "." + label + "." + label + "." + "a".repeat(61);
    assertEquals(longest, TftpUri.parse("tftp://" + longest + "/f").host());

    refuses("too long", longest.replace(".aaa", ".aaaa"));
    refuses("longer than 253", longest + "a");
  }

  private static void refuses(String says, String host) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> TftpUri.parse("tftp://" + host + "/f"));
    assertTrue(thrown.getMessage().contains(says), thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]", "h:69", "a/b", "", "::1%25%"})
  void takesNoHostThatCannotBePrinted(String host) {
    assertThrows(IllegalArgumentException.class, () -> new TftpUri(host, 69, "f", TftpMode.OCTET));
  }

  @Test
  void checksItsOtherParts() {
    assertThrows(IllegalArgumentException.class, () -> new TftpUri("h", 0, "f", TftpMode.OCTET));
    assertThrows(
        IllegalArgumentException.class, () -> new TftpUri("h", 65536, "f", TftpMode.OCTET));
    assertThrows(IllegalArgumentException.class, () -> new TftpUri("h", 69, "", TftpMode.OCTET));
    assertThrows(IllegalArgumentException.class, () -> new TftpUri("h", 69, "a\0", TftpMode.OCTET));
    assertThrows(
        IllegalArgumentException.class, () -> new TftpUri("h", 69, "\ud800", TftpMode.OCTET));
    assertThrows(IllegalArgumentException.class, () -> new TftpUri("h", 69, "f", TftpMode.MAIL));
  }

  @Property
  void whatIsPrintedIsRead(
      @ForAll("fileNames") String fileName, @ForAll @IntRange(min = 1, max = 65535) int port) {
    TftpUri uri = new TftpUri("h", port, fileName, TftpMode.NETASCII);

    assertEquals(uri, TftpUri.parse(uri.toString()));
    assertTrue(uri.toString().chars().allMatch(c -> c > ' ' && c <= '~'));
  }

  @Provide
  Arbitrary<String> fileNames() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ascii(),
            Arbitraries.strings().withCharRange('\u0080', '\u2fff'),
            Arbitraries.of("\ud83d\ude00", ";mode=octet", "%00", "../\\"))
        .filter(name -> !name.isEmpty() && name.indexOf('\0') < 0);
  }

  /** Whatever stands in a command line, the message is one printable line. */
  @Property(tries = 3000)
  void anyTextIsReadOrRefusedInOneLine(@ForAll("texts") String text) {
    try {
      TftpUri uri = TftpUri.parse(text);
      assertEquals(uri, TftpUri.parse(uri.toString()));
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'), e.getMessage());
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "h", "1", ".", ":", "::", "[", "]", "%", "%25", "/", ";", "mode=", "octet", "\u001b",
            "\u00e9", "?", "@", "\ud800", " ", "65536");
    return piece.list().ofMaxSize(12).map(pieces -> "tftp://" + String.join("", pieces));
  }
}
