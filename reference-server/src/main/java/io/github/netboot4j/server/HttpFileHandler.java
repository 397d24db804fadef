package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET and HEAD with the files below a root, whole or in parts, with what caches and those
 * who go on with a download need (RFC 9110). No listings.
 */
final class HttpFileHandler extends Handler.Abstract {
  private static final String OTHER_TYPE = "application/octet-stream";
  private static final int BOUNDARY_LENGTH = 24;

  private final FileRoot root;
  private final MimeTypes types;
  private final HttpConnections connections;
  private final HttpListener listener;

  HttpFileHandler(
      FileRoot root, MimeTypes types, HttpConnections connections, HttpListener listener) {
    this.root = root;
    this.types = types;
    this.connections = connections;
    this.listener = listener;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Connection connection = request.getConnectionMetaData().getConnection();
    connections.begins(connection);
    Request.addCompletionListener(request, failure -> connections.ends(connection));
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("X-Content-Type-Options", "nosniff"); // browsers are not to guess
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    if (!head && !HttpMethod.GET.is(request.getMethod())) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD");
      say(HttpStatus.METHOD_NOT_ALLOWED_405, request, response, callback);
      return true;
    }
    ServedFile file;
    try {
      file = open(request);
    } catch (NoSuchFileException e) {
      say(HttpStatus.NOT_FOUND_404, request, response, callback);
      return true;
    } catch (AccessDeniedException e) {
      say(HttpStatus.FORBIDDEN_403, request, response, callback);
      return true;
    } catch (TemplateException e) {
      String why = String.valueOf(e.getMessage());
      if (request.getConnectionMetaData().getRemoteSocketAddress()
          instanceof InetSocketAddress client) {
        listener.notFilledIn(client, why);
      }
      say(HttpStatus.INTERNAL_SERVER_ERROR_500, why, request, response, callback);
      return true;
    } catch (IOException e) {
      say(HttpStatus.INTERNAL_SERVER_ERROR_500, request, response, callback);
      return true;
    }
    try {
      answer(file, request, response, callback, head);
    } catch (RuntimeException e) {
      Quietly.close(file);
      throw e;
    }
    return true;
  }

  private ServedFile open(Request request) throws IOException {
    String path = request.getHttpURI().getDecodedPath();
    if (path == null || path.endsWith("/")) {
      throw new NoSuchFileException(String.valueOf(path));
    }
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (connection.getRemoteSocketAddress() instanceof InetSocketAddress client
        && connection.getLocalSocketAddress() instanceof InetSocketAddress server) {
      String query = request.getHttpURI().getQuery();
      return root.open(
          path,
          new FileAsker(client.getAddress(), server.getAddress(), query == null ? "" : query));
    }
    return root.open(path);
  }

  private void answer(
      ServedFile file, Request request, Response response, Callback callback, boolean head) {
    HttpFields asked = request.getHeaders();
    HttpFields.Mutable headers = response.getHeaders();
    FileVersion version = file.version();
    HttpRanges ranges = null;
    if (version != null) {
      headers.put(HttpHeader.ETAG, version.tag());
      headers.put(HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(version.modified()));
      headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
      HttpConditions.Outcome outcome = HttpConditions.of(asked, version);
      if (outcome != HttpConditions.Outcome.SERVE) {
        Quietly.close(file);
        if (outcome == HttpConditions.Outcome.FAILED) {
          say(HttpStatus.PRECONDITION_FAILED_412, request, response, callback);
        } else {
          response.setStatus(HttpStatus.NOT_MODIFIED_304);
          response.write(true, null, callback);
        }
        return;
      }
      // Ranges are for GET (RFC 9110 §14.2).
      ranges = head || !HttpConditions.isRangeOf(asked, version) ? null : ranges(asked, file);
    }
    if (ranges != null && ranges.parts().isEmpty()) {
      long size = file.size();
      Quietly.close(file);
      headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + size);
      say(HttpStatus.RANGE_NOT_SATISFIABLE_416, request, response, callback);
      return;
    }
    List<HttpSending.Section> sections =
        sections(file, ranges, type(request.getHttpURI().getDecodedPath()), response);
    long octets = sections.stream().mapToLong(HttpSending.Section::octets).sum();
    headers.put(HttpHeader.CONTENT_LENGTH, octets);
    if (head) {
      Quietly.close(file);
      response.write(true, null, callback);
    } else {
      HttpSending.send(file, sections, request, response, callback);
    }
  }

  private static @Nullable HttpRanges ranges(HttpFields asked, ServedFile file) {
    List<String> values = asked.getValuesList(HttpHeader.RANGE);
    return values.size() == 1 ? HttpRanges.read(values.get(0), file.size()) : null;
  }

  private String type(@Nullable String path) {
    String type = types.getMimeByExtension(path);
    return type == null ? OTHER_TYPE : type;
  }

  /** What is to be sent, the status and the headers that say so. */
  private static List<HttpSending.Section> sections(
      ServedFile file, @Nullable HttpRanges ranges, String type, Response response) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, type);
    if (ranges == null) {
      return List.of(new HttpSending.Section("", 0, file.size()));
    }
    response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
    if (ranges.parts().size() == 1) {
      HttpRanges.Part part = ranges.parts().get(0);
      headers.put(HttpHeader.CONTENT_RANGE, part.of(file.size()));
      return List.of(new HttpSending.Section("", part.first(), part.length()));
    }
    String boundary = MultiPart.generateBoundary(null, BOUNDARY_LENGTH);
    headers.put(HttpHeader.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
    List<HttpSending.Section> sections = new ArrayList<>();
    for (HttpRanges.Part part : ranges.parts()) {
      String before =
          "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
              .formatted(boundary, type, part.of(file.size()));
      sections.add(new HttpSending.Section(before, part.first(), part.length()));
    }
    sections.add(new HttpSending.Section("\r\n--" + boundary + "--\r\n", 0, 0));
    return sections;
  }

  /** A status with its name for a person. */
  private static void say(int status, Request request, Response response, Callback callback) {
    say(status, status + " " + HttpStatus.getMessage(status), request, response, callback);
  }

  /** A status with a line of text for a person. */
  private static void say(
      int status, String text, Request request, Response response, Callback callback) {
    response.setStatus(status);
    byte[] line = (text + "\n").getBytes(StandardCharsets.US_ASCII);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, line.length);
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    response.write(true, head ? null : ByteBuffer.wrap(line), callback);
  }
}
