package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Sends parts of a file, and octets before and behind them, without a thread that waits for the
 * client. A file that changed meanwhile breaks the connection off before the last octets, so that
 * no client takes a mixture for the file.
 */
final class HttpSending extends IteratingCallback {
  /** Octets that are read and sent at once. */
  static final int PIECE = 32_768;

  /**
   * Octets in front of some of the file.
   *
   * @param head the octets, as ASCII
   * @param first offset in the file
   * @param length octets of the file from there
   */
  record Section(String head, long first, long length) {
    long octets() {
      return head.length() + length;
    }
  }

  private final ServedFile file;
  private final Response response;
  private final Callback callback;
  private final Deque<Section> sections;
  private final RetainableByteBuffer piece;
  private boolean sent;

  /** Sends all sections, closes the file and tells the callback. */
  static void send(
      ServedFile file,
      List<Section> sections,
      Request request,
      Response response,
      Callback callback) {
    new HttpSending(file, sections, request, response, callback).iterate();
  }

  private HttpSending(
      ServedFile file,
      List<Section> sections,
      Request request,
      Response response,
      Callback callback) {
    this.file = file;
    this.response = response;
    this.callback = callback;
    this.sections = new ArrayDeque<>(sections);
    long octets = sections.stream().mapToLong(Section::octets).sum();
    // On the heap: the server's pool makes each buffer anew, and memory outside is freed late.
    ByteBufferPool pool = request.getComponents().getByteBufferPool();
    piece = pool.acquire((int) Math.max(1, Math.min(PIECE, octets)), false);
  }

  @Override
  protected Action process() throws IOException {
    if (sent) {
      return Action.SUCCEEDED;
    }
    ByteBuffer buffer = piece.getByteBuffer();
    BufferUtil.clearToFill(buffer);
    buffer.limit(Math.min(buffer.capacity(), PIECE));
    while (buffer.hasRemaining() && !sections.isEmpty()) {
      fill(buffer, sections.removeFirst());
    }
    buffer.flip();
    sent = sections.isEmpty();
    if (sent) {
      file.requireUnchanged();
    }
    response.write(sent, buffer, this);
    return Action.SCHEDULED;
  }

  /** Puts in as much as there is room for, and the rest back. */
  private void fill(ByteBuffer buffer, Section section) throws IOException {
    String head = section.head();
    int ofHead = Math.min(head.length(), buffer.remaining());
    buffer.put(head.substring(0, ofHead).getBytes(StandardCharsets.US_ASCII));
    int limit = buffer.limit();
    int ofFile = (int) Math.min(section.length(), buffer.remaining());
    if (ofFile > 0) {
      buffer.limit(buffer.position() + ofFile);
      file.read(buffer, section.first());
      buffer.limit(limit);
    }
    if (ofHead + ofFile < section.octets()) {
      sections.addFirst(
          new Section(head.substring(ofHead), section.first() + ofFile, section.length() - ofFile));
    }
  }

  @Override
  protected void onCompleteSuccess() {
    finish();
    callback.succeeded();
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    finish();
    callback.failed(cause);
  }

  private void finish() {
    piece.release();
    Quietly.close(file);
  }
}
