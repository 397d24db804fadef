package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * The value of an option as the client sent it. The decision says only that it is sent back, so
 * that it is the same decision for all clients.
 *
 * @param code the option
 */
public record Echo(int code) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    if (!request.message().readRawOption(code, space.value())) {
      return ABSENT;
    }
    space.append(space.value());
    return space.value().length();
  }

  @Override
  public boolean varies() {
    return false;
  }

  @Override
  public String toString() {
    return "option " + code + " of the request";
  }
}
