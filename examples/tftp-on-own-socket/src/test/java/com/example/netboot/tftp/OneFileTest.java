package com.example.netboot.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpSender;
import io.github.netboot4j.tftp.client.TftpClient;
import java.io.ByteArrayOutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OneFileTest {
  @Test
  void aFileArrivesWhole() throws Exception {
    byte[] file = new byte[100_000];
    new Random(69).nextBytes(file);
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (DatagramSocket socket = new DatagramSocket(here)) {
      CompletableFuture<TftpSender.Action> served =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new OneFile(socket, file).serve();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      TftpClient.builder((InetSocketAddress) socket.getLocalSocketAddress())
          .blockSize(1428)
          .windowSize(8)
          .build()
          .get("anything", received);
      assertArrayEquals(file, received.toByteArray());
      assertEquals(TftpSender.Action.COMPLETE, served.get(10, TimeUnit.SECONDS));
    }
    assertTrue(OneFile.class.getModule().isNamed(), "on the module path");
  }
}
