package io.github.netboot4j.dhcp;

/**
 * Where the fields of a message lie and how long they are (RFC 2131 §2), in octets from its start.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------+---------------+---------------+---------------+
 *   |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |    0
 *   +---------------+---------------+---------------+---------------+
 *   |                            xid (4)                            |    4
 *   +-------------------------------+-------------------------------+
 *   |           secs (2)            |           flags (2)           |    8
 *   +-------------------------------+-------------------------------+
 *   |                          ciaddr  (4)                          |   12
 *   +---------------------------------------------------------------+
 *   |                          yiaddr  (4)                          |   16
 *   +---------------------------------------------------------------+
 *   |                          siaddr  (4)                          |   20
 *   +---------------------------------------------------------------+
 *   |                          giaddr  (4)                          |   24
 *   +---------------------------------------------------------------+
 *   |                          chaddr  (16)                         |   28
 *   +---------------------------------------------------------------+
 *   |                          sname   (64)                         |   44
 *   +---------------------------------------------------------------+
 *   |                          file    (128)                        |  108
 *   +---------------------------------------------------------------+
 *   |      magic cookie (4), then options (variable)                |  236
 *   +---------------------------------------------------------------+
 * </pre>
 */
final class HeaderLayout {
  static final int OP = 0;
  static final int HTYPE = 1;
  static final int HLEN = 2;
  static final int HOPS = 3;
  static final int XID = 4;
  static final int SECS = 8;
  static final int FLAGS = 10;
  static final int CIADDR = 12;
  static final int YIADDR = 16;
  static final int SIADDR = 20;
  static final int GIADDR = 24;
  static final int CHADDR = 28;
  static final int CHADDR_LENGTH = 16;
  static final int SNAME = 44;
  static final int SNAME_LENGTH = 64;
  static final int SNAME_END = SNAME + SNAME_LENGTH;
  static final int FILE = 108;
  static final int FILE_LENGTH = 128;
  static final int FILE_END = FILE + FILE_LENGTH;
  static final int COOKIE = 236;
  static final int OPTIONS = 240;

  /** What stands at {@link #COOKIE} in a message with options: 99.130.83.99. */
  static final int MAGIC_COOKIE = 0x6382_5363;

  /** The bit of {@code flags} that asks for broadcast replies. */
  static final int BROADCAST_FLAG = 0x8000;

  /** Bits of option 52: which fields hold options. */
  static final int OVERLOAD_FILE = 1;

  static final int OVERLOAD_SNAME = 2;

  private HeaderLayout() {}
}
