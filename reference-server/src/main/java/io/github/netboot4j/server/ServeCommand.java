package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netboot4j serve}: checks the flags, then serves until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Serves DHCP, TFTP and HTTP until stopped (Ctrl-C).",
    footer = {
      "",
      "Examples:",
      "  netboot4j serve --interface eth1 --pool 192.0.2.100-192.0.2.199 \\",
      "    --tftp-root /srv/tftp --bios undionly.kpxe --uefi-x64 snponly.efi \\",
      "    --http-root /srv/http --script http://192.0.2.1/boot.ipxe",
      "  netboot4j serve --interface eth1 --config /etc/dhcp/dhcpd.conf --tftp-root /srv/tftp",
      "  netboot4j serve --interface eth1 --proxy --tftp-root /srv/tftp \\",
      "    --bios undionly.kpxe --uefi-x64 snponly.efi --script boot.ipxe",
      "",
      "Ports below 1024 need root or CAP_NET_BIND_SERVICE; to try things out, give other ports."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  @Mixin private final DhcpServeOptions dhcpFlags = new DhcpServeOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A dhcpd.conf, a dnsmasq.conf or an export of a Windows DHCP server: its subnets,",
        "addresses and boot rules are served as that server would. Or give --pool and --script."
      })
  private @Nullable Path config;

  @Mixin private final DialectFlags reading = new DialectFlags();

  @Option(
      names = "--watch",
      description = {
        "Read --config again when it or a file beside it changes, as SIGHUP does always.",
        "What cannot be read is told, and what was served before goes on."
      })
  private boolean watch;

  @Option(
      names = "--tftp-root",
      paramLabel = "DIR",
      description = "Directory that TFTP serves. Needed without --config.")
  private @Nullable Path tftpRoot;

  @Option(
      names = "--http-root",
      paramLabel = "DIR",
      description = "Directory that HTTP serves. Default: no HTTP.")
  private @Nullable Path httpRoot;

  @Mixin private final BootServeOptions bootFlags = new BootServeOptions();

  @Option(
      names = "--tftp-port",
      paramLabel = "PORT",
      defaultValue = "69",
      converter = FlagConverters.PortConverter.class,
      description = "TFTP port. Default: 69.")
  private int tftpPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "80",
      converter = FlagConverters.PortConverter.class,
      description = "HTTP port. Default: 80.")
  private int httpPort;

  @Mixin private final LeaseServeOptions leaseFlags = new LeaseServeOptions();

  @Mixin private final TftpServeOptions tftpFlags = new TftpServeOptions();

  @Mixin private final LoopServeOptions loopFlags = new LoopServeOptions();

  @Mixin private final AdminServeOptions adminFlags = new AdminServeOptions();

  @Mixin private final LogServeOptions logFlags = new LogServeOptions();

  /** What was read last; null without {@code --config}. */
  private @Nullable BootConfiguration served;

  @Override
  public Integer call() throws Exception {
    logFlags.apply();
    Path file = config;
    HangUp hangUp = file == null ? null : HangUp.listen();
    ServerSettings settings = settings();
    DurableLeases leases = leaseFlags.open(settings.dhcp());
    int known = leases.table().size();
    ConsoleReport report = new ConsoleReport(leases.table());
    ServerCounts counts = new ServerCounts(report);
    ReferenceServer server = ReferenceServer.open(settings, leases, counts);
    AdminServeOptions.Bound admin = boundAdmin(settings, server);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, report), "stop"));
    server.start();
    if (file != null && hangUp != null) {
      Reload reload = new Reload(settings, this::settings, server, told(counts, settings));
      hangUp.runs(reload::run);
      if (watch) {
        reload.watch(file);
      }
    }
    StartupReport.tell(settings, leaseFlags.described(settings.dhcp()), known);
    if (admin != null) {
      // Machines are served by now: what operators ask with is loaded while they are.
      Metrics metrics = new Metrics(counts, server, report::untold);
      server.alsoCloses(new AdminServer(admin.channel(), server::trouble, metrics::text));
    }
    LOG.info("admin address: {}", admin == null ? "none" : admin);
    beginProof(settings);
    new CountDownLatch(1).await();
    return 0;
  }

  private Reload.Told told(ServerCounts counts, ServerSettings settings) {
    return isServed -> {
      counts.reloaded(isServed);
      if (isServed) {
        beginProof(settings);
      }
    };
  }

  private void beginProof(ServerSettings settings) {
    BootConfiguration configuration = served;
    if (configuration != null) {
      StartupProof.begin(configuration, settings.tftpRoot());
    } else if (bootFlags.isOfAnother()) {
      LOG.info("proof: none of a policy from a jar, which cannot be looked into");
    } else {
      StartupProof.begin(settings);
    }
  }

  private AdminServeOptions.@Nullable Bound boundAdmin(
      ServerSettings settings, ReferenceServer server) throws StartupException {
    try {
      return adminFlags.bind(settings);
    } catch (StartupException e) {
      server.close();
      throw e;
    }
  }

  private static void stop(ReferenceServer server, ConsoleReport report) {
    server.close();
    report.stopped();
  }

  /** The flags, checked against each other and against this machine. */
  private ServerSettings settings() throws StartupException {
    Path http = httpRoot == null ? null : checkedDirectory("--http-root", httpRoot);
    if (config != null) {
      return ofConfiguration(config, http);
    }
    dhcpFlags.requireAddresses();
    if (tftpRoot == null) {
      throw missing("--tftp-root");
    }
    Path tftp = checkedDirectory("--tftp-root", tftpRoot);
    bootFlags.require();
    if (reading.isGiven() || watch) {
      throw new StartupException("--dialect, --go-on and --watch are for --config FILE");
    }
    DhcpSettings dhcp = dhcpFlags.ofFlags();
    BootServeOptions.Roots roots = new BootServeOptions.Roots(tftp, http, httpPort, tftpFlags);
    return new ServerSettings(
        dhcp,
        bootFlags.policy(dhcp.interfaces(), roots),
        tftp,
        tftpPort,
        http,
        httpPort,
        tftpFlags.checked(tftp, http),
        loopFlags.checked());
  }

  /** Says that a flag is missing where there is no configuration. */
  static StartupException missing(String flag) {
    return new StartupException(
        flag + " is missing; or give --config FILE with the configuration of another server");
  }

  private ServerSettings ofConfiguration(Path file, @Nullable Path http) throws StartupException {
    bootFlags.refuseBesideConfiguration();
    dhcpFlags.refuseBesideConfiguration();
    ServeConfiguration configuration = reading.readToServe(file);
    configuration
        .notUnderstood()
        .forEach(remark -> LOG.warn("{}", Printable.whole(remark.toString())));
    served = configuration.read();
    DhcpSettings dhcp = dhcpFlags.of(configuration);
    Path tftp = configuration.tftpRoot(tftpRoot);
    if (tftp != null) {
      tftp = checkedDirectory(tftpRoot != null ? "--tftp-root" : file + ": tftp-root", tftp);
    }
    return new ServerSettings(
        dhcp,
        configuration.read().policy(),
        tftp,
        tftpPort,
        http,
        httpPort,
        tftp == null ? TftpOptions.NONE : tftpFlags.checked(tftp, http),
        loopFlags.checked());
  }

  private static Path checkedDirectory(String flag, Path directory) throws StartupException {
    if (!Files.isDirectory(directory)) {
      throw new StartupException(
          flag + " " + directory + (Files.exists(directory) ? " is no directory" : " is missing"));
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      throw new StartupException(flag + " " + directory + " may not be read by this user");
    }
    return directory.toAbsolutePath().normalize();
  }
}
