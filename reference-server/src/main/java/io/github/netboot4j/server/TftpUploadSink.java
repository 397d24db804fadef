package io.github.netboot4j.server;

import io.github.netboot4j.tftp.NetasciiDecoder;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the payloads of an upload, counts them, and puts them into their place as they are to be.
 */
final class TftpUploadSink {
  /** Too much, by a limit or by what the file system has left. */
  static final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1;

    NoSpaceException(String message) {
      super(message);
    }
  }

  /** How many bytes may come before the space that is left is looked at again. */
  private static final long SPACE_INTERVAL = 1 << 20;

  private final TftpUploads.Place place;
  private final TftpLimits limits;
  private final long announced;
  private final @Nullable NetasciiDecoder decoder;
  private final ByteBuffer text;
  private long received;
  private long written;
  private long looksAt;

  /**
   * Begins a file.
   *
   * @throws NoSpaceException if it is announced to be too large
   */
  TftpUploadSink(TftpUploads.Place place, TftpParameters parameters, TftpLimits limits)
      throws IOException {
    this.place = place;
    this.limits = limits;
    // Some clients announce 0 where they do not know.
    announced = Math.max(0, parameters.transferSize());
    decoder = parameters.mode() == TftpMode.NETASCII ? new NetasciiDecoder() : null;
    text = ByteBuffer.allocate(decoder == null ? 0 : parameters.blockSize() + 1);
    requireSpace(announced);
  }

  /** Bytes that have come, before netascii is decoded. */
  long received() {
    return received;
  }

  /**
   * Adds a payload.
   *
   * @throws NoSpaceException if there is no more room
   * @throws FileSystemException if it cannot be written, or is more than was announced
   */
  void write(ByteBuffer payload) throws IOException {
    received += payload.remaining();
    if (announced > 0 && received > announced) {
      throw new FileSystemException(null, null, "longer than announced");
    }
    if (decoder == null) {
      put(payload);
      return;
    }
    decoder.decode(payload, text.clear());
    put(text.flip());
  }

  /** Ends the file and puts it in its place. */
  void complete() throws IOException {
    if (received < announced) {
      throw new FileSystemException(null, null, "shorter than announced");
    }
    if (decoder != null && decoder.finish(text.clear())) {
      put(text.flip());
    }
    try {
      place.complete();
    } catch (IOException e) {
      throw told(e);
    }
  }

  private void put(ByteBuffer octets) throws IOException {
    written += octets.remaining();
    if (written > limits.maximumUploadSize()) {
      throw new NoSpaceException(tooLarge());
    }
    if (written >= looksAt) {
      requireSpace(octets.remaining());
    }
    try {
      place.write(octets);
    } catch (IOException e) {
      throw told(e);
    }
  }

  private void requireSpace(long more) throws IOException {
    if (more > limits.maximumUploadSize()) {
      throw new NoSpaceException(tooLarge());
    }
    long usable = place.usableSpace();
    if (usable - more < limits.minimumFreeSpace()) {
      throw new NoSpaceException(
          "the file system has %,d bytes left, and %,d of them are kept free"
              .formatted(usable, limits.minimumFreeSpace()));
    }
    looksAt = written + SPACE_INTERVAL;
  }

  private String tooLarge() {
    return "more than %,d bytes".formatted(limits.maximumUploadSize());
  }

  /** A full file system as such, and what else the file system says as its own. */
  private static IOException told(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return new NoSpaceException(message);
    }
    return e instanceof FileSystemException ? e : new FileSystemException(null, null, message);
  }
}
