package io.github.netboot4j.chainload;

/** Asks a request everything it can be asked. */
final class EveryRequestAccessor {
  private static final int[] CODES = {0, 1, 19, 82, 175, 255};

  private EveryRequestAccessor() {}

  /** A number that depends on all answers, so that none is left out by a compiler. */
  static long ask(BootRequest request) {
    long sum = request.macAddress() + request.architectureCode() + request.relayAddress();
    sum += request.subnetAddress() + request.arrivalPort() + request.givenAddress();
    sum += request.stage().label().length() + (request.architecture().isUefi() ? 1 : 0);
    sum += request.machineId().length() + request.vendorClass().length();
    sum += request.machineIdentifier().mostSignificantBits();
    sum += request.machineIdentifier().leastSignificantBits() + request.machineIdentifier().type();
    sum += request.circuitId().length() + request.remoteId().length();
    sum += request.subscriberId().length() + request.hostName().length();
    sum += request.requestedOptions().count() + request.ipxe().majorVersion();
    for (int code : CODES) {
      sum += request.ipxe().hasFeature(code) ? code : 0;
      sum += request.relay().hasSubOption(code) ? code : 0;
      sum += request.requestedOptions().contains(code) ? code : 0;
    }
    sum += request.userClass().matches("iPXE") ? 1 : 0;
    return sum + (request.userClass().isPresent() ? 1 : 0);
  }
}
