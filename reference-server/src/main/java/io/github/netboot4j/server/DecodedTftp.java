package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpOpcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One TFTP packet of a capture. What its kind of packet does not have is null, and so is what lies
 * behind a fault or the end of what was captured.
 *
 * @param frame the record's place in the file, from 1
 * @param source the sender's address and port
 * @param destination the receiver's address and port
 * @param opcode 0 to 65535; null if there is not even that
 * @param file of a request, not escaped
 * @param mode of a request as it was written, not escaped
 * @param options of a request or OACK in wire order, repeated ones among them
 * @param block of DATA or ACK, 0 to 65535
 * @param length octets of data in DATA as it was sent, also if the capture has less of them
 * @param code of an ERROR, 0 to 65535
 * @param message of an ERROR, not escaped
 * @param fault null when all was read
 */
record DecodedTftp(
    long frame,
    String source,
    String destination,
    @Nullable Integer opcode,
    @Nullable String file,
    @Nullable String mode,
    List<Option> options,
    @Nullable Integer block,
    @Nullable Integer length,
    @Nullable Integer code,
    @Nullable String message,
    @Nullable DecodedFault fault) {
  /**
   * An option of a request or OACK.
   *
   * @param name as it was written, not escaped
   * @param value likewise
   */
  record Option(String name, String value) {}

  /** The RFCs' name of the opcode, its number if it has none, or null if it was cut off. */
  @Nullable String title() {
    if (opcode == null) {
      return null;
    }
    boolean known = opcode >= TftpOpcode.READ_REQUEST && opcode <= TftpOpcode.OPTION_ACKNOWLEDGMENT;
    return known ? TftpOpcode.name(opcode) : opcode.toString();
  }
}
