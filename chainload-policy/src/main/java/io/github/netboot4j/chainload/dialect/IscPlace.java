package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;

/**
 * A statement in a file.
 *
 * @param source the file's name as the user gave it
 * @param line from 1
 * @param text the statement as written, shortened
 */
record IscPlace(String source, int line, String text) {
  Reason reason() {
    return new Reason(text, source, line);
  }

  ConfigurationException fault(String message) {
    return new ConfigurationException(source, line, message);
  }

  ConfigurationException fault(Finding.Kind finding, String message) {
    return new ConfigurationException(source, line, message, finding);
  }

  Remark remark(Remark.Kind kind, String why) {
    return new Remark(kind, source, line, (text.isEmpty() ? "" : text + ": ") + why);
  }

  /** A statement that does nothing, and is likely to be a slip. */
  Remark slip(Finding.Kind finding, String why) {
    String statement = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    String what = (statement.isEmpty() ? "" : statement + ": ") + why;
    return new Remark(Remark.Kind.INERT, source, line, what, finding);
  }
}
