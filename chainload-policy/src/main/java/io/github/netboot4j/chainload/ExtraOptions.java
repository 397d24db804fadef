package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.OptionCode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options that go along with a decision, ascending by code. Immutable. */
final class ExtraOptions {
  static final ExtraOptions NONE = new ExtraOptions(new TreeMap<>());

  private static final int LONGEST = 255;

  private final SortedMap<Integer, byte[]> byCode;
  private final int[] codes;
  private final byte[][] values;

  private ExtraOptions(SortedMap<Integer, byte[]> byCode) {
    this.byCode = byCode;
    codes = byCode.keySet().stream().mapToInt(Integer::intValue).toArray();
    values = byCode.values().toArray(new byte[0][]);
  }

  ExtraOptions with(int code, byte[] value) {
    if (code <= OptionCode.PAD || code >= OptionCode.END) {
      throw new IllegalArgumentException("not the code of an option: " + code);
    }
    if (isTheServersOwn(code)) {
      throw new IllegalArgumentException(
          "option " + code + " is written by the server or follows from the decision");
    }
    if (value.length == 0 || value.length > LONGEST) {
      throw new IllegalArgumentException(
          "option " + code + " takes 1 to " + LONGEST + " octets here, not " + value.length);
    }
    SortedMap<Integer, byte[]> more = new TreeMap<>(byCode);
    more.put(code, value.clone());
    return new ExtraOptions(more);
  }

  private static boolean isTheServersOwn(int code) {
    return switch (code) {
      case OptionCode.REQUESTED_ADDRESS,
          OptionCode.LEASE_TIME,
          OptionCode.OVERLOAD,
          OptionCode.MESSAGE_TYPE,
          OptionCode.SERVER_IDENTIFIER,
          OptionCode.PARAMETER_REQUEST_LIST,
          OptionCode.MAXIMUM_MESSAGE_SIZE,
          OptionCode.RENEWAL_TIME,
          OptionCode.REBINDING_TIME,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.CLIENT_IDENTIFIER,
          OptionCode.TFTP_SERVER_NAME,
          OptionCode.BOOT_FILE_NAME,
          OptionCode.RELAY_AGENT_INFORMATION,
          OptionCode.CLIENT_MACHINE_IDENTIFIER ->
          true;
      default -> false;
    };
  }

  int count() {
    return codes.length;
  }

  int code(int index) {
    return codes[index];
  }

  /** The value itself, not to be changed. */
  byte[] valueAt(int index) {
    return values[index];
  }

  /** The value of an option itself, not to be changed; null if there is none. */
  byte @Nullable [] value(int code) {
    for (int index = 0; index < codes.length; index++) {
      if (codes[index] == code) {
        return values[index];
      }
    }
    return null;
  }
}
