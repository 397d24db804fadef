package com.example.netboot;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks an inventory which file a machine boots: {@code GET <inventory>/525400123456}. What takes too
 * long, fails, or is no name leaves the request to the next policy, so that a rack boots also
 * without the inventory.
 */
public final class InventoryPolicy implements BootPolicy {
  private static final Duration LONGEST = Duration.ofMillis(500);
  private static final int LONGEST_NAME = 127;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final URI inventory;

  public InventoryPolicy(URI inventory) {
    this.inventory = inventory;
  }

  @Override
  public BootDecision decide(BootRequest request) {
    URI machine = inventory.resolve("%012x".formatted(request.macAddress()));
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(machine).timeout(LONGEST).build(),
              HttpResponse.BodyHandlers.ofString());
      String file = answer.body().strip();
      return answer.statusCode() == 200 && !file.isEmpty() && file.length() <= LONGEST_NAME
          ? BootDecision.boot(file)
          : BootDecision.undecided();
    } catch (IOException e) {
      return BootDecision.undecided();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BootDecision.undecided();
    }
  }
}
