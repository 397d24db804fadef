package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/** A number that a request leads to. Evaluating throws nothing for any content of a request. */
public interface Numeric {
  /** Returned by {@link #value} where there is no number. */
  long ABSENT = Long.MIN_VALUE;

  /** The number, or {@link #ABSENT}. */
  long value(BootRequest request, Workspace space);

  /** Whether two requests can lead to different numbers. */
  default boolean varies() {
    return true;
  }

  /** The same number for every request. */
  record Constant(long number) implements Numeric {
    @Override
    public long value(BootRequest request, Workspace space) {
      return number;
    }

    @Override
    public boolean varies() {
      return false;
    }

    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /**
   * The first octets of data as a number without sign, in network byte order. One octet of nothing
   * is 0: dhcpd looks for more than one only, and text whose NULs were left out has them still.
   */
  record ExtractInt(Data of, int octets) implements Numeric {
    @Override
    public long value(BootRequest request, Workspace space) {
      int start = space.length();
      int length = of.append(request, space);
      long number = 0;
      for (int index = 0; index < octets && index < length; index++) {
        number = number << 8 | space.unsigned8(start + index);
      }
      space.truncate(start);
      return length < octets && (octets > 1 || length != 0) ? ABSENT : number;
    }

    @Override
    public boolean varies() {
      return of.varies();
    }

    @Override
    public String toString() {
      return "extract-int(" + of + ", " + 8 * octets + ")";
    }
  }

  /** Two numbers put together; dividing by zero leads to none. Numbers have 64 bits and no sign. */
  record Arithmetic(Numeric left, char operator, Numeric right) implements Numeric {
    @Override
    public long value(BootRequest request, Workspace space) {
      long first = left.value(request, space);
      long second = right.value(request, space);
      if (first == ABSENT || second == ABSENT) {
        return ABSENT;
      }
      return switch (operator) {
        case '+' -> first + second;
        case '*' -> first * second;
        case '/' -> second == 0 ? ABSENT : Long.divideUnsigned(first, second);
        case '%' -> second == 0 ? ABSENT : Long.remainderUnsigned(first, second);
        case '&' -> first & second;
        case '|' -> first | second;
        case '^' -> first ^ second;
        default -> ABSENT;
      };
    }

    @Override
    public boolean varies() {
      return left.varies() || right.varies();
    }

    @Override
    public String toString() {
      return "(" + left + " " + operator + " " + right + ")";
    }
  }
}
