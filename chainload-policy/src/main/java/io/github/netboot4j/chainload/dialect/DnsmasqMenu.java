package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.SubOptions;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Option 43 with a boot menu, put together as dnsmasq does: discovery control, a prompt, boot
 * servers, the menu, and the sub-options that lines add.
 *
 * @param items the menu's items, for whom they are
 * @param beside sub-options that lines add, the prompt (10) perhaps among them
 */
record DnsmasqMenu(List<Item> items, List<SubOptions.Part> beside) implements Data, Walked.Leading {
  private static final int DISCOVERY_CONTROL = 6;
  private static final int BOOT_SERVERS = 8;
  private static final int MENU = 9;
  private static final int PROMPT = 10;
  private static final int END = 255;
  private static final int LARGEST = 253;

  private static final int NO_DISCOVERY = 3;
  private static final int BY_BROADCAST = 2;
  private static final int FILE_WITHOUT_MENU = 8;
  private static final int WAIT = 255;

  /** An item of the menu. */
  record Item(Condition when, int type, String text, Data server) {}

  DnsmasqMenu {
    items = List.copyOf(items);
    beside = List.copyOf(beside);
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    byte[] servers = servers(request, space);
    byte[] menu = menu(request, space);
    int count = 0;
    int control = NO_DISCOVERY;
    for (Item item : items) {
      if (item.when().holds(request, space)) {
        count++;
        boolean known = address(item, request, space) != 0;
        control = !known && item.type() != 0 ? BY_BROADCAST : control;
      }
    }
    if (menu.length < LARGEST && servers.length < LARGEST) {
      sub(space, DISCOVERY_CONTROL, new byte[] {(byte) (count == 0 ? FILE_WITHOUT_MENU : control)});
      if (!hasPrompt(request, space)) {
        sub(space, PROMPT, new byte[] {(byte) (count > 1 ? WAIT : 0), 'P', 'X', 'E'});
      }
      if (servers.length > 0) {
        sub(space, BOOT_SERVERS, servers);
      }
      if (count > 0) {
        sub(space, MENU, menu);
      }
    }
    for (SubOptions.Part part : beside) {
      if (part.when().holds(request, space)) {
        SubOptions.append(part, request, space);
      }
    }
    if (space.length() > start) {
      space.append(END);
    }
    return space.length() - start;
  }

  private static void sub(Workspace space, int code, byte[] value) {
    space.append(code);
    space.append(value.length);
    space.append(value, 0, value.length);
  }

  private boolean hasPrompt(BootRequest request, Workspace space) {
    for (SubOptions.Part part : beside) {
      if (part.code() == PROMPT && part.when().holds(request, space)) {
        return true;
      }
    }
    return false;
  }

  private byte[] menu(BootRequest request, Workspace space) {
    int start = space.length();
    for (Item item : items) {
      if (item.when().holds(request, space)) {
        byte[] text = item.text().getBytes(StandardCharsets.ISO_8859_1);
        space.append(item.type() >>> Byte.SIZE);
        space.append(item.type());
        space.append(text.length);
        space.append(text, 0, text.length);
      }
    }
    return taken(space, start);
  }

  private byte[] servers(BootRequest request, Workspace space) {
    int start = space.length();
    for (Item item : items) {
      if (item.when().holds(request, space)) {
        int address = address(item, request, space);
        if (address != 0) {
          space.append(item.type() >>> Byte.SIZE);
          space.append(item.type());
          space.append(1);
          space.append32(address);
        }
      }
    }
    return taken(space, start);
  }

  private static byte[] taken(Workspace space, int start) {
    byte[] octets = space.copyFrom(start);
    space.truncate(start);
    return octets;
  }

  private static int address(Item item, BootRequest request, Workspace space) {
    int start = space.length();
    item.server().append(request, space);
    int address = 0;
    for (int index = start; index < space.length(); index++) {
      address = address << Byte.SIZE | space.unsigned8(index);
    }
    space.truncate(start);
    return address;
  }

  /** What is in it makes the class; the octets are not made here. */
  @Override
  public Value value(Walk walk) {
    items.forEach(item -> walk.holds(item.when()));
    beside.forEach(part -> walk.holds(part.when()));
    return Value.UNCLEAR;
  }

  @Override
  public int variant(BootRequest request, Workspace space) {
    int variant = 1;
    if (items.size() + beside.size() >= Integer.SIZE - 1) {
      return UNIQUE;
    }
    for (int index = 0; index < items.size(); index++) {
      variant = variant << 1 | (items.get(index).when().holds(request, space) ? 1 : 0);
    }
    for (int index = 0; index < beside.size(); index++) {
      variant = variant << 1 | (beside.get(index).when().holds(request, space) ? 1 : 0);
    }
    return variant;
  }

  @Override
  public String toString() {
    return "a PXE menu of " + items.size() + " items at most";
  }
}
