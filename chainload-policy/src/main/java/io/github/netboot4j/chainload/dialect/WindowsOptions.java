package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionType;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The option definitions of an export: how the text of a value becomes octets. */
final class WindowsOptions {
  /** The types that a definition can name. */
  private enum Type {
    BYTE,
    WORD,
    DWORD,
    DWORDDWORD,
    IPV4ADDRESS,
    STRING,
    BINARYDATA,
    ENCAPSULATEDDATA;

    static @Nullable Type of(String written) {
      for (Type type : values()) {
        if (type.name().equals(written.toUpperCase(Locale.ROOT))) {
          return type;
        }
      }
      return null;
    }
  }

  private static final int MOST_OCTETS = 4096;

  /** Of the largest number of 64 bits. */
  private static final int MOST_DIGITS = 20;

  /** By vendor class, in lower case, and code. */
  private final Map<String, Type> types = new HashMap<>();

  /** Takes a definition; false if its type is not known. */
  boolean define(WindowsElement definition) throws ConfigurationException {
    int code = definition.number("OptionId", 0, 255);
    Type type = Type.of(definition.text("Type"));
    if (type == null) {
      return false;
    }
    types.put(key(code, definition.textOrEmpty("VendorClass")), type);
    return true;
  }

  private static String key(int code, String vendorClass) {
    return code + " " + vendorClass.toLowerCase(Locale.ROOT);
  }

  /**
   * The octets of a value; null if the option has no definition.
   *
   * @param value an {@code OptionValue}
   */
  byte @Nullable [] octets(WindowsElement value, int code, String vendorClass)
      throws ConfigurationException {
    Type type = types.get(key(code, vendorClass));
    if (type == null && vendorClass.isEmpty()) {
      type = registered(code);
    }
    if (type == null) {
      return null;
    }
    List<WindowsElement> written = value.all("Value");
    if (written.isEmpty()) {
      throw value.fault("<OptionValue> of option " + code + " has no <Value>");
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (WindowsElement one : written) {
      octets.writeBytes(octets(one, type));
    }
    if (octets.size() > MOST_OCTETS) {
      throw value.fault("option " + code + " has more than " + MOST_OCTETS + " octets");
    }
    return octets.toByteArray();
  }

  private static byte[] octets(WindowsElement value, Type type) throws ConfigurationException {
    return switch (type) {
      case BYTE -> number(value, 1);
      case WORD -> number(value, 2);
      case DWORD -> number(value, 4);
      case DWORDDWORD -> number(value, 8);
      case IPV4ADDRESS -> address(value);
      case STRING -> value.text.toString().getBytes(StandardCharsets.UTF_8);
      case BINARYDATA, ENCAPSULATEDDATA -> binary(value);
    };
  }

  private static byte[] number(WindowsElement value, int width) throws ConfigurationException {
    String written = value.stripped();
    boolean hexadecimal = written.startsWith("0x");
    String digits = hexadecimal ? written.substring(2) : written;
    if (digits.length() <= MOST_DIGITS && !digits.startsWith("-")) {
      try {
        byte[] shortest = new BigInteger(digits, hexadecimal ? 16 : 10).toByteArray();
        byte[] octets = new byte[width];
        int count = Math.min(width, shortest.length);
        System.arraycopy(shortest, shortest.length - count, octets, width - count, count);
        if (new BigInteger(1, octets).equals(new BigInteger(shortest))) {
          return octets;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    throw value.fault("not a number of " + 8 * width + " bits: " + WindowsElement.quoted(written));
  }

  private static byte[] address(WindowsElement value) throws ConfigurationException {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value.address()).array();
  }

  /** One octet a value, in hexadecimal or decimal, or several in hexadecimal. */
  private static byte[] binary(WindowsElement value) throws ConfigurationException {
    String written = value.stripped();
    String digits = written.startsWith("0x") ? written : "";
    if (digits.length() == 3) {
      digits = "0x0" + written.charAt(2);
    }
    String octets = WindowsHex.digits(digits);
    return octets == null ? number(value, 1) : octets.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The type that Windows gives an option of the registry, which exports need not repeat. */
  private static @Nullable Type registered(int code) {
    RegisteredOption option = RegisteredOption.find(code);
    OptionType type = option == null ? OptionType.BYTES : option.type();
    return switch (type) {
      case FLAG, UINT8, UINT8_LIST -> Type.BYTE;
      case UINT16, UINT16_LIST -> Type.WORD;
      case UINT32, INT32 -> Type.DWORD;
      case IPV4, IPV4_LIST, IPV4_PAIRS -> Type.IPV4ADDRESS;
      case TEXT, URI -> Type.STRING;
      case COMPOSITE -> code == OptionCode.VENDOR_SPECIFIC_INFORMATION ? Type.BINARYDATA : null;
      case EMPTY, DOMAIN_NAMES, BYTES -> null;
    };
  }

  /** The address that an option's text is; 0 if it is a name. */
  static int addressIn(byte[] text) {
    int length = text.length;
    while (length > 0 && text[length - 1] == 0) {
      length--;
    }
    try {
      return Ipv4.parse(
          new String(Arrays.copyOf(text, length), StandardCharsets.ISO_8859_1).strip());
    } catch (IllegalArgumentException e) {
      return Ipv4.ANY;
    }
  }
}
