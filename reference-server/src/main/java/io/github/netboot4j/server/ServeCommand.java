package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.dhcp.Ipv4;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    description = "Serves DHCP, TFTP and HTTP on one interface until stopped (Ctrl-C).",
    footer = {
      "",
      "Example:",
      "  netboot4j serve --interface eth1 --pool 192.0.2.100-192.0.2.199 \\",
      "    --tftp-root /srv/tftp --bios undionly.kpxe --uefi-x64 snponly.efi \\",
      "    --http-root /srv/http --script http://192.0.2.1/boot.ipxe",
      "  netboot4j serve --interface eth1 --config /etc/dhcp/dhcpd.conf --tftp-root /srv/tftp",
      "",
      "Ports below 1024 need root or CAP_NET_BIND_SERVICE; to try things out, give other ports."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");
  private static final Duration DEFAULT_LEASE_TIME = Duration.ofMinutes(30);

  @Option(
      names = "--interface",
      required = true,
      paramLabel = "IF",
      description = "Interface to serve on, such as eth1.")
  private String interfaceName = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A dhcpd.conf, a dnsmasq.conf or an export of a Windows DHCP server: its subnets,",
        "addresses and boot rules are served as that server would. Or give --pool and --script."
      })
  private @Nullable Path config;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      converter = ConfigurationFile.DialectConverter.class,
      description = "What --config is written in: dhcpd, dnsmasq, windows. Default: as it looks.")
  private @Nullable Dialect dialect;

  @Option(
      names = "--go-on",
      description = "Serve also when --config has boot statements that are not understood.")
  private boolean goOn;

  @Option(
      names = "--pool",
      paramLabel = "A-B",
      converter = FlagConverters.RangeConverter.class,
      description = "Addresses to give out, such as 192.0.2.100-192.0.2.199.")
  private @Nullable AddressRange pool;

  @Option(
      names = "--netmask",
      paramLabel = "M",
      converter = FlagConverters.AddressConverter.class,
      description = "The subnet's mask. Default: the interface's own.")
  private @Nullable Integer netmask;

  @Option(
      names = "--router",
      paramLabel = "R",
      converter = FlagConverters.AddressConverter.class,
      description = "The clients' default route. Default: none.")
  private @Nullable Integer router;

  @Option(
      names = "--dns",
      paramLabel = "A[,B]",
      split = ",",
      converter = FlagConverters.AddressConverter.class,
      description = "Name servers for the clients. Default: none.")
  private List<Integer> nameServers = List.of();

  @Option(
      names = "--lease-time",
      paramLabel = "T",
      converter = FlagConverters.DurationConverter.class,
      description = "How long an address is a client's: 90s, 30m, 12h, 7d. Default: 30m.")
  private @Nullable Duration leaseTime;

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

  @Option(
      names = "--bios",
      paramLabel = "FILE",
      description = "Loader for BIOS machines, below --tftp-root; such as undionly.kpxe.")
  private @Nullable String bios;

  @Option(
      names = "--uefi-x64",
      paramLabel = "FILE",
      description = {
        "Loader for UEFI x64 machines, below --tftp-root; such as snponly.efi.",
        "If --http-root has it too, UEFI HTTP Boot gets it from there."
      })
  private @Nullable String uefiX64;

  @Option(
      names = "--script",
      paramLabel = "URL",
      description = "What iPXE and gPXE get: a URL, or a file below --tftp-root.")
  private @Nullable String script;

  @Option(
      names = "--dhcp-port",
      paramLabel = "PORT",
      defaultValue = "67",
      converter = FlagConverters.PortConverter.class,
      description = "DHCP port; clients listen on the next one. Default: 67 (and 68).")
  private int dhcpPort;

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

  @Mixin private final NamedPolicy named = new NamedPolicy();
  @Mixin private final LeaseServeOptions leaseFlags = new LeaseServeOptions();

  @Mixin private final TftpServeOptions tftpFlags = new TftpServeOptions();

  @Override
  public Integer call() throws Exception {
    ServerSettings settings = settings();
    DurableLeases leases = leaseFlags.open(settings.dhcp());
    ConsoleReport report = new ConsoleReport(leases.table());
    ReferenceServer server = ReferenceServer.open(settings, leases, report);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, report), "stop"));
    report.serving(settings);
    LOG.info("leases: {}", leaseFlags);
    server.start();
    new CountDownLatch(1).await();
    return 0;
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
    AddressRange range = needed("--pool", pool);
    Path tftp = checkedDirectory("--tftp-root", needed("--tftp-root", tftpRoot));
    if (!named.isGiven()) {
      needed("--script", script);
    }
    if (dialect != null || goOn) {
      throw new StartupException("--dialect and --go-on are for --config FILE");
    }
    LocalInterface on = LocalInterface.find(interfaceName, range.first(), checkedNetmask());
    checkPool(on, range);
    DhcpSettings dhcp =
        DhcpSettings.ofPool(
            on,
            dhcpPort,
            checkedClientPort(),
            range,
            checkedRouter(on),
            List.copyOf(nameServers),
            Objects.requireNonNullElse(leaseTime, DEFAULT_LEASE_TIME));
    return new ServerSettings(
        dhcp,
        script == null ? namedPolicy() : policy(script, on, tftp, http),
        tftp,
        tftpPort,
        http,
        httpPort,
        tftpFlags.checked(tftp, http));
  }

  private BootPolicy namedPolicy() throws StartupException {
    if (bios != null || uefiX64 != null) {
      throw new StartupException("--policy says it already: leave --bios and --uefi-x64 out");
    }
    return named.load();
  }

  private static <T> T needed(String flag, @Nullable T value) throws StartupException {
    if (value == null) {
      throw new StartupException(
          flag + " is missing; or give --config FILE with the configuration of another server");
    }
    return value;
  }

  private ServerSettings ofConfiguration(Path file, @Nullable Path http) throws StartupException {
    refuseBesideConfiguration("--pool", pool);
    refuseBesideConfiguration("--netmask", netmask);
    refuseBesideConfiguration("--router", router);
    refuseBesideConfiguration("--dns", nameServers.isEmpty() ? null : nameServers);
    refuseBesideConfiguration("--lease-time", leaseTime);
    refuseBesideConfiguration("--bios", bios);
    refuseBesideConfiguration("--uefi-x64", uefiX64);
    refuseBesideConfiguration("--script", script);
    refuseBesideConfiguration("--policy", named.isGiven() ? named : null);
    ServeConfiguration configuration = ServeConfiguration.read(file, dialect, goOn);
    configuration
        .notUnderstood()
        .forEach(remark -> LOG.warn("{}", Printable.whole(remark.toString())));
    LocalInterface on = configuration.on(interfaceName);
    Path tftp = configuration.tftpRoot(tftpRoot);
    if (tftp != null) {
      tftp = checkedDirectory(tftpRoot != null ? "--tftp-root" : file + ": tftp-root", tftp);
    }
    DhcpSettings dhcp =
        new DhcpSettings(
            on,
            dhcpPort,
            checkedClientPort(),
            configuration.read().addresses(),
            configuration.toString(),
            Ipv4.ANY,
            List.of());
    return new ServerSettings(
        dhcp,
        configuration.read().policy(),
        tftp,
        tftpPort,
        http,
        httpPort,
        tftp == null ? TftpOptions.NONE : tftpFlags.checked(tftp, http));
  }

  private static void refuseBesideConfiguration(String flag, @Nullable Object value)
      throws StartupException {
    if (value != null) {
      throw new StartupException("--config says it already: leave " + flag + " out");
    }
  }

  private @Nullable Integer checkedNetmask() throws StartupException {
    if (netmask != null && Ipv4.mask(Integer.bitCount(netmask)) != netmask) {
      throw new StartupException(
          "--netmask " + Ipv4.format(netmask) + " is not a mask: its ones must stand together");
    }
    return netmask;
  }

  private static void checkPool(LocalInterface on, AddressRange pool) throws StartupException {
    String where = "--pool " + pool;
    if (!on.isOnSubnet(pool.first()) || !on.isOnSubnet(pool.last())) {
      throw new StartupException(
          "%s is not within the subnet %s of %s (%s)"
              .formatted(where, on.subnet(), on.name(), Ipv4.format(on.address())));
    }
    int network = on.address() & on.netmask();
    if (pool.contains(network) || pool.contains(network | ~on.netmask())) {
      throw new StartupException(
          where
              + " holds the first or last address of "
              + on.subnet()
              + ", which no host may have");
    }
    if (pool.size() == 1 && pool.contains(on.address())) {
      throw new StartupException(where + " holds nothing but the server's own address");
    }
  }

  private int checkedClientPort() throws StartupException {
    if (dhcpPort == 65_535) {
      throw new StartupException("--dhcp-port 65535 leaves no next port for the clients");
    }
    return dhcpPort + 1;
  }

  private int checkedRouter(LocalInterface on) throws StartupException {
    int address = Objects.requireNonNullElse(router, Ipv4.ANY);
    if (address != Ipv4.ANY && !on.isOnSubnet(address)) {
      throw new StartupException(
          "--router %s is not within the subnet %s of %s"
              .formatted(Ipv4.format(address), on.subnet(), on.name()));
    }
    return address;
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

  private void checkLoader(String flag, @Nullable String file, Path root) throws StartupException {
    if (file != null) {
      checkFile(flag + " " + file, file, "--tftp-root", root);
      tftpFlags.checkServed(flag + " " + file, file, root);
    }
  }

  private void checkScript(String script, LocalInterface on, Path tftp, @Nullable Path http)
      throws StartupException {
    String where = "--script " + script;
    // ${…} is for iPXE to fill in: there is nothing to check before that.
    if (script.contains("${")) {
      return;
    }
    URI uri;
    try {
      uri = new URI(script);
    } catch (URISyntaxException e) {
      throw new StartupException(where + ": " + e.getReason());
    }
    if (uri.getScheme() == null) {
      checkFile(where, script, "--tftp-root", tftp);
      tftpFlags.checkServed(where, script, tftp);
      return;
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    boolean ours =
        "http".equals(uri.getScheme())
            && Ipv4.format(on.address()).equals(uri.getHost())
            && port == httpPort;
    if (ours && http == null) {
      throw new StartupException(where + " points to this server, but there is no --http-root");
    }
    if (ours && http != null) {
      checkFile(where, uri.getPath(), "--http-root", http);
    }
  }

  private static void checkFile(String where, String name, String rootFlag, Path root)
      throws StartupException {
    try {
      Path file = root.resolve(name.replaceFirst("^/+", "")).normalize();
      if (!file.startsWith(root)) {
        throw new StartupException(where + ": the file is not below " + rootFlag);
      }
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new StartupException(
            where + ": there is no such file to be read in " + rootFlag + " " + root);
      }
    } catch (InvalidPathException e) {
      throw new StartupException(where + ": " + e.getReason());
    }
  }

  private BootPolicy policy(String script, LocalInterface on, Path tftp, @Nullable Path http)
      throws StartupException {
    if (named.isGiven()) {
      throw new StartupException("--policy says it already: leave --script out");
    }
    checkLoader("--bios", bios, tftp);
    checkLoader("--uefi-x64", uefiX64, tftp);
    checkScript(script, on, tftp, http);
    String uefiX64Http = null;
    if (uefiX64 != null && http != null && Files.isRegularFile(http.resolve(uefiX64))) {
      uefiX64Http = httpUri(on, uefiX64);
    }
    try {
      return FlagPolicy.of(script, bios, uefiX64, uefiX64Http);
    } catch (IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()));
    }
  }

  private String httpUri(LocalInterface on, String file) throws StartupException {
    try {
      int port = httpPort == 80 ? -1 : httpPort;
      String path = "/" + file.replaceFirst("^/+", "");
      return new URI("http", null, Ipv4.format(on.address()), port, path, null, null)
          .toASCIIString();
    } catch (URISyntaxException e) {
      throw new StartupException("--uefi-x64 " + file + ": " + e.getReason());
    }
  }
}
