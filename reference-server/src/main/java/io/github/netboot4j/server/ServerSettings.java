package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that one server needs, checked.
 *
 * @param dhcp what DHCP gives out, and where
 * @param policy what machines are to run
 * @param tftpRoot the directory that TFTP serves, or null for no TFTP
 * @param tftpPort 69 by RFC 1350; 0 for any free one
 * @param httpRoot the directory that HTTP serves, or null for no HTTP
 * @param httpPort 80 by custom; 0 for any free one
 * @param tftpOptions what else TFTP is to do
 * @param loops what is done about machines that load the same file for ever
 */
record ServerSettings(
    DhcpSettings dhcp,
    BootPolicy policy,
    @Nullable Path tftpRoot,
    int tftpPort,
    @Nullable Path httpRoot,
    int httpPort,
    TftpOptions tftpOptions,
    LoopSettings loops) {

  /** TFTP that follows no links and takes no uploads; loops are broken. */
  ServerSettings(
      DhcpSettings dhcp,
      BootPolicy policy,
      @Nullable Path tftpRoot,
      int tftpPort,
      @Nullable Path httpRoot,
      int httpPort) {
    this(
        dhcp,
        policy,
        tftpRoot,
        tftpPort,
        httpRoot,
        httpPort,
        TftpOptions.NONE,
        LoopSettings.DEFAULTS);
  }
}
