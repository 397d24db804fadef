package io.github.netboot4j.chainload.testing;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.userClass;
import static io.github.netboot4j.chainload.ClientArchitecture.X64_UEFI;
import static io.github.netboot4j.chainload.ClientArchitecture.X86_BIOS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Simulator;
import io.github.netboot4j.dhcp.testing.ContractRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on policies that keep it, and on one for each way to break it. */
class BootPolicyContractTest {
  private static final BootPolicy SOUND =
      BootPolicy.firstMatch(
          userClass("iPXE", "gPXE").boots("http://192.0.2.1/boot.ipxe"),
          architecture(X86_BIOS).boots("undionly.kpxe"),
          architecture(X64_UEFI).boots("snponly.efi"));

  @TempDir Path scratch;

  static final class Sound extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return SOUND;
    }
  }

  static final class LoadsTheLoaderAgain extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return architecture(X86_BIOS).boots("undionly.kpxe");
    }
  }

  static final class SendsBiosToUefi extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return userClass("iPXE", "gPXE")
          .boots("http://192.0.2.1/boot.ipxe")
          .otherwise(BootDecision.boot("undionly.kpxe"));
    }
  }

  static final class TakesVendorClassesForLong extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return request ->
          request.vendorClass().toText().substring(0, 9).equals("PXEClient")
              ? SOUND.decide(request)
              : BootDecision.undecided();
    }
  }

  static final class Alternates extends BootPolicyContract {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    protected BootPolicy policy() {
      return request ->
          asked.incrementAndGet() % 2 == 0 ? SOUND.decide(request) : BootDecision.noBoot();
    }
  }

  static final class AnswersNull extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return request -> request.message().relayAddress() == 0 ? SOUND.decide(request) : null;
    }
  }

  static final class ExplainsAnotherDecision extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return explaining(request -> new Explanation(BootDecision.noBoot(), List.of()));
    }
  }

  static final class CannotExplainHostileRequests extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return explaining(
          request -> {
            if (request.message().hardwareAddressLength() > 6) {
              throw new IllegalStateException("no such address");
            }
            return SOUND.explain(request);
          });
    }
  }

  private static BootPolicy explaining(Function<BootRequest, Explanation> how) {
    return new BootPolicy() {
      @Override
      public BootDecision decide(BootRequest request) {
        return SOUND.decide(request);
      }

      @Override
      public Explanation explain(BootRequest request) {
        return how.apply(request);
      }
    };
  }

  /** What a policy does whose memory is of one thread. */
  static final class KnowsOneThread extends BootPolicyContract {
    private final Thread own = Thread.currentThread();

    @Override
    protected BootPolicy policy() {
      return request ->
          Thread.currentThread() == own ? SOUND.decide(request) : BootDecision.noBoot();
    }
  }

  static final class HasNothingForThoseItStarted extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return userClass("iPXE", "gPXE").then(BootPolicy.always(BootDecision.noBoot())).orElse(SOUND);
    }
  }

  /** ISC's part of the founding recipe, as it stands. */
  static final class FoundingRecipe extends BootPolicyContract {
    private static BootConfiguration configuration;

    @Override
    protected BootPolicy policy() {
      return configuration.policy();
    }

    @Override
    protected Simulator simulator() {
      return Simulator.of(configuration);
    }
  }

  /** The same, for the clients of its time. */
  static final class FoundingRecipeOfItsTime extends BootPolicyContract {
    @Override
    protected BootPolicy policy() {
      return FoundingRecipe.configuration.policy();
    }

    @Override
    protected Simulator simulator() {
      return Simulator.of(FoundingRecipe.configuration);
    }

    @Override
    protected Collection<BootClient> clients() {
      return List.of(BootClient.named("gpxe").orElseThrow());
    }
  }

  private void read(String recipe) throws Exception {
    Path file = Files.writeString(scratch.resolve("dhcpd.conf"), recipe);
    FoundingRecipe.configuration = ConfigurationReader.read(file, Dialect.ISC_DHCPD, false);
  }

  private static void assertFails(Class<? extends BootPolicyContract> contract, String... tests) {
    assertEquals(Set.of(tests), ContractRun.failuresOf(contract));
  }

  @Test
  void soundPoliciesKeepIt() {
    assertFails(Sound.class);
  }

  @Test
  void aLoopIsFound() {
    assertFails(LoadsTheLoaderAgain.class, "noClientLoopsOrIsStuck");
  }

  @Test
  void whatCannotRunIsFound() {
    assertFails(SendsBiosToUefi.class, "noClientIsToldWhatItCannotRun");
  }

  @Test
  void exceptionsAreFound() {
    assertFails(
        TakesVendorClassesForLong.class,
        "anyBytesThatCanBeReadAreDecided",
        "everyRequestIsDecidedAsExplained",
        "repliesAreSoundAndSayTheBootFile",
        "theSameRequestIsDecidedTheSameAgain",
        "threadsDecideAlike");
  }

  @Test
  void stateIsFound() {
    assertFails(
        Alternates.class,
        "everyRequestIsDecidedAsExplained",
        "noClientLoopsOrIsStuck",
        "theSameRequestIsDecidedTheSameAgain",
        "threadsDecideAlike");
  }

  @Test
  void nullIsFound() {
    assertFails(
        AnswersNull.class,
        "anyBytesThatCanBeReadAreDecided",
        "everyRequestIsDecidedAsExplained",
        "repliesAreSoundAndSayTheBootFile",
        "theSameRequestIsDecidedTheSameAgain",
        "threadsDecideAlike");
  }

  @Test
  void explanationsOfAnotherDecisionAreFound() {
    assertFails(ExplainsAnotherDecision.class, "everyRequestIsDecidedAsExplained");
  }

  @Test
  void explanationsThatFailAreFound() {
    assertFails(CannotExplainHostileRequests.class, "anyBytesThatCanBeReadAreDecided");
  }

  @Test
  void stateOfAThreadIsFound() {
    assertFails(KnowsOneThread.class, "threadsDecideAlike");
  }

  @Test
  void clientsLeftWaitingAreFound() {
    assertFails(HasNothingForThoseItStarted.class, "noClientLoopsOrIsStuck");
  }

  @Test
  void theFoundingRecipeLoopsToday() throws Exception {
    read(
        """
        subnet 192.0.2.0 netmask 255.255.255.0 {
          range 192.0.2.100 192.0.2.200;
        }
        if exists user-class and option user-class = "gPXE" {
          filename "http://my.web.server/real_boot_script.php";
        } else {
          filename "undionly.kpxe";
        }
        """);
    assertFails(FoundingRecipe.class, "noClientIsToldWhatItCannotRun", "noClientLoopsOrIsStuck");
    assertFails(FoundingRecipeOfItsTime.class);
  }
}
