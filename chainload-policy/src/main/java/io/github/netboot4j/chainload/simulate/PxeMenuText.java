package io.github.netboot4j.chainload.simulate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The menu, its prompt and the boot servers of option 43 as firmware walks them (PXE 2.1 §2.2,
 * tables of 43.8 to 43.10; EDK2 PxeBcBoot.c).
 */
final class PxeMenuText {
  private static final byte[] NOTHING = {};
  private static final int BOOT_SERVERS = 8;
  private static final int MENU = 9;
  private static final int PROMPT = 10;
  private static final int FOR_EVER = 255;

  private final byte[] servers;
  private final byte[] menu;
  private final byte[] prompt;

  private PxeMenuText(byte[] servers, byte[] menu, byte[] prompt) {
    this.servers = servers;
    this.menu = menu;
    this.prompt = prompt;
  }

  static PxeMenuText of(Offer offer) {
    return new PxeMenuText(
        orNothing(offer.vendor(BOOT_SERVERS)),
        orNothing(offer.vendor(MENU)),
        orNothing(offer.vendor(PROMPT)));
  }

  private static byte[] orNothing(byte @Nullable [] value) {
    return value == null ? NOTHING : value;
  }

  /** The type of the item that is chosen when nobody touches a key; -1 without a menu. */
  int firstItem() {
    return menu.length < 3 ? -1 : unsigned16(menu, 0);
  }

  /** The text of the first item; empty without one. */
  boolean firstItemSays(String text) {
    int length = menu.length < 3 ? 0 : Math.min(menu[2] & 0xFF, menu.length - 3);
    return new String(menu, Math.min(3, menu.length), length, StandardCharsets.US_ASCII)
        .contains(text);
  }

  /** Whether there is a prompt that chooses the first item at once. */
  boolean choosesAtOnce() {
    return prompt.length > 0 && prompt[0] == 0;
  }

  boolean waits() {
    return prompt.length > 0 && (prompt[0] & 0xFF) == FOR_EVER;
  }

  /** The first address of all; 0 without any. */
  int firstServer() {
    return servers.length < 7 || servers[2] == 0 ? 0 : Offer.int32(servers, 3);
  }

  /** The addresses of the boot servers of a type. */
  List<Integer> servers(int type) {
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at + 3 <= servers.length) {
      int of = unsigned16(servers, at);
      int end = Math.min(at + 3 + (servers[at + 2] & 0xFF) * Integer.BYTES, servers.length);
      for (int next = at + 3; next + Integer.BYTES <= end; next += Integer.BYTES) {
        if (of == type) {
          found.add(Offer.int32(servers, next));
        }
      }
      at = end;
    }
    return found;
  }

  private static int unsigned16(byte[] from, int at) {
    return ByteBuffer.wrap(from).getShort(at) & 0xFFFF;
  }
}
