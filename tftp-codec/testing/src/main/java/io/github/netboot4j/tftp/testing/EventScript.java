package io.github.netboot4j.tftp.testing;

/**
 * A sequence of events as a row of small numbers, for tests of state machines: what each number
 * means is the test's to say. jqwik can shrink it, and a fuzzer can change it. When it is used up,
 * there is nothing more to do, and all that is read is 0.
 */
public final class EventScript {
  private final byte[] bytes;
  private int at;

  /**
   * A script.
   *
   * @param bytes such as {@link TftpArbitraries#events} makes; not changed meanwhile
   */
  public EventScript(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Whether the script goes on.
   *
   * @return false once it is used up
   */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /**
   * The next octet.
   *
   * @return 0 to 255
   */
  public int unsigned8() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /**
   * The next octet.
   *
   * @return -128 to 127
   */
  public int signed8() {
    return (byte) unsigned8();
  }

  /**
   * The next two octets, the more significant first.
   *
   * @return 0 to 65535
   */
  public int unsigned16() {
    return unsigned8() << 8 | unsigned8();
  }
}
