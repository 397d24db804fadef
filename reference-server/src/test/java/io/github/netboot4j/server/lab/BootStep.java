package io.github.netboot4j.server.lab;

import java.util.Map;

/** One thing that happened on the wire while a machine booted. */
sealed interface BootStep {
  /** Time since the first frame of the capture. */
  double seconds();

  /** What happened, in a few words. */
  String text();

  /** A DHCP message from the client or to it. */
  record Dhcp(double seconds, LabDhcp message) implements BootStep {
    @Override
    public String text() {
      if (message.request()) {
        return "%s (architecture %d, user class %s)"
            .formatted(
                message.type(),
                message.architecture(),
                message.userClass().isEmpty() ? "none" : "\"" + message.userClass() + "\"");
      }
      return "%s %s (boot file %s)"
          .formatted(message.type(), message.yourAddress(), message.bootFile());
    }
  }

  /** The client asks for a file; {@code options} are those of RFC 2347, names in lower case. */
  record TftpRequest(double seconds, String file, Map<String, String> options) implements BootStep {
    @Override
    public String text() {
      return "RRQ " + file + " " + options;
    }
  }

  /** The server accepts options. */
  record TftpOptions(double seconds, String file, Map<String, String> options) implements BootStep {
    @Override
    public String text() {
      return "OACK " + file + " " + options;
    }
  }

  /** Either side ends a transfer. */
  record TftpError(double seconds, boolean fromClient, int code, String file, String message)
      implements BootStep {
    @Override
    public String text() {
      return "ERROR %d from the %s (%s: %s)"
          .formatted(code, fromClient ? "client" : "server", file, message);
    }
  }

  /** The client has acknowledged the last block. */
  record TftpDone(double seconds, String file, long bytes) implements BootStep {
    @Override
    public String text() {
      return file + " received, " + bytes + " bytes";
    }
  }

  /** The client asks over HTTP. */
  record HttpRequest(double seconds, String address, int port, String method, String path)
      implements BootStep {
    @Override
    public String text() {
      return method + " " + path + " from " + address;
    }
  }

  /** The server's status line to a request. {@code contentType} is empty when it is not given. */
  record HttpResponse(double seconds, HttpRequest request, int status, String contentType)
      implements BootStep {
    @Override
    public String text() {
      return status + " to " + request.method() + " " + request.path() + " [" + contentType + "]";
    }
  }
}
