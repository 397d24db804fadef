package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.server.ChainLoop.Asker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AskersTest {
  private static BootRequest request(int mac, boolean uefi, String userClass) {
    ByteBuffer buffer = ByteBuffer.allocate(1_024);
    DhcpMessageWriter writer = TestRequests.start(1, mac, buffer);
    if (uefi) {
      TestRequests.asUefi(writer);
    }
    if (!userClass.isEmpty()) {
      writer.option(OptionCode.USER_CLASS, userClass);
    }
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, writer.finish()));
  }

  @Test
  void whatIsRememberedIsWhatWouldBeMade() {
    List<String> classes =
        new ArrayList<>(List.of("", "iPXE", "\4iPXE", "gPXE", "\4iPXE\3lab", "\3lab\4iPXE"));
    for (int number = 0; number < 200; number++) {
      classes.add("class" + number);
    }
    Askers askers = Askers.ofThread();
    for (int round = 0; round < 2; round++) {
      for (String userClass : classes) {
        for (int mac = 1; mac < 3; mac++) {
          for (boolean uefi : new boolean[] {false, true}) {
            BootRequest request = request(mac, uefi, userClass);
            assertEquals(Asker.of(request), askers.asker(request));
            assertEquals(Asker.of(request), askers.asker(request));
            assertEquals(TestRequests.key(mac), askers.key(request));
          }
        }
      }
    }
  }
}
