package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionValue;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at in a request: octets that do not depend on those of other attributes.
 *
 * @param kind which
 * @param code an option's code; 0 for the others
 */
public record Attribute(Kind kind, int code) {
  /** The kinds of attribute. */
  public enum Kind {
    /** An option's value, its pieces joined; the only one that can be absent. */
    OPTION,
    /** {@code htype}, {@code hlen} and then {@code chaddr}, as long as {@code hlen} says. */
    HARDWARE,
    /** {@code ciaddr}. */
    CLIENT_ADDRESS,
    /** {@code giaddr}. */
    RELAY_ADDRESS,
    /** {@code secs}. */
    SECONDS,
    /** {@code file} up to a NUL. */
    BOOT_FILE,
    /** {@code sname} up to a NUL. */
    SERVER_NAME,
    /** The address that the server would give, no part of the message. */
    GIVEN_ADDRESS
  }

  /** Hardware type, length and address. */
  public static final Attribute HARDWARE = new Attribute(Kind.HARDWARE, 0);

  /** {@code ciaddr}. */
  public static final Attribute CLIENT_ADDRESS = new Attribute(Kind.CLIENT_ADDRESS, 0);

  /** {@code giaddr}. */
  public static final Attribute RELAY_ADDRESS = new Attribute(Kind.RELAY_ADDRESS, 0);

  /** {@code secs}. */
  public static final Attribute SECONDS = new Attribute(Kind.SECONDS, 0);

  /** {@code file}. */
  public static final Attribute BOOT_FILE = new Attribute(Kind.BOOT_FILE, 0);

  /** {@code sname}. */
  public static final Attribute SERVER_NAME = new Attribute(Kind.SERVER_NAME, 0);

  /** The address that the server would give. */
  public static final Attribute GIVEN_ADDRESS = new Attribute(Kind.GIVEN_ADDRESS, 0);

  static final int BOOT_FILE_AT = 108;
  static final int BOOT_FILE_OCTETS = 128;
  static final int SERVER_NAME_AT = 44;
  static final int SERVER_NAME_OCTETS = 64;
  private static final int LARGEST_HARDWARE_ADDRESS = 16;

  /** An option's value. */
  public static Attribute option(int code) {
    return new Attribute(Kind.OPTION, code);
  }

  boolean isOptional() {
    return kind == Kind.OPTION;
  }

  /** Everything that the attribute can be. */
  Language possible() {
    return switch (kind) {
      case OPTION -> Languages.ANY;
      case HARDWARE -> new WholeHardware();
      case CLIENT_ADDRESS, RELAY_ADDRESS, GIVEN_ADDRESS -> Languages.ofLength(4);
      case SECONDS -> Languages.ofLength(2);
      case BOOT_FILE -> new HeaderText(BOOT_FILE_OCTETS);
      case SERVER_NAME -> new HeaderText(SERVER_NAME_OCTETS);
    };
  }

  /** What it is in a request that says nothing in particular; null for absent. */
  byte @Nullable [] usual() {
    return switch (kind) {
      case OPTION -> null;
      case HARDWARE -> new byte[] {1, 6, 2, 0, 0, 0, 0, 1};
      case CLIENT_ADDRESS, RELAY_ADDRESS, GIVEN_ADDRESS -> new byte[4];
      case SECONDS -> new byte[2];
      case BOOT_FILE, SERVER_NAME -> new byte[0];
    };
  }

  /** A candidate with what all values have in common put right. */
  byte[] repaired(byte[] octets) {
    if (kind != Kind.HARDWARE || octets.length < 2) {
      return octets;
    }
    byte[] whole = octets.clone();
    whole[0] = whole[0] == '0' || whole[0] == 0 ? 1 : whole[0];
    whole[1] = (byte) (octets.length - 2);
    return whole;
  }

  /** What it is in a request; null for absent. */
  byte @Nullable [] read(BootRequest request) {
    DhcpMessageView message = request.message();
    return switch (kind) {
      case OPTION -> {
        OptionValue value = new OptionValue();
        yield message.readRawOption(code, value) ? value.toByteArray() : null;
      }
      case HARDWARE -> {
        byte[] octets = new byte[2 + message.hardwareAddressLength()];
        octets[0] = (byte) message.hardwareType();
        octets[1] = (byte) message.statedHardwareAddressLength();
        for (int index = 2; index < octets.length; index++) {
          octets[index] = (byte) message.hardwareAddressByte(index - 2);
        }
        yield octets;
      }
      case CLIENT_ADDRESS -> number(message.clientAddress(), 4);
      case RELAY_ADDRESS -> number(message.relayAddress(), 4);
      case GIVEN_ADDRESS -> number(request.givenAddress(), 4);
      case SECONDS -> number(message.seconds(), 2);
      case BOOT_FILE -> text(message, BOOT_FILE_AT, BOOT_FILE_OCTETS);
      case SERVER_NAME -> text(message, SERVER_NAME_AT, SERVER_NAME_OCTETS);
    };
  }

  private static byte[] number(int number, int octets) {
    return Languages.octets(Languages.number(number, octets));
  }

  private static byte[] text(DhcpMessageView message, int at, int most) {
    int length = 0;
    while (length < most && message.buffer().get(message.offset() + at + length) != 0) {
      length++;
    }
    byte[] octets = new byte[length];
    for (int index = 0; index < length; index++) {
      octets[index] = message.buffer().get(message.offset() + at + index);
    }
    return octets;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case OPTION -> "option " + code;
      case HARDWARE -> "hardware address";
      case CLIENT_ADDRESS -> "ciaddr";
      case RELAY_ADDRESS -> "giaddr";
      case SECONDS -> "secs";
      case BOOT_FILE -> "file";
      case SERVER_NAME -> "sname";
      case GIVEN_ADDRESS -> "the address given";
    };
  }

  /** Type, length, and as many octets as the length says, but not more than there is room for. */
  private record WholeHardware() implements Language {
    /** Octets that are left; as many more as can be while the length is not known. */
    private record State(int at, int left) {}

    @Override
    public Object start() {
      return new State(0, LARGEST_HARDWARE_ADDRESS);
    }

    @Override
    public Object step(Object state, int octet) {
      State now = (State) state;
      return switch (now.at) {
        case 0 -> new State(1, now.left);
        case 1 -> new State(2, Math.min(octet, LARGEST_HARDWARE_ADDRESS));
        default -> new State(2, Math.max(-1, now.left - 1));
      };
    }

    @Override
    public boolean accepts(Object state) {
      State now = (State) state;
      return now.at == 2 && now.left == 0;
    }

    @Override
    public Fate fate(Object state) {
      return ((State) state).left < 0 ? Fate.NEVER : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      if (((State) state).at == 1) {
        into.set(0, LARGEST_HARDWARE_ADDRESS + 1);
      }
    }

    @Override
    public List<byte[]> examples() {
      return List.of();
    }
  }

  /** No NUL, and not more octets than there is room for. */
  private record HeaderText(int most) implements Language {
    @Override
    public Object start() {
      return 0;
    }

    @Override
    public Object step(Object state, int octet) {
      int length = (Integer) state;
      return length < 0 || octet == 0 || length == most ? -1 : length + 1;
    }

    @Override
    public boolean accepts(Object state) {
      return (Integer) state >= 0;
    }

    @Override
    public Fate fate(Object state) {
      return accepts(state) ? Fate.OPEN : Fate.NEVER;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      into.set(0);
    }

    @Override
    public List<byte[]> examples() {
      return List.of();
    }
  }
}
