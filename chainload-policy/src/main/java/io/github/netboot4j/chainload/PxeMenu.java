package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.OptionBuilder;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.PxeVendorOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds the boot menu of PXE firmware, option 43 (PXE 2.1 §2.2): items, the servers of their
 * types, and a prompt. For {@link BootDecision#withOption(int, byte[])}.
 *
 * <pre>{@code
 * decision.withOption(43,
 *     new PxeMenu().item(0, "Local disk").item(1, "Install").server(1, address)
 *         .prompt(10, "Press F8").toByteArray())
 * }</pre>
 */
public final class PxeMenu {
  /** The type of the item that boots from the local disk. */
  public static final int LOCAL_BOOT = 0;

  /** The time of a prompt that waits for ever. */
  public static final int WAITS = 255;

  private static final int LARGEST_TYPE = 0xFFFF;
  private static final int MOST_SERVERS = 255;

  private final Map<Integer, String> items = new LinkedHashMap<>();
  private final Map<Integer, int[]> servers = new LinkedHashMap<>();
  private int discoveryControl = -1;
  private int promptTime = -1;
  private String promptText = "";

  /** No item yet. */
  public PxeMenu() {}

  /**
   * Adds an item, below those added before.
   *
   * @param type 0 to 65,535: which kind of boot server to ask for; {@link #LOCAL_BOOT} for none
   * @param text what the menu says, in ASCII
   * @return this menu
   * @throws IllegalArgumentException for any other type
   */
  public PxeMenu item(int type, String text) {
    items.put(requireType(type), text);
    return this;
  }

  /**
   * Says which servers are boot servers of a type.
   *
   * @param type 0 to 65,535
   * @param addresses IPv4 addresses
   * @return this menu
   * @throws IllegalArgumentException for any other type, or more than 255 addresses
   */
  public PxeMenu server(int type, int... addresses) {
    if (addresses.length > MOST_SERVERS) {
      throw new IllegalArgumentException("at most " + MOST_SERVERS + " servers of a type");
    }
    servers.put(requireType(type), addresses.clone());
    return this;
  }

  /**
   * Says how boot servers are to be found, as bits of {@link PxeVendorOptions}: {@link
   * PxeVendorOptions#NO_BROADCAST_DISCOVERY} and so on.
   *
   * @param bits the lowest eight
   * @return this menu
   */
  public PxeMenu discovery(int bits) {
    discoveryControl = bits & 0xFF;
    return this;
  }

  /**
   * Sets the prompt.
   *
   * @param seconds 0 to 254 until the first item is chosen, 0 for at once; or {@link #WAITS}
   * @param text what to show, in ASCII
   * @return this menu
   * @throws IllegalArgumentException for any other time
   */
  public PxeMenu prompt(int seconds, String text) {
    if (seconds < 0 || seconds > WAITS) {
      throw new IllegalArgumentException("a prompt waits 0 to 255 seconds, not " + seconds);
    }
    promptTime = seconds;
    promptText = text;
    return this;
  }

  private static int requireType(int type) {
    if (type < 0 || type > LARGEST_TYPE) {
      throw new IllegalArgumentException("a type is 0 to " + LARGEST_TYPE + ", not " + type);
    }
    return type;
  }

  /**
   * The value of option 43.
   *
   * @return a new array
   * @throws IllegalStateException if servers, items or prompt take more than 255 octets
   */
  public byte[] toByteArray() {
    OptionBuilder value = new OptionBuilder(MOST_SERVERS);
    if (discoveryControl >= 0) {
      value.begin(PxeVendorOptions.DISCOVERY_CONTROL).unsigned8(discoveryControl).end();
    }
    if (!servers.isEmpty()) {
      value.begin(PxeVendorOptions.BOOT_SERVERS);
      servers.forEach(
          (type, addresses) -> {
            value.unsigned16(type).unsigned8(addresses.length);
            for (int address : addresses) {
              value.int32(address);
            }
          });
      value.end();
    }
    if (!items.isEmpty()) {
      value.begin(PxeVendorOptions.BOOT_MENU);
      items.forEach((type, text) -> value.unsigned16(type).beginCounted().text(text).end());
      value.end();
    }
    if (promptTime >= 0) {
      value.begin(PxeVendorOptions.MENU_PROMPT).unsigned8(promptTime).text(promptText).end();
    }
    return value.unsigned8(OptionCode.END).toByteArray();
  }
}
