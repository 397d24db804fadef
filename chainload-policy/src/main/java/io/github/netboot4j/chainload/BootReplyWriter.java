package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionBuilder;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.PxeVendorOptions;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision into a reply so that firmware boots from it: the name of the boot file in every
 * place where firmware looks, and what each kind of client needs besides. Not for use by several
 * threads at once; allocates nothing.
 *
 * <p>A decision that was made of fields is written as it is, and nothing is added.
 */
public final class BootReplyWriter {
  private static final String PXE_CLIENT = "PXEClient";
  private static final String HTTP_CLIENT = "HTTPClient";

  /** The magic number of option 208 (RFC 5071 §3). */
  private static final byte[] PXELINUX_MAGIC = {(byte) 0xF1, 0x00, 0x74, 0x7E};

  private static final byte[] SKIP_DISCOVERY =
      new PxeMenu().discovery(PxeVendorOptions.SKIP_DISCOVERY).toByteArray();

  private static final byte[] RASPBERRY_PI_MENU =
      new PxeMenu()
          .discovery(
              PxeVendorOptions.NO_BROADCAST_DISCOVERY | PxeVendorOptions.NO_MULTICAST_DISCOVERY)
          .item(PxeMenu.LOCAL_BOOT, "Raspberry Pi Boot")
          .prompt(0, "PXE")
          .toByteArray();

  private final int serverAddress;
  private final byte[] serverName;
  private final PxeVendorOptions asked = new PxeVendorOptions();
  private final OptionBuilder bootItem = new OptionBuilder(2 + 2 * Short.BYTES + 1);

  /**
   * A writer for the replies of one server.
   *
   * @param serverAddress the server's own IPv4 address: the next server of decisions that name none
   */
  public BootReplyWriter(int serverAddress) {
    this.serverAddress = serverAddress;
    this.serverName = BootDecision.addressText(serverAddress);
  }

  /**
   * Writes what a reply of a DHCP server, which also gives an address, says about booting: {@code
   * siaddr}, {@code file}, {@code sname}, and options 43, 60, 66, 67, 97 and those of the decision,
   * as far as the decision and the client need them. A decision that boots nothing writes nothing
   * but option 97; one made of fields writes those, and nothing else.
   *
   * @param request who asked
   * @param decision what to run
   * @param reply a started reply
   */
  public void write(BootRequest request, BootDecision decision, DhcpMessageWriter reply) {
    write(request, decision, reply, false);
  }

  /**
   * Writes the same into a reply of a ProxyDHCP server, which gives no address: an offer on port
   * 67, or an acknowledgement on port 4011, as {@link BootRequest#arrivalPort} says. A proxy stays
   * silent when there is nothing to boot; this does not see to that.
   *
   * @param request who asked, and on which port
   * @param decision what to run
   * @param reply a started reply
   */
  public void writeProxy(BootRequest request, BootDecision decision, DhcpMessageWriter reply) {
    write(request, decision, reply, true);
  }

  private void write(
      BootRequest request, BootDecision decision, DhcpMessageWriter reply, boolean proxy) {
    ReplyFields fields = decision.fields();
    if (fields != null) {
      fields.write(request, reply);
      return;
    }
    BootStage client = request.stage();
    if (decision.boots()) {
      // The most needed first: what does not fit is left out.
      writeVendorOptions(client, request, decision, reply, proxy);
      writeBoot(client, decision, reply);
    }
    if (ClientQuirk.MACHINE_ID_ECHOED.isOf(client) && request.machineId().length() > 0) {
      reply.option(OptionCode.CLIENT_MACHINE_IDENTIFIER, request.machineId());
    }
    if (decision.boots()) {
      writeOptions(client, decision, reply);
    }
  }

  private void writeBoot(BootStage client, BootDecision decision, DhcpMessageWriter reply) {
    boolean elsewhere = decision.nextServer() != Ipv4.ANY;
    boolean named = !decision.serverName().isEmpty();
    if (ClientQuirk.NEXT_SERVER_IN_HEADER.isOf(client)) {
      reply.nextServerAddress(elsewhere ? decision.nextServer() : serverAddress);
    }
    if (named) {
      reply.serverName(decision.nextServerName());
    }
    if (ClientQuirk.BOOT_FILE_TWICE.isOf(client)) {
      reply.bootFile(decision.fileField());
    }
    reply.option(
        OptionCode.TFTP_SERVER_NAME, elsewhere || named ? decision.nextServerName() : serverName);
    reply.option(
        OptionCode.BOOT_FILE_NAME,
        ClientQuirk.NUL_AFTER_BOOT_FILE.isOf(client)
            ? decision.bootFileOption()
            : decision.fileField());
  }

  /** Options 60 and 43, which mean something only together. */
  private void writeVendorOptions(
      BootStage client,
      BootRequest request,
      BootDecision decision,
      DhcpMessageWriter reply,
      boolean proxy) {
    boolean menu = false;
    if (proxy && request.arrivalPort() == BootRequest.BOOT_SERVER_PORT) {
      menu = ClientQuirk.BOOT_ITEM_ECHOED.isOf(client) && echoBootItem(request, reply);
    } else {
      byte[] value = menuFor(client, decision, proxy);
      if (value != null) {
        reply.option(OptionCode.VENDOR_SPECIFIC_INFORMATION, value);
        menu = true;
      }
    }
    if (ClientQuirk.HTTP_VENDOR_CLASS.isOf(client)) {
      reply.option(OptionCode.VENDOR_CLASS_IDENTIFIER, HTTP_CLIENT);
    } else if ((proxy && ClientQuirk.PROXY_VENDOR_CLASS.isOf(client))
        || (menu && ClientQuirk.MENU_VENDOR_CLASS.isOf(client))) {
      reply.option(OptionCode.VENDOR_CLASS_IDENTIFIER, PXE_CLIENT);
    }
  }

  private static byte @Nullable [] menuFor(BootStage client, BootDecision decision, boolean proxy) {
    if (ClientQuirk.NO_MENU.isOf(client)) {
      return null;
    }
    byte[] ofDecision = decision.options().value(OptionCode.VENDOR_SPECIFIC_INFORMATION);
    if (ofDecision != null) {
      return ofDecision;
    }
    if (ClientQuirk.RASPBERRY_PI_MENU.isOf(client)) {
      return RASPBERRY_PI_MENU;
    }
    return proxy && ClientQuirk.PROXY_SKIPS_DISCOVERY.isOf(client) ? SKIP_DISCOVERY : null;
  }

  private boolean echoBootItem(BootRequest request, DhcpMessageWriter reply) {
    asked.read(request.message());
    if (asked.bootItemType() < 0) {
      return false;
    }
    bootItem
        .clear()
        .begin(PxeVendorOptions.BOOT_ITEM)
        .unsigned16(asked.bootItemType())
        .unsigned16(asked.bootItemLayer())
        .end()
        .unsigned8(OptionCode.END);
    reply.option(OptionCode.VENDOR_SPECIFIC_INFORMATION, bootItem);
    return true;
  }

  private static void writeOptions(
      BootStage client, BootDecision decision, DhcpMessageWriter reply) {
    ExtraOptions options = decision.options();
    boolean magic = options.value(OptionCode.PXELINUX_MAGIC) != null;
    for (int index = 0; index < options.count(); index++) {
      int code = options.code(index);
      switch (code) {
        case OptionCode.VENDOR_SPECIFIC_INFORMATION -> {
          continue;
        }
        case OptionCode.ETHERBOOT -> {
          if (!ClientQuirk.IPXE_SETTINGS.isOf(client)) {
            continue;
          }
        }
        case OptionCode.CONFIGURATION_FILE, OptionCode.PATH_PREFIX, OptionCode.REBOOT_TIME -> {
          if (!magic && ClientQuirk.PXELINUX_MAGIC.isOf(client)) {
            reply.option(OptionCode.PXELINUX_MAGIC, PXELINUX_MAGIC);
            magic = true;
          }
        }
        default -> {}
      }
      reply.option(code, options.valueAt(index));
    }
  }
}
