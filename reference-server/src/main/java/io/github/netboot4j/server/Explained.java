package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Remark;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code explain} prints.
 *
 * @param file the configuration's name as the user gave it
 * @param dialect whose it is
 * @param remarks what was remarked on reading it
 * @param client who asks, for people
 * @param request the request itself
 * @param explanation what becomes of it
 */
record Explained(
    Path file,
    Dialect dialect,
    List<Remark> remarks,
    String client,
    BootRequest request,
    Explanation explanation) {
  static Explained of(
      Path file, BootConfiguration configuration, String client, BootRequest request) {
    return new Explained(
        file,
        configuration.dialect(),
        configuration.remarks(),
        client,
        request,
        configuration.policy().explain(request));
  }
}
