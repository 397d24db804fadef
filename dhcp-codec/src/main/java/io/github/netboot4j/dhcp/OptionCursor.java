package io.github.netboot4j.dhcp;

/**
 * A reusable walk over a message's options as they stand on the wire: the options area, then {@code
 * file}, then {@code sname} where option 52 says so, one step for each piece of a split option,
 * padding left out.
 *
 * <pre>{@code
 * cursor.reset(message);
 * while (cursor.next()) {
 *   System.out.println(cursor.code() + " at " + cursor.position());
 * }
 * }</pre>
 */
public final class OptionCursor {
  private DhcpMessageView message = new DhcpMessageView();
  private int position = -1;
  private boolean started;

  /** A cursor over nothing. */
  public OptionCursor() {}

  /**
   * Starts before the first option.
   *
   * @param of a wrapped message; after a fault, the options before it are walked
   */
  public void reset(DhcpMessageView of) {
    message = of;
    position = -1;
    started = false;
  }

  /**
   * Steps to the next option.
   *
   * @return false at the end, and ever after
   */
  public boolean next() {
    if (!started) {
      started = true;
      position = message.firstOption();
    } else if (position >= 0) {
      position = message.nextOption(position);
    }
    return position >= 0;
  }

  /**
   * The code of the option here.
   *
   * @return 1 to 254
   * @throws IllegalStateException before the first and after the last option
   */
  public int code() {
    return message.codeAt(position());
  }

  /**
   * Where the option here starts.
   *
   * @return octets from the start of the message to its code
   * @throws IllegalStateException before the first and after the last option
   */
  public int position() {
    if (position < 0) {
      throw new IllegalStateException("the cursor is not at an option");
    }
    return position;
  }

  /**
   * Reads the value here: this piece alone, whatever its length.
   *
   * @param into shows the piece afterwards
   * @throws IllegalStateException before the first and after the last option
   */
  public void readPiece(OptionValue into) {
    into.show(message.octets(), message.index(position() + 2), message.pieceLength(position()));
  }
}
