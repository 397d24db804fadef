package io.github.netboot4j.dhcp;

import org.jspecify.annotations.Nullable;

/**
 * The length rule of each registered option, as data. A code without a row, or a repeat that joins
 * to a longer value, is judged by what stands here and by nothing else.
 */
final class OptionRegistry {
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final int[] MINIMUM = new int[256];
  private static final int[] MAXIMUM = new int[256];

  /** The size of a list's items less one; sizes are powers of two, so a mask finds a remainder. */
  private static final int[] REMAINDER_MASK = new int[256];

  static {
    java.util.Arrays.fill(MAXIMUM, UNBOUNDED);
    exactly(OptionCode.SUBNET_MASK, 4);
    listOf(OptionCode.ROUTER, 4);
    listOf(OptionCode.DOMAIN_NAME_SERVER, 4);
    atLeast(OptionCode.HOST_NAME, 1);
    atLeast(OptionCode.VENDOR_SPECIFIC_INFORMATION, 1);
    exactly(OptionCode.REQUESTED_ADDRESS, 4);
    exactly(OptionCode.LEASE_TIME, 4);
    exactly(OptionCode.OVERLOAD, 1);
    exactly(OptionCode.MESSAGE_TYPE, 1);
    exactly(OptionCode.SERVER_IDENTIFIER, 4);
    atLeast(OptionCode.PARAMETER_REQUEST_LIST, 1);
    atLeast(OptionCode.MESSAGE, 1);
    exactly(OptionCode.MAXIMUM_MESSAGE_SIZE, 2);
    exactly(OptionCode.RENEWAL_TIME, 4);
    exactly(OptionCode.REBINDING_TIME, 4);
    atLeast(OptionCode.VENDOR_CLASS_IDENTIFIER, 1);
    atLeast(OptionCode.CLIENT_IDENTIFIER, 2);
    atLeast(OptionCode.TFTP_SERVER_NAME, 1);
    atLeast(OptionCode.BOOT_FILE_NAME, 1);
    atLeast(OptionCode.USER_CLASS, 1);
    atLeast(OptionCode.RELAY_AGENT_INFORMATION, 2);
    listOf(OptionCode.CLIENT_ARCHITECTURE, 2);
    exactly(OptionCode.NETWORK_INTERFACE_IDENTIFIER, 3);
    exactly(OptionCode.CLIENT_MACHINE_IDENTIFIER, 17);
    atLeast(OptionCode.ETHERBOOT, 1);
  }

  private OptionRegistry() {}

  /** The fault of an option of this length, or null when the length is right. */
  static @Nullable OptionFault check(int code, int length) {
    if (length < MINIMUM[code]) {
      return OptionFault.TOO_SHORT;
    }
    if (length > MAXIMUM[code]) {
      return OptionFault.TOO_LONG;
    }
    return (length & REMAINDER_MASK[code]) == 0 ? null : OptionFault.NOT_A_MULTIPLE;
  }

  private static void exactly(int code, int octets) {
    MINIMUM[code] = octets;
    MAXIMUM[code] = octets;
  }

  private static void atLeast(int code, int octets) {
    MINIMUM[code] = octets;
  }

  private static void listOf(int code, int octets) {
    MINIMUM[code] = octets;
    REMAINDER_MASK[code] = octets - 1;
  }
}
