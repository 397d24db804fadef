package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;

/**
 * Writes a decision into a reply so that firmware boots from it. Not for use by several threads at
 * once; allocates nothing.
 *
 * <p>Firmware differs in where it looks, so the same is said in every place (sources: iPXE {@code
 * net/udp/dhcp.c} and {@code usr/autoboot.c}, EDK2 {@code NetworkPkg/UefiPxeBcDxe/PxeBcDhcp4.c}):
 *
 * <ul>
 *   <li>iPXE takes {@code file} before option 67, and {@code siaddr} alone as the next server;
 *   <li>EDK2 takes option 67 before {@code file};
 *   <li>some firmware reads on past an option 67 without a NUL, so it gets one;
 *   <li>UEFI HTTP Boot takes an offer only with option 60 {@code HTTPClient}; UEFI PXE that sees
 *       {@code PXEClient} without option 43 turns to port 4011, so nobody else gets an option 60.
 * </ul>
 */
public final class BootReplyWriter {
  private final int serverAddress;
  private final byte[] serverName;

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
   * Writes {@code siaddr}, {@code file} and options 60, 66, 67 and 97 as far as the decision and
   * the client need them. A decision that boots nothing writes nothing but option 97; one made of
   * fields writes those, and nothing else.
   *
   * @param request who asked
   * @param decision what to run
   * @param reply a started reply
   */
  public void write(BootRequest request, BootDecision decision, DhcpMessageWriter reply) {
    ReplyFields fields = decision.fields();
    if (fields != null) {
      fields.write(request, reply);
      return;
    }
    if (decision.boots()) {
      boolean elsewhere = decision.nextServer() != Ipv4.ANY;
      reply.nextServerAddress(elsewhere ? decision.nextServer() : serverAddress);
      reply.bootFile(decision.fileField());
      if (request.stage() == BootStage.UEFI_HTTP) {
        reply.option(OptionCode.VENDOR_CLASS_IDENTIFIER, "HTTPClient");
      }
      reply.option(OptionCode.TFTP_SERVER_NAME, elsewhere ? decision.nextServerName() : serverName);
      reply.option(OptionCode.BOOT_FILE_NAME, decision.bootFileOption());
    }
    if (request.machineId().length() > 0) {
      reply.option(OptionCode.CLIENT_MACHINE_IDENTIFIER, request.machineId());
    }
  }
}
