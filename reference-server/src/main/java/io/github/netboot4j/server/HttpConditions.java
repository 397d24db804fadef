package io.github.netboot4j.server;

import java.util.List;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What a request's conditions come to (RFC 9110 §13), for GET and HEAD. */
final class HttpConditions {
  /** How a request is to be answered. */
  enum Outcome {
    /** As if there were no condition. */
    SERVE,
    /** With 304. */
    NOT_MODIFIED,
    /** With 412. */
    FAILED
  }

  private static final long NO_DATE = -1;
  private static final long SECOND = 1_000;

  private HttpConditions() {}

  /** The conditions in the order of RFC 9110 §13.2.2. */
  static Outcome of(HttpFields request, FileVersion version) {
    if (request.contains(HttpHeader.IF_MATCH)) {
      if (!names(request, HttpHeader.IF_MATCH, version, true)) {
        return Outcome.FAILED;
      }
    } else {
      long unmodified = date(request, HttpHeader.IF_UNMODIFIED_SINCE);
      if (unmodified != NO_DATE && seconds(version) > unmodified) {
        return Outcome.FAILED;
      }
    }
    if (request.contains(HttpHeader.IF_NONE_MATCH)) {
      return names(request, HttpHeader.IF_NONE_MATCH, version, false)
          ? Outcome.NOT_MODIFIED
          : Outcome.SERVE;
    }
    long modified = date(request, HttpHeader.IF_MODIFIED_SINCE);
    return modified != NO_DATE && seconds(version) <= modified
        ? Outcome.NOT_MODIFIED
        : Outcome.SERVE;
  }

  /** Whether the parts that are asked for are parts of this version (RFC 9110 §13.1.5). */
  static boolean isRangeOf(HttpFields request, FileVersion version) {
    String condition = request.get(HttpHeader.IF_RANGE);
    if (condition == null) {
      return true;
    }
    if (condition.startsWith("\"") || condition.startsWith("W/")) {
      return isSame(condition, version, true);
    }
    return version.isSettled() && date(request, HttpHeader.IF_RANGE) == seconds(version);
  }

  private static boolean names(
      HttpFields request, HttpHeader field, FileVersion version, boolean strong) {
    List<String> tags = request.getCSV(field, true);
    return tags.contains("*") || tags.stream().anyMatch(tag -> isSame(tag, version, strong));
  }

  /** By the strong or the weak comparison (RFC 9110 §8.8.3.2). */
  private static boolean isSame(String tag, FileVersion version, boolean strong) {
    return strong
        ? version.isSettled() && tag.equals(version.tag())
        : opaque(tag).equals(opaque(version.tag()));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  /** Seconds since 1970; a date that cannot be read is none. */
  private static long date(HttpFields request, HttpHeader field) {
    String text = request.get(field);
    long millis = text == null ? NO_DATE : HttpDateTime.parseToEpoch(text);
    return millis < 0 ? NO_DATE : millis / SECOND;
  }

  private static long seconds(FileVersion version) {
    return version.modified().toEpochMilli() / SECOND;
  }
}
