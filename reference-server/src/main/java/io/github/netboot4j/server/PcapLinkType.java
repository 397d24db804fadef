package io.github.netboot4j.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a captured frame starts with, and where the IPv4 packet in it lies. */
enum PcapLinkType {
  /** Ethernet: two addresses, then the type of what follows. */
  ETHERNET {
    @Override
    int findIpv4(ByteBuffer frame) {
      return behindEtherType(frame, 12, 14);
    }
  },

  /** Linux cooked, version 1: captures of the interface "any". */
  LINUX_COOKED {
    @Override
    int findIpv4(ByteBuffer frame) {
      return behindEtherType(frame, 14, 16);
    }
  },

  /** Linux cooked, version 2: the type comes first. */
  LINUX_COOKED_2 {
    @Override
    int findIpv4(ByteBuffer frame) {
      return behindEtherType(frame, 0, 20);
    }
  },

  /** The IP packet itself. */
  RAW_IP {
    @Override
    int findIpv4(ByteBuffer frame) {
      return 0;
    }
  },

  /** BSD loopback: the address family in the byte order of the machine that captured. */
  LOOPBACK_HOST_ORDER {
    @Override
    int findIpv4(ByteBuffer frame) {
      if (frame.limit() < 4) {
        return CUT;
      }
      int family = frame.getInt(0);
      return family == FAMILY_IPV4 || Integer.reverseBytes(family) == FAMILY_IPV4 ? 4 : OTHER;
    }
  },

  /** OpenBSD loopback: the address family in network byte order. */
  LOOPBACK {
    @Override
    int findIpv4(ByteBuffer frame) {
      return frame.limit() < 4 ? CUT : frame.getInt(0) == FAMILY_IPV4 ? 4 : OTHER;
    }
  };

  /** {@link #findIpv4}: the frame carries something else. */
  static final int OTHER = -1;

  /** {@link #findIpv4}: the frame ends before it says what it carries. */
  static final int CUT = -2;

  private static final int FAMILY_IPV4 = 2;
  private static final int ETHER_TYPE_IPV4 = 0x0800;
  private static final int TAG_LENGTH = 4;

  /** The link type with a number of the registry at tcpdump.org, or null for one not read here. */
  static @Nullable PcapLinkType of(int code) {
    return switch (code) {
      case 0 -> LOOPBACK_HOST_ORDER;
      case 1 -> ETHERNET;
      case 12, 101, 228 -> RAW_IP; // 12 is what some BSDs write for 101; 228 is IPv4 alone.
      case 108 -> LOOPBACK;
      case 113 -> LINUX_COOKED;
      case 276 -> LINUX_COOKED_2;
      default -> null;
    };
  }

  /**
   * Finds the IPv4 packet, behind any number of VLAN tags.
   *
   * @param frame in big-endian order, from index 0 to its limit
   * @return where the packet would start, {@link #OTHER} or {@link #CUT}
   */
  abstract int findIpv4(ByteBuffer frame);

  private static int behindEtherType(ByteBuffer frame, int type, int payload) {
    int typeAt = type;
    int payloadAt = payload;
    while (payloadAt <= frame.limit()) {
      int etherType = frame.getShort(typeAt) & 0xFFFF;
      if (!isVlanTag(etherType)) {
        return etherType == ETHER_TYPE_IPV4 ? payloadAt : OTHER;
      }
      typeAt = payloadAt + 2;
      payloadAt += TAG_LENGTH;
    }
    return CUT;
  }

  /** IEEE 802.1Q, 802.1ad, and the type that switches used for two tags before 802.1ad. */
  private static boolean isVlanTag(int etherType) {
    return etherType == 0x8100 || etherType == 0x88A8 || etherType == 0x9100;
  }
}
