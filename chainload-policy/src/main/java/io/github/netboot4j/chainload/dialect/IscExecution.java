package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Executes scopes in dhcpd's order, which is the reverse of precedence: shared networks, subnets,
 * pools, classes from the last declared to the first, groups, hosts.
 */
final class IscExecution {
  private final IscModel model;
  private final IscLinks links;
  private final IscHosts hosts;
  private final IscAddresses addresses;
  private final IscClasses classes;
  private final IscFlow flow;

  IscExecution(
      IscModel model,
      IscLinks links,
      IscHosts hosts,
      IscAddresses addresses,
      IscClasses classes,
      IscFlow flow) {
    this.model = model;
    this.links = links;
    this.hosts = hosts;
    this.addresses = addresses;
    this.classes = classes;
    this.flow = flow;
  }

  /** Executes all but the statements outside of all braces. */
  void run() throws ConfigurationException {
    Set<IscScope> done = new HashSet<>();
    for (IscModel.Network network : model.networks()) {
      executeOuter(network.scope, done);
    }
    List<IscModel.Subnet> subnets = addresses.subnets();
    for (int index = 0; index < subnets.size(); index++) {
      IscModel.Subnet subnet = subnets.get(index);
      if (subnet.scope != subnet.network.scope) {
        flow.execute(subnet.scope, new Condition.Selected(addresses.subnet(), index));
      }
    }
    List<IscModel.Pool> pools = addresses.pools();
    for (int index = 0; index < pools.size(); index++) {
      flow.execute(pools.get(index).scope, new Condition.Selected(addresses.pool(), index));
    }
    List<IscFlow.Addition> added = List.copyOf(flow.additions());
    for (int index = added.size() - 1; index >= 0; index--) {
      executeClass(added.get(index).classScope(), added.get(index).condition(), false);
    }
    for (int index = model.classes().size() - 1; index >= 0; index--) {
      IscScope scope = model.classes().get(index).scope;
      executeClass(scope, classes.members(scope), true);
    }
    executeHosts();
  }

  /** A network's own scope and the groups around it, the outermost first, each once. */
  private void executeOuter(IscScope scope, Set<IscScope> done) throws ConfigurationException {
    IscScope parent = scope.parent();
    if (parent != null && parent != model.root()) {
      executeOuter(parent, done);
    }
    if (!done.add(scope)) {
      return;
    }
    List<Integer> within = new ArrayList<>();
    for (int index = 0; index < model.networks().size(); index++) {
      if (model.networks().get(index).scope.isWithin(scope)) {
        within.add(index);
      }
    }
    if (within.size() == 1) {
      flow.execute(scope, new Condition.Selected(links, within.get(0)));
    } else {
      flow.execute(scope, among(links, within, "on a network of " + scope));
    }
  }

  private static Condition among(Selector selector, List<Integer> numbers, String description) {
    BitSet plusOne = new BitSet();
    numbers.forEach(number -> plusOne.set(number + 1));
    return new Condition.SelectedAmong(selector, plusOne, description);
  }

  private void executeClass(IscScope scope, Condition members, boolean withSubclasses)
      throws ConfigurationException {
    IscScope parent = scope.parent();
    if (parent != null) {
      executeAround(parent, members);
    }
    flow.execute(scope, members);
    IscClasses.Subclasses subclasses = withSubclasses ? classes.subclasses(scope) : null;
    if (subclasses == null) {
      return;
    }
    for (int number = 0; number < subclasses.scopes().size(); number++) {
      List<IscScope> chain = new ArrayList<>();
      for (IscScope inner = subclasses.scopes().get(number);
          inner != null && inner != scope;
          inner = inner.parent()) {
        chain.add(0, inner);
      }
      for (IscScope inner : chain) {
        flow.execute(inner, new Condition.Selected(subclasses, number));
      }
    }
  }

  /** The scopes that a class stands in, unless the client's own network stands in them too. */
  private void executeAround(IscScope scope, Condition members) throws ConfigurationException {
    IscScope parent = scope.parent();
    if (parent == null) {
      return;
    }
    executeAround(parent, members);
    flow.execute(scope, members.and(outside(scope)));
  }

  /** The statements of a scope were not executed already as those of the client's network. */
  private Condition outside(IscScope scope) {
    if (scope.statements().isEmpty()) {
      return Condition.always();
    }
    List<IscModel.Pool> pools = addresses.pools();
    for (int index = 0; index < pools.size(); index++) {
      if (pools.get(index).scope == scope) {
        return new Condition.Selected(addresses.pool(), index).negated();
      }
    }
    List<IscModel.Subnet> subnets = addresses.subnets();
    List<Integer> within = new ArrayList<>();
    for (int index = 0; index < subnets.size(); index++) {
      IscModel.Subnet subnet = subnets.get(index);
      if (subnet.scope == scope && subnet.network.scope != scope) {
        return new Condition.Selected(addresses.subnet(), index)
            .and(new Condition.Selected(addresses.pool(), Selector.NONE))
            .negated();
      }
      if (subnet.network.scope.isWithin(scope)) {
        within.add(index);
      }
    }
    return within.isEmpty()
        ? Condition.always()
        : among(addresses.subnet(), within, "on a subnet of " + scope).negated();
  }

  private void executeHosts() throws ConfigurationException {
    List<IscModel.Host> all = model.hosts();
    List<int[]> numbers = new ArrayList<>();
    List<List<IscScope>> scopes = new ArrayList<>();
    for (int host = 0; host < all.size(); host++) {
      List<IscScope> around = new ArrayList<>();
      for (IscScope scope = all.get(host).scope.parent();
          scope != null && scope.parent() != null;
          scope = scope.parent()) {
        around.add(0, scope);
      }
      for (int depth = 0; depth < around.size(); depth++) {
        if (depth == scopes.size()) {
          scopes.add(new ArrayList<>());
          int[] none = new int[all.size()];
          Arrays.fill(none, Selector.NONE);
          numbers.add(none);
        }
        List<IscScope> atDepth = scopes.get(depth);
        IscScope scope = around.get(depth);
        int last = atDepth.size() - 1;
        int number = last >= 0 && atDepth.get(last) == scope ? last : atDepth.indexOf(scope);
        if (number < 0) {
          number = atDepth.size();
          atDepth.add(scope);
        }
        numbers.get(depth)[host] = number;
      }
    }
    for (int depth = 0; depth < scopes.size(); depth++) {
      Around around = new Around(hosts.declared(), numbers.get(depth), scopes.get(depth));
      for (int number = 0; number < scopes.get(depth).size(); number++) {
        IscScope scope = scopes.get(depth).get(number);
        flow.execute(scope, new Condition.Selected(around, number).and(outside(scope)));
      }
    }
    for (int host = 0; host < all.size(); host++) {
      flow.execute(all.get(host).scope, new Condition.Selected(hosts.declared(), host));
    }
  }

  /** Chooses the scope that the client's host stands in, at one depth. */
  private static final class Around implements PlainSelector, Walked.Choosing {
    private final Selector host;
    private final int[] numbers;
    private final List<IscScope> scopes;

    Around(Selector host, int[] numbers, List<IscScope> scopes) {
      this.host = host;
      this.numbers = numbers;
      this.scopes = scopes;
    }

    @Override
    public Plain plain(int number, PlainConditions others) {
      List<Plain> of = new ArrayList<>();
      for (int index = 0; index < numbers.length; index++) {
        if (numbers[index] == number && host instanceof PlainSelector plain) {
          of.add(plain.plain(index, others));
        }
      }
      return number < 0 ? new Plain.Unsayable(name(number)) : Plain.any(of);
    }

    @Override
    public int select(BootRequest request, Workspace space) {
      int chosen = space.selected(host, request);
      return chosen < 0 ? NONE : numbers[chosen];
    }

    @Override
    public int select(Walk walk) {
      int chosen = walk.selected(host);
      return chosen < 0 ? NONE : numbers[chosen];
    }

    @Override
    public String name(int number) {
      return number < 0 ? "of a host in no group" : "of a host in " + scopes.get(number);
    }
  }
}
