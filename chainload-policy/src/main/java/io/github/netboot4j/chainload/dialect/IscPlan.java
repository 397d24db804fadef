package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.IscEffect.Target;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Workspace;
import java.util.ArrayList;
import java.util.List;

/** Where addresses come from: fixed ones of hosts, and pools for those they are for. */
final class IscPlan implements AddressPlan {
  private static final int MINIMUM = 300;
  private static final int BY_DEFAULT = 43_200;
  private static final int MAXIMUM = 86_400;

  private final IscCompiler compiler;
  private final PlanAnswers answers = new PlanAnswers();
  private final List<Subnet> subnets;
  private final Choice minimum;
  private final Choice byDefault;
  private final Choice maximum;
  private final ThreadLocal<Workspace> spaces = ThreadLocal.withInitial(Workspace::new);

  IscPlan(IscCompiler compiler) throws ConfigurationException {
    this.compiler = compiler;
    List<Subnet> all = new ArrayList<>();
    for (IscModel.Network network : compiler.model().networks()) {
      for (IscModel.Subnet subnet : network.subnets) {
        all.add(new Subnet(subnet.address, subnet.netmask, false));
      }
    }
    subnets = List.copyOf(all);
    minimum = time("min-lease-time");
    byDefault = time("default-lease-time");
    maximum = time("max-lease-time");
  }

  private Choice time(String name) throws ConfigurationException {
    Target target = Target.of(compiler.model().spaces().setting(name));
    return compiler.choice(target, compiler.effects().inOrder(target));
  }

  @Override
  public List<Subnet> subnets() {
    return subnets;
  }

  @Override
  public List<NamedClient> namedClients() {
    List<NamedClient> named = new ArrayList<>();
    for (IscModel.Host host : compiler.model().hosts()) {
      NamedClient.ofHardware("host " + host.scope.name(), host.hardware).ifPresent(named::add);
    }
    for (IscModel.ClientClass of : compiler.model().classes()) {
      for (String key : of.subclassKeys) {
        NamedClient.ofHardware("member of class " + of.scope.name(), key).ifPresent(named::add);
      }
    }
    return named;
  }

  private Workspace begin() {
    Workspace space = spaces.get();
    space.begin();
    return space;
  }

  @Override
  public int reservedFor(BootRequest request) {
    return compiler.addresses().reserved(request, begin());
  }

  @Override
  public List<Range> rangesFor(BootRequest request) {
    return compiler.addresses().permitted(request, begin());
  }

  @Override
  public List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (IscModel.Network network : compiler.model().networks()) {
      network.pools.forEach(pool -> ranges.addAll(pool.ranges));
    }
    return ranges;
  }

  @Override
  public LeaseTimes leaseTimesFor(BootRequest request) {
    Workspace space = begin();
    int most = seconds(maximum, MAXIMUM, request, space);
    int least = seconds(minimum, most >= 0 ? Math.min(MINIMUM, most) : MINIMUM, request, space);
    return answers.leaseTimes(least, seconds(byDefault, BY_DEFAULT, request, space), most);
  }

  private static int seconds(Choice time, int otherwise, BootRequest request, Workspace space) {
    int start = space.length();
    int length = time.append(request, space);
    int seconds = 0;
    for (int index = 0; index < length; index++) {
      seconds = seconds << Byte.SIZE | space.unsigned8(start + index);
    }
    space.truncate(start);
    if (length == Data.ABSENT || length != Integer.BYTES) {
      return otherwise;
    }
    return seconds < 0 ? -1 : seconds;
  }

  @Override
  public boolean isAuthoritative(BootRequest request) {
    int link = begin().selected(compiler.links(), request);
    return link >= 0 && compiler.model().networks().get(link).scope.isAuthoritative();
  }
}
