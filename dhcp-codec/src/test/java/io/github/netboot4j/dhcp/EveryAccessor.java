package io.github.netboot4j.dhcp;

import org.jspecify.annotations.Nullable;

/** Calls whatever can be asked of a message. Allocates nothing itself, but for {@link #texts}. */
final class EveryAccessor {
  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();
  private final OptionCursor cursor = new OptionCursor();
  private final UserClass userClass = new UserClass();

  /** A number made of all answers: equal for equal messages, and nothing is optimised away. */
  long sum(DhcpMessageView message) {
    long sum = header(message);
    for (int code = 0; code <= 255; code++) {
      sum = sum * 31 + option(message, code);
    }
    cursor.reset(message);
    while (cursor.next()) {
      cursor.readPiece(value);
      sum = sum * 31 + cursor.code() * 7L + cursor.position() + content(value);
    }
    sum = sum * 31 + (userClass.read(message) ? 1 : 0);
    sum = sum * 31 + (userClass.isPresent() ? 1 : 0) + (userClass.isList() ? 2 : 0);
    sum = sum * 31 + (userClass.matches("iPXE") ? 1 : 0) + (userClass.matches("gPXE") ? 2 : 0);
    return sum;
  }

  private static long header(DhcpMessageView message) {
    long sum = nameHash(message.fault());
    sum = sum * 31 + message.faultOffset();
    sum = sum * 31 + message.length();
    sum = sum * 31 + message.operation();
    sum = sum * 31 + message.hardwareType();
    sum = sum * 31 + message.hardwareAddressLength();
    sum = sum * 31 + message.hops();
    sum = sum * 31 + message.transactionId();
    sum = sum * 31 + message.seconds();
    sum = sum * 31 + message.flags() + (message.isBroadcast() ? 1 : 0);
    sum = sum * 31 + message.clientAddress();
    sum = sum * 31 + message.yourAddress();
    sum = sum * 31 + message.nextServerAddress();
    sum = sum * 31 + message.relayAddress();
    sum = sum * 31 + message.macAddress();
    for (int index = 0; index < 16; index++) {
      sum = sum * 31 + message.hardwareAddressByte(index);
    }
    sum = sum * 31 + (message.hasMagicCookie() ? 1 : 0) + (message.hasEnd() ? 2 : 0);
    sum = sum * 31 + message.overload();
    sum = sum * 31 + message.messageType();
    sum = sum * 31 + message.requestedAddress();
    sum = sum * 31 + message.serverIdentifier();
    return sum * 31 + message.maximumMessageSize();
  }

  private long option(DhcpMessageView message, int code) {
    OptionFault fault = message.optionFault(code);
    long sum = (message.hasOption(code) ? 1L : 0L) + nameHash(fault);
    sum = sum * 31 + message.optionUnsigned8(code, -1);
    sum = sum * 31 + message.optionUnsigned16(code, -1);
    sum = sum * 31 + message.optionInt32(code, -1);
    sum = sum * 31 + (message.readOption(code, value) ? 1 : 0) + content(value);
    sum = sum * 31 + (message.readRawOption(code, value) ? 1 : 0) + content(value);
    sum = sum * 31 + message.optionLength(code);
    if (value.length() > 0) {
      sum = sum * 31 + message.optionByte(code, 0);
      sum = sum * 31 + message.optionByte(code, value.length() - 1);
    }
    return sum;
  }

  private long content(OptionValue of) {
    int length = of.length();
    long sum = length;
    for (int index = 0; index < length; index++) {
      sum = sum * 31 + of.unsigned8(index);
    }
    if (length >= 4) {
      sum = sum * 31 + of.int32(length - 4) + of.unsigned16(length / 2);
    }
    of.slice(length / 3, length - length / 3, part);
    sum = sum * 31 + part.length() + (part.length() > 0 ? part.unsigned8(0) : 0);
    return sum * 31 + (of.startsWith("PXEClient") ? 1 : 0) + (of.contentEquals("iPXE") ? 2 : 0);
  }

  private static long nameHash(@Nullable Enum<?> value) {
    return value == null ? 0 : value.name().hashCode();
  }

  /** The answers that are text. */
  String texts(DhcpMessageView message) {
    StringBuilder texts = new StringBuilder();
    texts.append(message.serverName()).append('|').append(message.bootFile());
    for (int code = 0; code <= 255; code++) {
      message.readRawOption(code, value);
      texts.append('|').append(value.toText()).append(value.toByteArray().length);
    }
    userClass.read(message);
    return texts.append('|').append(userClass).toString();
  }
}
