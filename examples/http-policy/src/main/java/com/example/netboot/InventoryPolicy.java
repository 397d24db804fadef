package com.example.netboot;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks an inventory which file a machine boots: {@code GET <inventory>/525400123456}. What takes too
 * long, fails, or is no name leaves the request to the next policy, so that a rack boots also
 * without the inventory.
 */
public final class InventoryPolicy implements BootPolicy {
  private static final long LONGEST_MILLIS = 500;
  private static final Pattern FILE_NAME = Pattern.compile("[!-~]{1,127}");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI inventory;

  /** The inventory's address ends in a slash. */
  public InventoryPolicy(URI inventory) {
    this.inventory = inventory;
  }

  @Override
  public BootDecision decide(BootRequest request) {
    if (request.macAddress() < 0) {
      return BootDecision.undecided(); // not an Ethernet
    }
    URI machine = inventory.resolve("%012x".formatted(request.macAddress()));
    // The limit is for all of it: a request's own timeout ends with the headers of the answer.
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(machine).build(), HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> response = answer.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
      String file = response.body().strip();
      return response.statusCode() == 200 && FILE_NAME.matcher(file).matches()
          ? BootDecision.boot(file)
          : BootDecision.undecided();
    } catch (ExecutionException | TimeoutException e) {
      return BootDecision.undecided();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BootDecision.undecided();
    } finally {
      answer.cancel(true);
    }
  }
}
