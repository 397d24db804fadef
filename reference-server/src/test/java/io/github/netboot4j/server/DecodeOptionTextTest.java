package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.RegisteredOption;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecodeOptionTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1   | ffffff00                             | 255.255.255.0",
        "2   | fffffff6                             | -10",
        "3   | c0000201c0000202                     | 192.0.2.1, 192.0.2.2",
        "13  | fffe                                 | 65534",
        "12  | 686f737400                           | host",
        "19  | 00                                   | no",
        "19  | 01                                   | yes",
        "19  | 02                                   | 2",
        "21  | 0a000000ff000000                     | 10.0.0.0 mask 255.0.0.0",
        "23  | ff                                   | 255",
        "24  | ffffffff                             | 4294967295",
        "25  | 004405dc                             | 68, 1500",
        "33  | 0a000000c0000201                     | 10.0.0.0 via 192.0.2.1",
        "43  | 060108ff                             | 6=0x08",
        "43  | 00060108ff99                         | 6=0x08",
        "43  | 0a070050726f6d707400060141           | 10=0x0050726f6d7074, 6=A",
        "51  | 00000708                             | 1800 s",
        "51  | ffffffff                             | infinite",
        "52  | 01                                   | file",
        "52  | 02                                   | sname",
        "52  | 03                                   | file and sname",
        "52  | 04                                   | 4",
        "53  | 00                                   | 0",
        "53  | 05                                   | ACK",
        "53  | 0d                                   | LEASEACTIVE",
        "53  | 63                                   | 99",
        "55  | 0103ff                               | 1, 3, 255",
        "61  | 01525400123456                       | Ethernet 52:54:00:12:34:56",
        "61  | ff0000000100030001525400123456       | IAID 00000001 DUID 00030001525400123456",
        "81  | 050000 04686f7374 00                 | host (flags SE)",
        "81  | 040000 04686f7374                    | host (flags E)",
        "81  | 000000 686f7374                      | host (flags none)",
        "82  | 010465746830 0202000a 0504c6336401   | "
            + "circuit-id=eth0, remote-id=0x000a, link-selection=198.51.100.1",
        "82  | 9700                                 | 151=",
        "93  | 00070010002b                         | 7 (x64 UEFI), 16 (x64 UEFI HTTP Boot), 43",
        "94  | 01030a                               | UNDI 3.10",
        "97  | 00 33221100554477668899aabbccddeeff  | 00112233-4455-6677-8899-aabbccddeeff",
        "119 | 03666f6f0362617200 03656e67c004      | foo.bar, eng.bar",
        "119 | 00                                   | .",
        "120 | 00 03666f6f00                        | foo",
        "120 | 01 c0000201 c0000202                 | 192.0.2.1, 192.0.2.2",
        "121 | 00c0000201 180a0102c0000202           | "
            + "0.0.0.0/0 via 192.0.2.1, 10.1.2.0/24 via 192.0.2.2",
        "121 | 0e0a07c0000203                       | 10.4.0.0/14 via 192.0.2.3",
        "175 | b105018086100e 170101                | 177=0x018086100e, 23=0x01",
      })
  void readsForAPerson(int code, String hex, String expected) {
    assertEquals(expected, read(code, DecodeCapture.hex(hex)));
  }

  @ParameterizedTest
  @CsvSource({
    "43, 0605", // A sub-option that is longer than the value.
    "43, 06", // Without a length.
    "61, 02aabb",
    "1, ffffff", // Too short.
    "80, ''",
    "81, 0400004068", // A label of 64 octets.
    "82, 010465",
    "82, 01",
    "94, 000000",
    "97, 0100112233445566778899aabbccddeeff",
    "119, 03666f6f", // No root.
    "119, c000", // To itself.
    "119, 03656e67c000", // To the start of its own name.
    "119, 00c005", // Ahead.
    "119, c0",
    "119, 4001",
    "119, 0161c00300", // A pointer to a pointer to itself.
    "120, 02c0000201",
    "121, 210a000000c0000201", // 33 bits of address.
    "121, 180a0102c00002",
    "124, 0000000001aa",
    "200, 00"
  })
  void leavesTheRestInHex(int code, String hex) {
    assertNull(read(code, DecodeCapture.hex(hex)));
  }

  @Test
  void noSoundLengthOfAnyOptionThrows() {
    Random random = new Random(1);
    for (RegisteredOption option : RegisteredOption.all()) {
      int longest = Math.min(option.maximumLength(), option.minimumLength() + 80);
      for (int length = option.minimumLength(); length <= longest; length += option.multiple()) {
        for (int times = 0; times < 20; times++) {
          byte[] octets = new byte[length];
          random.nextBytes(octets);
          for (int index = 0; times % 2 == 0 && index < length; index++) {
            octets[index] = (byte) (octets[index] & 7); // Small numbers make lengths that fit.
          }
          read(option.code(), octets);
        }
      }
    }
  }

  private static String read(int code, byte[] octets) {
    byte[] message = DhcpBytes.request().option(code, octets).end();
    DhcpMessageView view = new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
    return new DecodeOptionText().of(view, code);
  }
}
