package io.github.netboot4j.dhcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/**
 * Runs over its committed seeds like any test. {@code JAZZER_FUZZ=1 mvn -pl dhcp-codec test
 * -Dtest=DhcpFuzzTest#view} searches on, guided by coverage; what it finds becomes a named test.
 */
final class DhcpFuzzTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final MessageOracle oracle = new MessageOracle(view);
  private final EveryVendorAccessor vendorViews = new EveryVendorAccessor();
  private final EverySettingsView settingsViews = new EverySettingsView();

  @FuzzTest(maxDuration = "20m")
  void view(byte[] bytes) {
    oracle.assertAgrees(bytes);
  }

  @FuzzTest(maxDuration = "20m")
  void reply(byte[] bytes) {
    if (view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      oracle.assertAnswered();
    }
  }

  @FuzzTest(maxDuration = "20m")
  void vendorViews(byte[] bytes) {
    if (view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      vendorViews.sum(view);
      vendorViews.texts(view);
    }
  }

  @FuzzTest(maxDuration = "20m")
  void settingsViews(byte[] bytes) {
    if (view.tryWrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      settingsViews.sum(view);
      settingsViews.texts(view);
    }
  }
}
