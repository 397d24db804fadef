package io.github.netboot4j.server;

import static io.github.netboot4j.server.TftpOutcome.ACCESS_DENIED;
import static io.github.netboot4j.server.TftpOutcome.EXISTS;
import static io.github.netboot4j.server.TftpOutcome.NOT_FOUND;
import static io.github.netboot4j.server.TftpOutcome.NO_SPACE;
import static io.github.netboot4j.server.TftpOutcome.STORED;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpReceiver;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A write request, on a thread of its own, as a file is brought to stable storage before its last
 * block is acknowledged: a thin shell around {@link TftpReceiver}.
 */
final class TftpUpload extends TftpTransfer implements Runnable {
  /** Bytes of a window that a socket surely holds. */
  private static final int WINDOW_OCTETS = 65_536;

  private final TftpUploads uploads;
  private final TftpPacketView view = new TftpPacketView();
  private final ByteBuffer outgoing = ByteBuffer.allocate(LONGEST_BUT_DATA);
  private final TftpPacketWriter writer =
      new TftpPacketWriter().wrap(outgoing, 0, outgoing.capacity());
  private String detail = "";
  private long bytes;
  private volatile boolean stored;
  private volatile @Nullable DatagramChannel channel;

  TftpUpload(
      TftpServer server,
      TftpUploads uploads,
      InetSocketAddress client,
      TftpPacketView request,
      byte[] bytes) {
    super(server, client, request, bytes);
    this.uploads = uploads;
  }

  @Override
  boolean isUpload() {
    return true;
  }

  @Override
  void cancel() {
    super.cancel();
    DatagramChannel open = channel;
    if (open != null && !stored) {
      sayFarewell(open);
    }
    Quietly.close(open);
  }

  @Override
  public void run() {
    TftpOutcome outcome = TftpOutcome.FAILED;
    try (DatagramChannel open = server.open()) {
      channel = open;
      if (!isCancelled()) {
        outcome = serve(open);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      detail = e.toString();
    } finally {
      end(stored ? STORED : outcome, bytes, stored ? "" : detail);
    }
  }

  private TftpOutcome serve(DatagramChannel open) throws IOException {
    TftpMode how = mode();
    if (how == null || how == TftpMode.MAIL) {
      detail = "unknown mode";
      return refuse(open, TftpErrorCode.ILLEGAL_OPERATION, "Unknown mode", TftpOutcome.FAILED);
    }
    try (TftpUploads.Place place = uploads.place(fileName())) {
      return receive(open, place, how);
    } catch (NoSuchFileException e) {
      detail = "no such directory";
      return refuse(open, TftpErrorCode.FILE_NOT_FOUND, "No such directory: " + shown(), NOT_FOUND);
    } catch (FileAlreadyExistsException e) {
      detail = Objects.requireNonNullElse(e.getReason(), "");
      return refuse(
          open, TftpErrorCode.FILE_ALREADY_EXISTS, "File already exists: " + shown(), EXISTS);
    } catch (AccessDeniedException e) {
      detail = Objects.requireNonNullElse(e.getReason(), "not writable");
      return refuse(
          open, TftpErrorCode.ACCESS_VIOLATION, "Access violation: " + shown(), ACCESS_DENIED);
    } catch (TftpUploadSink.NoSpaceException e) {
      detail = String.valueOf(e.getMessage());
      return refuse(open, TftpErrorCode.DISK_FULL, "No space: " + shown(), NO_SPACE);
    } catch (FileSystemException e) {
      detail = e.toString();
      return refuse(
          open, TftpErrorCode.NOT_DEFINED, "Cannot be written: " + shown(), TftpOutcome.FAILED);
    }
  }

  private TftpOutcome receive(DatagramChannel open, TftpUploads.Place place, TftpMode how)
      throws IOException {
    TftpLimits limits = server.limits();
    TftpNegotiation negotiation = negotiation(how);
    TftpParameters parameters = negotiation.parameters();
    TftpUploadSink sink = new TftpUploadSink(place, parameters, limits);
    TftpReceiver receiver =
        new TftpReceiver(
            parameters,
            negotiation.hasOptions(),
            limits.retransmission(),
            TftpBlockWrap.TO_ZERO,
            limits.maximumTimeout().toNanos());
    // One more than a block may have, so that what is too long is not taken for what fits.
    int longest = TftpPacketWriter.DATA_HEADER_LENGTH + parameters.blockSize() + 1;
    DatagramPacket incoming = new DatagramPacket(new byte[Math.max(longest, LONGEST_INCOMING)], 0);
    ByteBuffer octets = ByteBuffer.wrap(incoming.getData());
    long hopeless = started() + limits.maximumUploadDuration().toNanos();
    long idle = System.nanoTime() + limits.idleTimeout().toNanos();
    while (true) {
      long now = System.nanoTime();
      switch (receiver.poll(now)) {
        case SEND_ACKNOWLEDGMENT -> {
          int length =
              receiver.isOptionsDue()
                  ? negotiation.write(writer)
                  : writer.acknowledgment(receiver.blockNumberToAcknowledge());
          open.send(outgoing.limit(length).position(0), client());
          outgoing.clear();
          receiver.acknowledgmentSent(now);
          if (stored) {
            tell(STORED, sink.received(), detail); // and stay for a client that did not hear it
          }
        }
        case WAIT -> {
          if (!stored && (now - idle >= 0 || now - hopeless >= 0)) {
            detail = now - idle >= 0 ? "no progress" : "took too long";
            return TftpOutcome.TIMED_OUT;
          }
          long until = receiver.deadline() - now;
          if (!stored) {
            until = Math.min(until, Math.min(idle - now, hopeless - now));
          }
          if (hear(open, incoming, octets, until) && take(receiver, sink, octets)) {
            long heard = System.nanoTime();
            nowHeard(heard);
            idle = heard + limits.idleTimeout().toNanos();
          }
        }
        case COMPLETE -> {
          return STORED;
        }
        case REFUSED -> {
          return TftpOutcome.REFUSED_BY_CLIENT;
        }
        case TIMED_OUT -> {
          detail = "no answer";
          return TftpOutcome.TIMED_OUT;
        }
        case SEND_REQUEST, OPTIONS_REFUSED ->
            throw new IllegalStateException("a server asks for nothing");
      }
      bytes = sink.received();
    }
  }

  /** As much of a window as a socket surely holds while the file system takes its time. */
  private TftpNegotiation negotiation(TftpMode how) {
    int blockSize = server.maximumBlockSize(client().getAddress());
    int asked =
        TftpNegotiation.answer(request(), how, blockSize, 1, TftpParameters.UNKNOWN_SIZE)
            .parameters()
            .blockSize();
    int window = Math.min(server.limits().maximumWindowSize(), Math.max(1, WINDOW_OCTETS / asked));
    return TftpNegotiation.answer(request(), how, blockSize, window, TftpParameters.UNKNOWN_SIZE);
  }

  /** Tells the receiver of the packet that came; whether it was progress. */
  private boolean take(TftpReceiver receiver, TftpUploadSink sink, ByteBuffer octets)
      throws IOException {
    if (view.opcode() == TftpOpcode.ERROR) {
      detail = stored ? "" : ("error " + view.errorCode() + " " + view.errorMessage()).strip();
      receiver.failed(view.errorCode());
    }
    if (view.opcode() != TftpOpcode.DATA
        || !receiver.dataReceived(view.blockNumber(), view.payloadLength(), System.nanoTime())) {
      return false;
    }
    sink.write(octets.slice(view.payloadOffset(), view.payloadLength()));
    if (receiver.isFinished()) {
      sink.complete();
      stored = true;
    }
    return true;
  }

  /** Waits for a packet of the client; whether one came and is in the view. */
  private boolean hear(DatagramChannel open, DatagramPacket incoming, ByteBuffer octets, long nanos)
      throws IOException {
    @SuppressWarnings("resource") // closes with the channel
    DatagramSocket socket = open.socket();
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos) / 1_000_000 + 1));
    incoming.setLength(incoming.getData().length);
    try {
      socket.receive(incoming);
    } catch (SocketTimeoutException e) {
      return false;
    }
    InetSocketAddress from = new InetSocketAddress(incoming.getAddress(), incoming.getPort());
    boolean readable = view.tryWrap(octets, 0, incoming.getLength());
    return isFromClient(from, view, open, System.nanoTime()) && readable;
  }

  /**
   * Whether the file is in its place, and the upload is there only for a client that asks again.
   */
  boolean isStored() {
    return stored;
  }

  private TftpOutcome refuse(
      DatagramChannel open, int errorCode, String message, TftpOutcome outcome) throws IOException {
    open.send(error(errorCode, message), client());
    return outcome;
  }
}
