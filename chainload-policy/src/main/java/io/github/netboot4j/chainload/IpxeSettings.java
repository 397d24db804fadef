package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.OptionBuilder;

/**
 * Builds what a server may tell iPXE and gPXE in option 175. For {@link
 * BootDecision#withOption(int, byte[])}; only iPXE and gPXE get it.
 */
public final class IpxeSettings {
  private static final int CAPACITY = 64;

  private final OptionBuilder value = new OptionBuilder(CAPACITY);

  /** Nothing yet. */
  public IpxeSettings() {}

  /**
   * Ranks this offer among those of other servers (175.1): the highest wins.
   *
   * @param priority -128 to 127; an offer without one has 0
   * @return these settings
   * @throws IllegalArgumentException for any other number
   */
  public IpxeSettings priority(int priority) {
    if (priority != (byte) priority) {
      throw new IllegalArgumentException("a priority is -128 to 127, not " + priority);
    }
    return octet(IpxeOptions.PRIORITY, priority);
  }

  /**
   * Says that there is no ProxyDHCP server to wait for (175.176), which saves about two seconds.
   *
   * @return these settings
   */
  public IpxeSettings noPxeDhcp() {
    return octet(IpxeOptions.NO_PXE_DHCP, 1);
  }

  /**
   * Keeps the drive of the network attached when booting from it failed (175.8).
   *
   * @return these settings
   */
  public IpxeSettings keepSan() {
    return octet(IpxeOptions.KEEP_SAN, 1);
  }

  /**
   * Attaches the drive of the network without booting from it (175.9).
   *
   * @return these settings
   */
  public IpxeSettings skipSanBoot() {
    return octet(IpxeOptions.SKIP_SAN_BOOT, 1);
  }

  /**
   * Any other setting, in text.
   *
   * @param code 1 to 254, such as {@link IpxeOptions#USER_NAME}
   * @param text at most 255 octets in UTF-8
   * @return these settings
   * @throws IllegalArgumentException for any other code
   * @throws IllegalStateException if the text is longer
   */
  public IpxeSettings text(int code, String text) {
    if (code < 1 || code > 254) {
      throw new IllegalArgumentException("not the code of a setting: " + code);
    }
    value.begin(code).text(text).end();
    return this;
  }

  private IpxeSettings octet(int code, int octet) {
    value.begin(code).unsigned8(octet).end();
    return this;
  }

  /**
   * The value of option 175.
   *
   * @return a new array
   */
  public byte[] toByteArray() {
    return value.toByteArray();
  }
}
