package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a machine a script of its own. Where iPXE or gPXE is told to run a script of this server's,
 * and {@code by-mac/52-54-00-12-34-56.ipxe} or its template is below the same root, it is told that
 * instead. It is told so by DHCP, so a script of its own may still chain to that of all.
 */
final class MachineScripts implements BootPolicy {
  static final String DIRECTORY = "by-mac/";

  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  private static final String SCRIPT = ".ipxe";
  private static final int FIRST_OPTION = 1;
  private static final int LAST_OPTION = 254;

  private final BootPolicy policy;
  private final int ownAddress;
  private final String web;
  private final @Nullable Path tftpRoot;
  private final @Nullable Path httpRoot;
  private final boolean tftpFollowsLinks;
  private final ThrottledLog notServed = new ThrottledLog(LOG, System::nanoTime);

  /**
   * A policy that looks for scripts of machines.
   *
   * @param policy decides what all are told
   * @param ownAddress the server's IPv4 address where it asks
   * @param httpPort its port of HTTP
   * @param tftpFollowsLinks whether TFTP serves what a symbolic link leads to; HTTP always does
   */
  MachineScripts(
      BootPolicy policy,
      int ownAddress,
      int httpPort,
      @Nullable Path tftpRoot,
      boolean tftpFollowsLinks,
      @Nullable Path httpRoot) {
    this.policy = policy;
    this.ownAddress = ownAddress;
    this.web = Ipv4.format(ownAddress) + (httpPort == 80 ? "" : ":" + httpPort) + "/";
    this.tftpRoot = tftpRoot;
    this.tftpFollowsLinks = tftpFollowsLinks;
    this.httpRoot = httpRoot;
  }

  @Override
  public BootDecision decide(BootRequest request) {
    BootDecision decision = policy.decide(request);
    if (!decision.boots()
        || request.macAddress() < 0
        || (request.stage() != BootStage.IPXE && request.stage() != BootStage.GPXE)) {
      return decision;
    }
    String file = decision.bootFile();
    String before = rootOf(file, decision.nextServer());
    boolean overHttp = before != null && before.startsWith("http");
    Path root = before == null ? null : overHttp ? httpRoot : tftpRoot;
    int end = file.indexOf('?') < 0 ? file.length() : file.indexOf('?');
    if (before == null || root == null || !file.substring(0, end).endsWith(SCRIPT)) {
      return decision;
    }
    String own = DIRECTORY + Printable.mac(request.macAddress()).replace(':', '-') + SCRIPT;
    boolean followsLinks = overHttp || tftpFollowsLinks;
    if (!isServed(root, own, followsLinks)
        && !isServed(root, own + ScriptTemplates.SUFFIX, followsLinks)) {
      return decision;
    }
    String script = before + own + file.substring(end);
    if (script.length() > BootDecision.LONGEST_BOOT_FILE) {
      script = before + own;
    }
    Reason why = decision.reason();
    return told(decision, script)
        .because(new Reason(own + " instead: " + why.rule(), why.source(), why.line()));
  }

  /** Who is told of a file that is not served does not boot at all. */
  private boolean isServed(Path root, String name, boolean followsLinks) {
    if (!Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      new FileRoot(root, followsLinks).open(name).close();
      return true;
    } catch (IOException e) {
      notServed.warn(
          () ->
              name
                  + " is there, but is not served, so its machine runs the script for all: "
                  + reason(e));
      return false;
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException ofFile && ofFile.getReason() != null
        ? ofFile.getReason()
        : "not readable";
  }

  /** What stands before the path of a file of this server's; null for one of another's. */
  private @Nullable String rootOf(String file, int nextServer) {
    if (!file.contains("://")) {
      boolean here = nextServer == Ipv4.ANY || nextServer == ownAddress;
      return here ? (file.startsWith("/") ? "/" : "") : null;
    }
    String tftp = "tftp://" + Ipv4.format(ownAddress) + "/";
    if (file.startsWith(tftp)) {
      return tftp;
    }
    String http = "http://" + web;
    return file.startsWith(http) ? http : null;
  }

  /** The decision with another file, and all else as it was. */
  private static BootDecision told(BootDecision decision, String script) {
    ReplyFields fields = decision.fields();
    if (fields != null) {
      return BootDecision.of(replaced(fields, script.getBytes(StandardCharsets.US_ASCII)));
    }
    BootDecision told = BootDecision.boot(script);
    if (decision.nextServer() != Ipv4.ANY) {
      told = told.from(decision.nextServer());
    }
    if (!decision.serverName().isEmpty()) {
      told = told.withServerName(decision.serverName());
    }
    for (int code = FIRST_OPTION; code <= LAST_OPTION; code++) {
      byte[] value = decision.option(code);
      if (value != null) {
        told = told.withOption(code, value);
      }
    }
    return told;
  }

  private static ReplyFields replaced(ReplyFields fields, byte[] script) {
    ReplyFields.Builder reply = new ReplyFields.Builder();
    for (int code : fields.optionCodes()) {
      byte[] value = fields.option(code);
      if (value != null) {
        reply.option(code, code == OptionCode.BOOT_FILE_NAME ? script : value);
      }
    }
    for (int code : fields.echoedCodes()) {
      reply.echo(code);
    }
    return reply
        .nextServer(fields.nextServer())
        .serverName(fields.serverName())
        .file(script)
        .build();
  }

  /** The policy's own rules. */
  @Override
  public String toString() {
    return policy.toString();
  }
}
