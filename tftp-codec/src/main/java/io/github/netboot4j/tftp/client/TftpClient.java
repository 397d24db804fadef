package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads files from a TFTP server and writes files to it (RFC 1350, 2347, 2348, 2349, 7440), and
 * waits for each transfer:
 *
 * <pre>{@code
 * TftpClient client = TftpClient.builder(new InetSocketAddress("192.0.2.1", 69))
 *     .blockSize(1468)
 *     .progress((bytes, total) -> System.out.println(bytes + " of " + total))
 *     .build();
 * TftpResult result = client.get("pxe/snponly.efi", Path.of("snponly.efi"));
 * client.put("upload/report.txt", Path.of("report.txt"));
 * }</pre>
 *
 * <ul>
 *   <li>A file that is read into a {@link Path} appears there when it is whole, and never in part.
 *   <li>In mode octet the number of bytes must be what the server said ({@code tsize}, RFC 2349),
 *       if it said it.
 *   <li>The first answer tells the server's port. Packets from elsewhere are answered with error 5,
 *       now and then, and do no harm.
 *   <li>A server without options (RFC 1350) is served just as well, with 512 bytes a packet.
 *   <li>After the last ACK of a transfer that lost packets, the client stays a while to answer what
 *       the server sends again.
 * </ul>
 *
 * <p>A transfer ends when its thread is interrupted; the server is told, and a channel of the
 * caller that was in use at that moment is closed. Everything that can go wrong is a {@link
 * TftpException}.
 *
 * <p>Immutable, and for use by several threads at once: each transfer has a socket of its own. The
 * address may be IPv4 or IPv6.
 */
public final class TftpClient {
  private final ClientSettings settings;

  TftpClient(ClientSettings settings) {
    this.settings = settings;
  }

  /**
   * Begins a client.
   *
   * @param server where requests are heard, on port 69 as a rule
   * @return a builder with the defaults that its methods tell
   * @throws IllegalArgumentException if the address is not resolved, or the port is 0
   */
  public static TftpClientBuilder builder(InetSocketAddress server) {
    return new TftpClientBuilder(server);
  }

  /**
   * Reads a file into a file.
   *
   * @param fileName what the server calls it: at least one character, none of them NUL
   * @param target where it goes. It is written under another name in the same directory, brought to
   *     stable storage and renamed. If the target is a link, what it leads to is meant
   * @return how it went
   * @throws TftpException if it did not; the target is then as it was
   * @throws InterruptedException if the thread was interrupted; likewise
   * @throws IllegalArgumentException if the name cannot be sent
   */
  public TftpResult get(String fileName, Path target) throws TftpException, InterruptedException {
    requireName(fileName);
    TftpResult result;
    try (NewFile file = open(target)) {
      result = Download.run(settings, fileName, file);
    } catch (TftpException e) {
      throw e;
    } catch (IOException e) {
      throw new TftpException.Local(
          "what was left of the file cannot be removed: " + PlainText.reason(e), e);
    }
    return result;
  }

  /**
   * Reads a file into a channel.
   *
   * @param fileName what the server calls it: at least one character, none of them NUL
   * @param target takes the bytes in order; in blocking mode, and not closed
   * @return how it went
   * @throws TftpException if it did not; the channel then has the beginning of the file
   * @throws InterruptedException if the thread was interrupted; likewise
   * @throws IllegalArgumentException if the name cannot be sent
   */
  public TftpResult get(String fileName, WritableByteChannel target)
      throws TftpException, InterruptedException {
    requireName(fileName);
    return Download.run(
        settings,
        fileName,
        bytes -> {
          while (bytes.hasRemaining()) {
            target.write(bytes);
          }
        });
  }

  /**
   * Reads a file into a stream.
   *
   * @param fileName what the server calls it: at least one character, none of them NUL
   * @param target takes the bytes in order; flushed at the end, and not closed
   * @return how it went
   * @throws TftpException if it did not; the stream then has the beginning of the file
   * @throws InterruptedException if the thread was interrupted; likewise
   * @throws IllegalArgumentException if the name cannot be sent
   */
  public TftpResult get(String fileName, OutputStream target)
      throws TftpException, InterruptedException {
    requireName(fileName);
    return Download.run(settings, fileName, new StreamSink(target));
  }

  /**
   * Writes a file from a file. Its size is announced ({@code tsize}) in mode octet; a file that
   * turns out longer or shorter ends the transfer.
   *
   * @param fileName what the server is to call it: at least one character, none of them NUL
   * @param source what to send
   * @return how it went; the server has acknowledged every byte
   * @throws TftpException if it did not
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the name cannot be sent
   */
  public TftpResult put(String fileName, Path source) throws TftpException, InterruptedException {
    requireName(fileName);
    try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
      long size = Files.isRegularFile(source) ? channel.size() : TftpParameters.UNKNOWN_SIZE;
      return Upload.run(settings, fileName, channel::read, size);
    } catch (TftpException e) {
      throw e;
    } catch (IOException e) {
      throw new TftpException.Local(source + " cannot be read: " + PlainText.reason(e), e);
    }
  }

  /**
   * Writes a file from a channel. At most one window of it is kept in memory.
   *
   * @param fileName what the server is to call it: at least one character, none of them NUL
   * @param source the bytes of the file, up to its end; in blocking mode, and not closed
   * @param size bytes in it, which are announced in mode octet and must be true; or {@link
   *     TftpParameters#UNKNOWN_SIZE}
   * @return how it went; the server has acknowledged every byte
   * @throws TftpException if it did not
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the name cannot be sent, or the size is less than -1
   */
  public TftpResult put(String fileName, ReadableByteChannel source, long size)
      throws TftpException, InterruptedException {
    requireName(fileName);
    return Upload.run(settings, fileName, source::read, requireSize(size));
  }

  /**
   * Writes a file from a stream. At most one window of it is kept in memory.
   *
   * @param fileName what the server is to call it: at least one character, none of them NUL
   * @param source the bytes of the file, up to its end; not closed
   * @param size bytes in it, which are announced in mode octet and must be true; or {@link
   *     TftpParameters#UNKNOWN_SIZE}
   * @return how it went; the server has acknowledged every byte
   * @throws TftpException if it did not
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the name cannot be sent, or the size is less than -1
   */
  public TftpResult put(String fileName, InputStream source, long size)
      throws TftpException, InterruptedException {
    requireName(fileName);
    return Upload.run(settings, fileName, target -> read(source, target), requireSize(size));
  }

  /**
   * Asks for the size of a file, as UEFI firmware does before it reads one: requests it in mode
   * octet with {@code tsize}, and breaks off with error 8.
   *
   * @param fileName what the server calls it: at least one character, none of them NUL
   * @return bytes in the file, or {@link TftpParameters#UNKNOWN_SIZE} if the server does not tell;
   *     one that repeats what it is asked tells 0
   * @throws TftpException if there is no such file, or no answer
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the name cannot be sent
   */
  public long size(String fileName) throws TftpException, InterruptedException {
    requireName(fileName);
    return SizeProbe.run(settings, fileName);
  }

  private NewFile open(Path target) throws TftpException.Local {
    try {
      return new NewFile(target, settings.replaceExisting());
    } catch (IOException e) {
      throw new TftpException.Local(target + " cannot be written: " + PlainText.reason(e), e);
    }
  }

  /** Blocks lie in arrays. */
  private static int read(InputStream source, ByteBuffer target) throws IOException {
    int bytes =
        source.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
    target.position(target.position() + Math.max(bytes, 0));
    return bytes;
  }

  private static void requireName(String fileName) {
    if (fileName.isEmpty() || fileName.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a file name is not empty and holds no NUL");
    }
  }

  private static long requireSize(long size) {
    if (size < TftpParameters.UNKNOWN_SIZE) {
      throw new IllegalArgumentException("size " + size);
    }
    return size;
  }

  /** What was received lies in arrays, as streams want it. */
  private record StreamSink(OutputStream stream) implements FileSink {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    @Override
    public void complete() throws IOException {
      stream.flush();
    }
  }
}
