package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Checks a DISCOVER and reads what a boot server asks it: transaction id, hardware address, message
 * type (53), and of options 60, 77, 93 and 97 the length and the first octet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DhcpDecodeBenchmark {
  /** Who sent the message. */
  @Param({"uefi", "ipxe"})
  public String client = "uefi";

  /** Where the message lies. */
  @Param({"heap", "direct"})
  public String memory = "heap";

  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();
  private ByteBuffer message = ByteBuffer.allocate(0);
  private int length;

  /** Loads the message. */
  @Setup
  public void load() {
    byte[] octets = Messages.discover(client);
    message = Messages.buffer(memory, octets);
    length = octets.length;
  }

  /**
   * This project's view.
   *
   * @return a sum of all that was read
   */
  @Benchmark
  public long netboot4j() {
    if (!view.tryWrap(message, 0, length)) {
      return -1;
    }
    return view.transactionId()
        + view.macAddress()
        + view.messageType()
        + option(OptionCode.VENDOR_CLASS_IDENTIFIER)
        + option(OptionCode.USER_CLASS)
        + option(OptionCode.CLIENT_ARCHITECTURE)
        + option(OptionCode.CLIENT_MACHINE_IDENTIFIER);
  }

  private int option(int code) {
    return view.readOption(code, value) ? value.length() + value.unsigned8(0) : 0;
  }

  /**
   * The least that correct code can do: one walk that stays inside the message and looks out for
   * these options alone. It finds no fault but a framing fault, joins no repeats and does not know
   * option 52.
   *
   * @return the same sum
   */
  @Benchmark
  public long floor() {
    ByteBuffer bytes = message;
    int end = length;
    if (end < 240 || (bytes.get(0) != 1 && bytes.get(0) != 2) || bytes.getInt(236) != 0x63825363) {
      return -1;
    }
    long sum = bytes.getInt(4);
    sum += ((long) (bytes.getShort(28) & 0xFFFF) << 32) | Integer.toUnsignedLong(bytes.getInt(30));
    int at = 240;
    while (at < end) {
      int code = bytes.get(at) & 0xFF;
      if (code == 255) {
        break;
      }
      if (code == 0) {
        at++;
        continue;
      }
      int octets = at + 1 < end ? bytes.get(at + 1) & 0xFF : end;
      if (at + 2 + octets > end) {
        return -1;
      }
      switch (code) {
        case 53 -> {
          if (octets == 1) {
            sum += bytes.get(at + 2) & 0xFF;
          }
        }
        case 60, 77, 93, 97 -> {
          if (octets > 0) {
            sum += octets + (bytes.get(at + 2) & 0xFF);
          }
        }
        default -> {
          // Nobody asks for the others.
        }
      }
      at += 2 + octets;
    }
    return sum;
  }
}
