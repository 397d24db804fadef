package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.ParameterRequestList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What evaluating rules writes on, so that it allocates nothing: one for each thread. What is asked
 * once a request is remembered until {@link #begin}.
 */
public final class Workspace {
  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();
  private final ParameterRequestList requested = new ParameterRequestList();
  private boolean requestedKnown;
  private boolean requestedAbsent;
  private final int[][] scratch = new int[4][0];

  private byte[] octets = new byte[1024];
  private int length;

  private @Nullable Selector[] selectors = new Selector[4];
  private int[] selections = new int[4];
  private int selected;

  /** Nothing known yet. */
  public Workspace() {}

  /** Forgets the last request. */
  public void begin() {
    length = 0;
    selected = 0;
    requestedKnown = false;
  }

  /** To show an option in; free for whoever evaluates at the moment. */
  public OptionValue value() {
    return value;
  }

  /** To show a part of an option in, beside {@link #value()}. */
  public OptionValue part() {
    return part;
  }

  /**
   * Room for numbers; free for whoever evaluates at the moment, with whatever was left in it.
   *
   * @param which 0 to 3
   * @param atLeast how many numbers
   */
  public int[] scratch(int which, int atLeast) {
    if (scratch[which].length < atLeast) {
      scratch[which] = new int[atLeast];
    }
    return scratch[which];
  }

  /** What the client asks for. */
  public ParameterRequestList requested(BootRequest request) {
    if (!requestedKnown) {
      requestedAbsent =
          !requested.read(request.message())
              && !request.message().readRawOption(OptionCode.PARAMETER_REQUEST_LIST, part);
      requestedKnown = true;
    }
    return requested;
  }

  /** Whether the client says nothing of what it asks for; an empty list says: nothing. */
  public boolean asksForNothingInParticular(BootRequest request) {
    requested(request);
    return requestedAbsent;
  }

  /** What a selector chose for this request. */
  @SuppressWarnings("ReferenceEquality") // The very selector is meant.
  public int selected(Selector selector, BootRequest request) {
    for (int index = 0; index < selected; index++) {
      if (selectors[index] == selector) {
        return selections[index];
      }
    }
    int number = selector.select(request, this);
    if (selected == selections.length) {
      selectors = Arrays.copyOf(selectors, 2 * selected);
      selections = Arrays.copyOf(selections, 2 * selected);
    }
    selectors[selected] = selector;
    selections[selected++] = number;
    return number;
  }

  /** Where the next octet is appended. */
  public int length() {
    return length;
  }

  /** Takes back what was appended from there on. */
  public void truncate(int to) {
    length = to;
  }

  /** An appended octet, 0 to 255. */
  public int unsigned8(int index) {
    return octets[index] & 0xFF;
  }

  /** Changes an appended octet. */
  public void set(int index, int octet) {
    octets[index] = (byte) octet;
  }

  /** Appends one octet. */
  public void append(int octet) {
    makeRoom(1);
    octets[length++] = (byte) octet;
  }

  /** Appends four octets in network byte order. */
  public void append32(int number) {
    append(number >>> 24);
    append(number >>> 16);
    append(number >>> 8);
    append(number);
  }

  /** Appends octets. */
  public void append(byte[] source, int from, int count) {
    makeRoom(count);
    System.arraycopy(source, from, octets, length, count);
    length += count;
  }

  /** Appends an option's value. */
  public void append(OptionValue source) {
    makeRoom(source.length());
    for (int index = 0; index < source.length(); index++) {
      octets[length++] = (byte) source.unsigned8(index);
    }
  }

  /** A copy of what was appended from an index on. */
  public byte[] copyFrom(int index) {
    return Arrays.copyOfRange(octets, index, length);
  }

  private void makeRoom(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
    }
  }
}
