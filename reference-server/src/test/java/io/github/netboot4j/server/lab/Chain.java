package io.github.netboot4j.server.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks that steps happened, one after the other; others may lie between. */
final class Chain {
  private final List<BootStep> steps;
  private final List<String> stages = new ArrayList<>();
  private int next;

  Chain(List<BootStep> steps) {
    this.steps = steps;
  }

  /**
   * Goes on to the first step that fits, after the one found before.
   *
   * @throws AssertionError when there is none
   */
  <T extends BootStep> T then(String what, Class<T> kind, Predicate<T> fits) {
    for (int i = next; i < steps.size(); i++) {
      if (kind.isInstance(steps.get(i)) && fits.test(kind.cast(steps.get(i)))) {
        next = i + 1;
        stages.add(steps.get(i).text());
        return kind.cast(steps.get(i));
      }
    }
    throw new AssertionError("missing: " + what + ", after: " + stages);
  }

  /** A DHCP message from the client. */
  BootStep.Dhcp asks(String type, int architecture, String userClass) {
    return then(
        "%s with architecture %d and user class \"%s\"".formatted(type, architecture, userClass),
        BootStep.Dhcp.class,
        step ->
            step.message().request()
                && step.message().type().equals(type)
                && step.message().architecture() == architecture
                && step.message().userClass().equals(userClass));
  }

  /** An ACK to the client. */
  LabDhcp acknowledged() {
    return then(
            "ACK",
            BootStep.Dhcp.class,
            step -> !step.message().request() && step.message().type().equals("ACK"))
        .message();
  }

  /** The whole of a file, over TFTP, and no byte more or less. */
  void received(String file, long bytes) {
    then("RRQ " + file, BootStep.TftpRequest.class, step -> step.file().equals(file));
    then(
        "the last block of " + file + ", " + bytes + " bytes in all",
        BootStep.TftpDone.class,
        step -> step.file().equals(file) && step.bytes() == bytes);
  }

  /** A request over HTTP from this address, and the answer 200 to it. */
  BootStep.HttpResponse fetched(String method, String path, String address) {
    BootStep.HttpRequest request =
        then(
            method + " " + path + " from " + address,
            BootStep.HttpRequest.class,
            step ->
                step.method().equals(method)
                    && step.path().equals(path)
                    && step.address().equals(address));
    return then(
        "200 to " + method + " " + path,
        BootStep.HttpResponse.class,
        step -> step.request().equals(request) && step.status() == 200);
  }

  /** How many steps fit, before and after the ones found. */
  <T extends BootStep> long count(Class<T> kind, Predicate<T> fits) {
    return steps.stream().filter(kind::isInstance).map(kind::cast).filter(fits).count();
  }

  /** How many files the client asked for by TFTP after the step found last. */
  long laterTftpRequests() {
    return steps.stream().skip(next).filter(BootStep.TftpRequest.class::isInstance).count();
  }

  /** The stages found so far. */
  String stages() {
    return stages.stream().collect(Collectors.joining(" -> "));
  }
}
