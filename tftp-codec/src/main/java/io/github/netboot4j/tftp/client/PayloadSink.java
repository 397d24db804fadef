package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.NetasciiDecoder;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands the payload of DATA packets on, decoded if the mode is netascii. */
final class PayloadSink {
  private final FileSink file;
  private final @Nullable NetasciiDecoder decoder;
  private final ByteBuffer text;

  PayloadSink(FileSink file, TftpParameters asked) {
    this.file = file;
    boolean decodes = asked.mode() == TftpMode.NETASCII;
    decoder = decodes ? new NetasciiDecoder() : null;
    int largest = Math.max(asked.blockSize(), TftpParameters.DEFAULT_BLOCK_SIZE);
    // A CR that was kept from the block before may come on top.
    text = ByteBuffer.allocate(decodes ? largest + 1 : 0);
  }

  void write(ByteBuffer payload) throws IOException {
    if (decoder == null) {
      file.write(payload);
    } else {
      decoder.decode(payload, text.clear());
      file.write(text.flip());
    }
  }

  /** There is no more payload. */
  void end() throws IOException {
    if (decoder != null) {
      decoder.finish(text.clear());
      file.write(text.flip());
    }
  }

  /** The file is whole, and the server knows. */
  void complete() throws IOException {
    file.complete();
  }
}
