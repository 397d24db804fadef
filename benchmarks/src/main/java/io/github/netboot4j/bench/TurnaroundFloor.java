package io.github.netboot4j.bench;

import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionBlock;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The least that correct code can do to answer: one walk over the request, then copies of what was
 * encoded ahead of time for each of the three decisions, with the client's own fields put in. It
 * does not know options 52, 57 and 82, and joins no repeats.
 */
final class TurnaroundFloor {
  private static final int IPXE = 0x6950_5845;
  private static final int GPXE = 0x6750_5845;
  private static final int HEAD_LENGTH = 243;

  /** A decision: the header with option 53, and the options from 54 to 67. */
  private static final class Prepared {
    private final byte[] head;
    private final byte[] options;

    private Prepared(byte[] head, byte[] options) {
      this.head = head;
      this.options = options;
    }
  }

  private final Prepared script = prepare(DhcpTurnaroundBenchmark.SCRIPT);
  private final Prepared bios = prepare(DhcpTurnaroundBenchmark.BIOS_LOADER);
  private final Prepared uefi = prepare(DhcpTurnaroundBenchmark.UEFI_LOADER);

  private static Prepared prepare(String bootFile) {
    int capacity = DhcpTurnaroundBenchmark.REPLY_CAPACITY;
    ByteBuffer buffer = ByteBuffer.allocate(capacity);
    DhcpMessageWriter writer =
        new DhcpMessageWriter()
            .start(MessageType.OFFER, buffer, 0, capacity)
            .operation(DhcpMessageView.BOOTREPLY)
            .yourAddress(Offer.YOUR_ADDRESS)
            .nextServerAddress(Offer.SERVER_ADDRESS);
    writer.bootFile(Offer.text(bootFile));
    byte[] head = new byte[HEAD_LENGTH];
    buffer.get(0, head);
    writeOptions(writer, bootFile);
    byte[] options = new byte[OptionBlock.of(block -> writeOptions(block, bootFile)).length()];
    buffer.get(HEAD_LENGTH, options);
    return new Prepared(head, options);
  }

  private static void writeOptions(DhcpMessageWriter writer, String bootFile) {
    writer
        .optionInt32(OptionCode.SERVER_IDENTIFIER, Offer.SERVER_ADDRESS)
        .optionInt32(OptionCode.LEASE_TIME, Offer.TURNAROUND_LEASE_TIME)
        .optionInt32(OptionCode.SUBNET_MASK, Offer.SUBNET_MASK)
        .optionInt32(OptionCode.ROUTER, Offer.SERVER_ADDRESS)
        .option(OptionCode.TFTP_SERVER_NAME, "192.0.2.1")
        .option(OptionCode.BOOT_FILE_NAME, bootFile + "\0");
  }

  /** Answers a DISCOVER; the length of the OFFER, or -1. */
  int answer(ByteBuffer request, int end, ByteBuffer reply) {
    if (!Messages.hasDhcpHeader(request, end)) {
      return -1;
    }
    int clientIdentifier = 0;
    int machineIdentifier = 0;
    int userClass = 0;
    int architecture = -1;
    int at = 240;
    while (at < end) {
      int code = request.get(at) & 0xFF;
      if (code == 255) {
        break;
      }
      if (code == 0) {
        at++;
        continue;
      }
      int octets = at + 1 < end ? request.get(at + 1) & 0xFF : end;
      if (at + 2 + octets > end) {
        return -1;
      }
      switch (code) {
        case 61 -> clientIdentifier = at;
        case 77 -> userClass = octets == 4 ? request.getInt(at + 2) : 0;
        case 93 -> architecture = octets >= 2 ? request.getShort(at + 2) & 0xFFFF : -1;
        case 97 -> machineIdentifier = at;
        default -> {
          // Nobody asks for the others.
        }
      }
      at += 2 + octets;
    }
    Prepared prepared = decide(userClass, architecture);
    return prepared == null
        ? -1
        : write(request, clientIdentifier, machineIdentifier, prepared, reply);
  }

  private @Nullable Prepared decide(int userClass, int architecture) {
    if (userClass == IPXE || userClass == GPXE) {
      return script;
    }
    return switch (ClientArchitecture.of(architecture)) {
      case X86_BIOS -> bios;
      case X64_UEFI -> uefi;
      default -> null;
    };
  }

  private static int write(
      ByteBuffer request,
      int clientIdentifier,
      int machineIdentifier,
      Prepared prepared,
      ByteBuffer reply) {
    reply.put(0, prepared.head);
    reply.putShort(1, request.getShort(1)); // htype, hlen
    reply.putInt(4, request.getInt(4)); // xid
    reply.putShort(10, request.getShort(10)); // flags
    reply.putInt(24, request.getInt(24)); // giaddr
    reply.putLong(28, request.getLong(28)); // chaddr
    reply.putLong(36, request.getLong(36));
    int at = echo(request, clientIdentifier, reply, HEAD_LENGTH);
    reply.put(at, prepared.options);
    at = echo(request, machineIdentifier, reply, at + prepared.options.length);
    reply.put(at++, (byte) 255);
    while (at < DhcpMessageWriter.MINIMUM_LENGTH) {
      reply.put(at++, (byte) 0);
    }
    return at;
  }

  private static int echo(ByteBuffer request, int from, ByteBuffer reply, int at) {
    if (from == 0) {
      return at;
    }
    int octets = 2 + (request.get(from + 1) & 0xFF);
    reply.put(at, request, from, octets);
    return at + octets;
  }
}
