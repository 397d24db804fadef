package io.github.netboot4j.server;

import java.io.IOException;

/** A template cannot be filled in. The message is one line for a person, and names no path. */
final class TemplateException extends IOException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
