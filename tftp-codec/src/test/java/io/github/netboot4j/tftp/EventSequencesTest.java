package io.github.netboot4j.tftp;

import io.github.netboot4j.tftp.testing.TftpArbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** State machines fed with events in any order, most of them such as no peer sends. */
class EventSequencesTest {
  @Property(tries = 4000)
  void aSenderKeepsItsPromises(@ForAll("scripts") byte[] events) {
    SenderUnderEvents.run(events);
  }

  @Property(tries = 4000)
  void aReceiverKeepsItsPromises(@ForAll("scripts") byte[] events) {
    ReceiverUnderEvents.run(events);
  }

  @Provide
  Arbitrary<byte[]> scripts() {
    return TftpArbitraries.events();
  }
}
