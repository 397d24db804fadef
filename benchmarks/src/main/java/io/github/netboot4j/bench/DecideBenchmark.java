package io.github.netboot4j.bench;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a checked message to the decision, reading what the policy asks of the message included. The
 * message itself was checked before: {@link DhcpDecodeBenchmark} says what that costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecideBenchmark {
  private static final int SERVER_ADDRESS = Ipv4.parse("192.168.10.1");
  private static final int SERVER_NETMASK = Ipv4.parse("255.255.255.0");
  private static final int GIVEN_ADDRESS = Ipv4.parse("192.168.10.100");

  /** The host that the recipe for dnsmasq names. */
  private static final long RECIPE_HOST = 0x000C_29AA_BBCCL;

  private static final int CHADDR = 28;

  /** Who asks: {@code firmware}, UEFI PXE without a user class, or {@code gpxe}. */
  @Param({"firmware", "gpxe"})
  public String client = "firmware";

  private final DhcpMessageView view = new DhcpMessageView();
  private final BootRequest request = new BootRequest();

  /** Made with no client; JMH sets it. */
  public DecideBenchmark() {}

  /** The recipe that this project began with. */
  @State(Scope.Thread)
  public static class Founding {
    /** What it is written in. */
    @Param({"java", "dhcpd", "dnsmasq", "windows"})
    public String language = "java";

    private BootPolicy policy = BootPolicy.firstMatch();

    /** Made with no policy; JMH loads it. */
    public Founding() {}

    /**
     * Makes the policy.
     *
     * @param benchmark whose message is to be the recipe's host's
     */
    @Setup
    public void load(DecideBenchmark benchmark) {
      policy = DecidePolicies.founding(language);
      benchmark.wrap(RECIPE_HOST);
    }
  }

  /** A policy with many hosts; the last of them asks. */
  @State(Scope.Thread)
  public static class Hosts {
    /** What it is written in. */
    @Param({"java", "dhcpd", "dnsmasq"})
    public String language = "java";

    /** How many. */
    @Param({"10", "10000"})
    public int hosts = 10;

    private BootPolicy policy = BootPolicy.firstMatch();

    /** Made with no policy; JMH loads it. */
    public Hosts() {}

    /**
     * Makes the policy.
     *
     * @param benchmark whose message is to be that host's
     */
    @Setup
    public void load(DecideBenchmark benchmark) {
      policy = DecidePolicies.hosts(language, hosts);
      benchmark.wrap(DecidePolicies.mac(hosts - 1));
    }
  }

  /** The client's message, as from this hardware address. */
  private void wrap(long mac) {
    byte[] octets = message(client);
    for (int index = 0; index < 6; index++) {
      octets[CHADDR + index] = (byte) (mac >>> (40 - 8 * index));
    }
    view.wrap(ByteBuffer.wrap(octets), 0, octets.length);
  }

  /** iPXE's DISCOVER under gPXE's name, for that is the one that the recipe knows. */
  private static byte[] message(String client) {
    if (client.equals("firmware")) {
      return Messages.message("uefi");
    }
    byte[] octets = Messages.message("ipxe");
    for (int at = 240; at < octets.length - 5; at++) {
      if (octets[at] == 77 && octets[at + 1] == 4 && octets[at + 2] == 'i') {
        octets[at + 2] = 'g';
      }
    }
    return octets;
  }

  private BootDecision decide(BootPolicy policy) {
    request.wrap(view).arrivedAt(SERVER_ADDRESS, BootRequest.SERVER_PORT).given(GIVEN_ADDRESS);
    return policy.decide(request.arrivedOn("eth0", SERVER_NETMASK));
  }

  /**
   * The founding recipe.
   *
   * @param recipe in one of its languages
   * @return the decision
   */
  @Benchmark
  public BootDecision founding(Founding recipe) {
    return decide(recipe.policy);
  }

  /**
   * One of many hosts.
   *
   * @param many of them
   * @return the decision
   */
  @Benchmark
  public BootDecision hosts(Hosts many) {
    return decide(many.policy);
  }
}
