package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.IscEffect.Table;
import io.github.netboot4j.chainload.dialect.IscEffect.Target;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.MessageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns declarations into effects, the statements outside of all braces first, and makes sense of
 * their expressions: at the start, while clients are classified, among statements, and behind them.
 */
final class IscCompiler {
  private final IscModel model;
  private final IscNames names;
  private final IscLinks links;
  private final IscHosts hosts;
  private final IscAddresses addresses;
  private final IscClasses classes;
  private final IscFlow flow;
  private final Set<Target> inProgress = new HashSet<>();
  private final Map<String, Data> atStart = new HashMap<>();

  IscCompiler(IscModel model, IscNames names) throws ConfigurationException {
    this.model = model;
    this.names = names;
    links = new IscLinks(model);
    hosts = new IscHosts(model, links, fixedAddresses(), identifyingOptions());
    addresses = new IscAddresses(model, links, hosts);
    flow = new IscFlow(model, (table, place) -> meaning(new During(table, false), place));
    flow.execute(model.root(), Condition.always());
    rememberVariables();
    classes = new IscClasses(model, new Before(atStart), names);
    for (IscModel.Pool pool : addresses.pools()) {
      addresses.permit(permitted(pool));
    }
    new IscExecution(model, links, hosts, addresses, classes, flow).run();
  }

  IscModel model() {
    return model;
  }

  IscLinks links() {
    return links;
  }

  IscHosts hosts() {
    return hosts;
  }

  IscAddresses addresses() {
    return addresses;
  }

  /** The name of the host that is declared for the client. */
  Data hostName() {
    return new HostName(hosts.declared(), model.hosts());
  }

  Table effects() {
    return flow.table();
  }

  private IscMeaning meaning(IscMeaning.Where where, IscPlace place) {
    return new IscMeaning(model, names, where, place);
  }

  private int[][] fixedAddresses() throws ConfigurationException {
    List<IscModel.Host> all = model.hosts();
    int[][] fixed = new int[all.size()][];
    for (int index = 0; index < fixed.length; index++) {
      IscModel.Host host = all.get(index);
      Workspace octets = new Workspace();
      IscMeaning meaning = meaning(new Before(Map.of()), host.scope.place());
      for (IscExpression address : host.fixedAddresses) {
        meaning.data(address).append(new BootRequest(), octets);
      }
      fixed[index] = new int[octets.length() / Integer.BYTES];
      for (int at = 0; at < octets.length(); at++) {
        fixed[index][at / Integer.BYTES] =
            fixed[index][at / Integer.BYTES] << Byte.SIZE | octets.unsigned8(at);
      }
      findClientIdentifier(host);
    }
    return fixed;
  }

  /** A host's {@code option dhcp-client-identifier} is what it is known by. */
  private void findClientIdentifier(IscModel.Host host) throws ConfigurationException {
    for (IscStatement statement : host.scope.statements()) {
      if (statement instanceof IscStatement.Assign assign
          && assign.operation() == IscStatement.Operation.SUPERSEDE
          && assign.option().code() == 61
          && assign.option().space() == model.spaces().dhcp()) {
        if (host.clientIdentifier != null) {
          continue;
        }
        Data value = meaning(new Before(Map.of()), assign.place()).data(assign.value());
        if (value instanceof Data.Constant constant) {
          host.clientIdentifier =
              new String(constant.octets(), java.nio.charset.StandardCharsets.ISO_8859_1);
        } else {
          model.notUnderstood(assign.place(), "what a host is known by must be constant");
        }
      }
    }
  }

  private Map<IscOption, Data> identifyingOptions() throws ConfigurationException {
    Map<IscOption, Data> options = new HashMap<>();
    for (IscModel.Host host : model.hosts()) {
      IscOption option = host.identifyingOption;
      if (option != null && !options.containsKey(option)) {
        options.put(option, meaning(new Before(Map.of()), host.scope.place()).option(option));
      }
    }
    return options;
  }

  private Condition permitted(IscModel.Pool pool) {
    Condition allowed = pool.permits.isEmpty() ? Condition.always() : anyOf(pool.permits);
    return anyOf(pool.prohibits).negated().and(allowed);
  }

  private Condition anyOf(List<IscModel.Permit> permits) {
    Condition any = Condition.never();
    for (IscModel.Permit permit : permits) {
      any = any.or(holds(permit));
    }
    return any;
  }

  private Condition holds(IscModel.Permit permit) {
    return switch (permit.who()) {
      case KNOWN -> new Known(hosts);
      case UNKNOWN -> new Known(hosts).negated();
      case ALL, UNAUTHENTICATED -> Condition.always();
      case AUTHENTICATED, NOT_UNDERSTOOD -> Condition.never();
      case DYNAMIC_BOOTP -> new Bootp();
      case MEMBERS -> {
        IscModel.ClientClass named = permit.clientClass();
        yield named == null ? Condition.never() : classes.members(named.scope);
      }
    };
  }

  /** A host is declared for the client. */
  record Known(IscHosts hosts) implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return new IscHostsWalk(hosts, walk).isKnown();
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return hosts.isKnown(request, space);
    }

    @Override
    public String toString() {
      return "known";
    }
  }

  /** The message has no type: it is BOOTP and not DHCP. */
  record Bootp() implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return walk.holds(new MessageTypeIs(MessageType.NONE));
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return request.message().messageType() <= 0;
    }

    @Override
    public String toString() {
      return "it is BOOTP";
    }
  }

  /**
   * dhcpd executes the statements outside of all braces once when it starts, without a request. The
   * variables that are set then are those that classes see, and values of options.
   */
  private void rememberVariables() throws ConfigurationException {
    BootRequest nobody = new BootRequest();
    Workspace space = new Workspace();
    for (Target target : flow.table().targets()) {
      if (target.space() == null) {
        int start = space.length();
        boolean set =
            choice(target, flow.table().inOrder(target)).append(nobody, space) != Data.ABSENT;
        atStart.put(target.variable(), set ? Data.of(space.copyFrom(start)) : Data.NONE);
        space.truncate(start);
      }
    }
  }

  /** A value as it is when all statements were executed. */
  Data value(IscEffect effect, Target target) throws ConfigurationException {
    IscExpression expression = effect.expression();
    Data ready = effect.ready();
    boolean header = target.space() != null && target.space().isServer();
    Data value =
        ready != null || expression == null
            ? (ready == null ? Data.NONE : ready)
            : meaning(new During(flow.table(), !header), effect.place()).data(expression);
    List<IscEffect> prior = effect.prior();
    if (prior == null) {
      return value;
    }
    boolean before = effect.operation() == IscStatement.Operation.PREPEND;
    return new IscAppended(choice(target, prior), value, before);
  }

  /** What the first of some effects that holds gives a target. */
  Choice choice(Target target, List<IscEffect> inOrder) throws ConfigurationException {
    return new Choice(
        new Field(Field.Kind.PART, 0), target.toString(), rules(target, inOrder, null), false);
  }

  /** Rules of effects, for a field. */
  List<Rule> rules(
      Target target, List<IscEffect> inOrder, @org.jspecify.annotations.Nullable Field forField)
      throws ConfigurationException {
    Field field = forField == null ? new Field(Field.Kind.PART, 0) : forField;
    List<Rule> rules = new ArrayList<>(inOrder.size());
    for (IscEffect effect : inOrder) {
      rules.add(
          new Rule(field, effect.condition(), value(effect, target), effect.place().reason()));
    }
    return rules;
  }

  /** What expressions see while clients are classified: neither host nor lease. */
  private record Before(Map<String, Data> variables) implements IscMeaning.Where {
    @Override
    public Data variable(String name) {
      return variables.getOrDefault(name, Data.NONE);
    }

    @Override
    public Data configured(IscOption option) {
      return Data.NONE;
    }

    @Override
    public Condition known() {
      return Condition.never();
    }

    @Override
    public Condition fixed() {
      return Condition.never();
    }

    @Override
    public Data leasedAddress() {
      return Data.NONE;
    }

    @Override
    public Data hostName() {
      return Data.NONE;
    }
  }

  /** What expressions see while statements are executed, and after that. */
  private final class During implements IscMeaning.Where {
    private final Table table;
    private final boolean leased;

    /**
     * Evaluation among statements.
     *
     * @param leased whether what is evaluated is the value of an option, when the lease is made
     */
    During(Table table, boolean leased) {
      this.table = table;
      this.leased = leased;
    }

    @Override
    public Data variable(String name) throws ConfigurationException {
      return leased ? atStart.getOrDefault(name, Data.NONE) : soFar(Target.of(name));
    }

    @Override
    public Data configured(IscOption option) throws ConfigurationException {
      return soFar(Target.of(option));
    }

    private Data soFar(Target target) throws ConfigurationException {
      List<IscEffect> effects = table.inOrder(target);
      if (effects.isEmpty()) {
        return Data.NONE;
      }
      if (!inProgress.add(target)) {
        model.notUnderstood(effects.get(0).place(), "this value depends on itself");
        return Data.NONE;
      }
      Data choice = choice(target, effects);
      inProgress.remove(target);
      return choice;
    }

    @Override
    public Condition known() {
      return new Known(hosts);
    }

    @Override
    public Condition fixed() {
      return new Condition.Selected(hosts.reservations(), Selector.NONE).negated();
    }

    @Override
    public Data leasedAddress() {
      return addresses.leasedAddress();
    }

    @Override
    public Data hostName() {
      return new HostName(leased ? hosts.declared() : hosts.reservations(), model.hosts());
    }
  }

  private record HostName(Selector selector, List<IscModel.Host> hosts)
      implements Data, Walked.Leading {
    @Override
    public Value value(Walk walk) {
      int host = walk.selected(selector);
      return host < 0 || walk.holds(new MessageTypeIs(MessageType.INFORM))
          ? Value.ABSENT
          : new Value.Known(hosts.get(host).scope.name());
    }

    @Override
    public int append(BootRequest request, Workspace space) {
      int host = space.selected(selector, request);
      if (host < 0 || IscAddresses.isInform(request)) {
        return ABSENT;
      }
      String name = hosts.get(host).scope.name();
      for (int index = 0; index < name.length(); index++) {
        space.append(name.charAt(index));
      }
      return name.length();
    }

    @Override
    public String toString() {
      return "host-decl-name";
    }
  }
}
