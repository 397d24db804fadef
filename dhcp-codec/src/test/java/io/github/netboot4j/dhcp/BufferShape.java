package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kinds of buffer that a message may lie in, each with {@code octets} from {@code offset} on.
 */
enum BufferShape {
  HEAP(0, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets);
    }
  },
  HEAP_AT_AN_OFFSET(17, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets + 40);
    }
  },
  DIRECT(0, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocateDirect(octets);
    }
  },
  DIRECT_AT_AN_ODD_OFFSET(3, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocateDirect(octets + 3);
    }
  },
  READ_ONLY(0, true, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets);
    }
  },
  READ_ONLY_DIRECT(9, true, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocateDirect(octets + 9);
    }
  },
  LITTLE_ENDIAN(0, false, false) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets);
    }
  },
  LITTLE_ENDIAN_DIRECT(0, false, false) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocateDirect(octets);
    }
  },
  LIMIT_BEYOND_THE_MESSAGE(0, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets + 500).limit(octets + 100);
    }
  },
  POSITION_WITHIN_THE_MESSAGE(2, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets + 2).position(99);
    }
  },
  SLICE(5, false, true) {
    @Override
    ByteBuffer allocate(int octets) {
      return ByteBuffer.allocate(octets + 100).slice(50, octets + 5);
    }
  };

  final int offset;
  private final boolean readOnly;
  private final ByteOrder order;

  BufferShape(int offset, boolean readOnly, boolean bigEndian) {
    this.offset = offset;
    this.readOnly = readOnly;
    this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  abstract ByteBuffer allocate(int octets);

  /** A buffer to write in; its other octets are 0x5A, so that a stray read or write shows. */
  ByteBuffer empty(int octets) {
    ByteBuffer buffer = allocate(octets);
    for (int index = 0; index < buffer.limit(); index++) {
      buffer.put(index, (byte) 0x5A);
    }
    return buffer.order(order);
  }

  /** A buffer with the message in it. */
  ByteBuffer holding(byte[] message) {
    ByteBuffer buffer = empty(message.length).put(offset, message);
    return readOnly ? buffer.asReadOnlyBuffer().order(order) : buffer;
  }
}
