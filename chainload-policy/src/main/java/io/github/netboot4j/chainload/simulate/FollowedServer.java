package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.chainload.rules.classes.MachineTrail;
import java.util.List;

/**
 * Rules and addresses that note on a machine's trail what they look at. Which addresses a client
 * may have follows from the same tests as which rules hold, asked while it has none.
 */
final class FollowedServer implements BootPolicy, AddressPlan {
  private final RuleSet rules;
  private final AddressPlan plan;
  private final MachineTrail trail;
  private final BootRequest asked = new BootRequest();

  FollowedServer(RuleSet rules, AddressPlan plan, MachineTrail trail) {
    this.rules = rules;
    this.plan = plan;
    this.trail = trail;
  }

  private static boolean isLookedAt(Field field) {
    return switch (field.kind()) {
      case ANSWER, FILE, NEXT_SERVER -> true;
      case OPTION -> BootClient.OPTIONS_READ.contains(field.code());
      case SERVER_NAME, PART -> false;
    };
  }

  @Override
  public BootDecision decide(BootRequest request) {
    locate(request);
    trail.follow(rules, FollowedServer::isLookedAt, request);
    return rules.decide(request);
  }

  /** The request while no address is given. */
  private void followWithoutAddress(BootRequest request) {
    asked
        .wrap(request.message())
        .arrivedAt(request.arrivalAddress(), request.arrivalPort())
        .arrivedOn(request.arrivalInterface(), request.arrivalNetmask());
    locate(asked);
    trail.follow(rules, field -> false, asked);
  }

  private void locate(BootRequest request) {
    for (Subnet subnet : plan.subnets()) {
      trail.locate(subnet.address(), subnet.netmask(), request);
    }
  }

  @Override
  public List<Subnet> subnets() {
    return plan.subnets();
  }

  @Override
  public int reservedFor(BootRequest request) {
    followWithoutAddress(request);
    return plan.reservedFor(request);
  }

  @Override
  public boolean isReserved(int address) {
    return plan.isReserved(address);
  }

  @Override
  public List<Range> rangesFor(BootRequest request) {
    followWithoutAddress(request);
    return plan.rangesFor(request);
  }

  @Override
  public LeaseTimes leaseTimesFor(BootRequest request) {
    return plan.leaseTimesFor(request);
  }

  @Override
  public boolean isAuthoritative(BootRequest request) {
    return plan.isAuthoritative(request);
  }
}
