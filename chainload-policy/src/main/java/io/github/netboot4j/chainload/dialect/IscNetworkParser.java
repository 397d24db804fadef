package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscDeclarationParser.Context;
import io.github.netboot4j.chainload.dialect.IscModel.Network;
import io.github.netboot4j.chainload.dialect.IscModel.Permit;
import io.github.netboot4j.chainload.dialect.IscModel.Pool;
import io.github.netboot4j.chainload.dialect.IscModel.Subnet;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads shared networks, subnets, pools and their ranges of addresses. */
final class IscNetworkParser {
  private static final Permit ALL = new Permit(Permit.Who.ALL, null);
  private static final Permit DYNAMIC_BOOTP = new Permit(Permit.Who.DYNAMIC_BOOTP, null);

  private final IscModel model;
  private final IscLexer lexer;
  private final IscStatementParser statements;
  private final IscDeclarationParser declarations;

  IscNetworkParser(
      IscModel model,
      IscLexer lexer,
      IscStatementParser statements,
      IscDeclarationParser declarations) {
    this.model = model;
    this.lexer = lexer;
    this.statements = statements;
    this.declarations = declarations;
  }

  void sharedNetwork(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    String name = first.isString() ? lexer.next().text() : statements.values().hostName();
    if (name == null || name.isEmpty()) {
      throw lexer.fault("the name of a shared network is missing");
    }
    IscScope scope =
        new IscScope(IscScope.Kind.SHARED_NETWORK, statements.place(first), name, context.scope());
    Network network = new Network(scope);
    body(new Context(scope, network, null, null));
    if (network.subnets.isEmpty()) {
      throw lexer.fault("the shared network '" + name + "' has no subnet");
    }
    model.networks().add(network);
  }

  void subnet(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    int address = statements.values().address();
    if (!lexer.next().is("netmask")) {
      throw lexer.fault("'netmask' is missing after the address of a subnet");
    }
    int netmask = statements.values().address();
    if ((address & ~netmask) != 0) {
      throw lexer.fault(
          "the subnet "
              + Ipv4.format(address)
              + " has bits that are not in its netmask "
              + Ipv4.format(netmask));
    }
    String name = Ipv4.format(address) + "/" + Ipv4.format(netmask);
    IscScope scope =
        new IscScope(
            IscScope.Kind.SUBNET,
            new IscPlace(lexer.source(), first.line(), "subnet " + statements.place(first).text()),
            name,
            context.scope());
    Network shared = context.network();
    Network network = shared != null ? shared : new Network(scope);
    Subnet subnet = new Subnet(scope, network, address, netmask);
    model.add(subnet);
    if (shared == null) {
      network.subnets.add(subnet);
    }
    body(new Context(scope, network, subnet, null));
    if (shared == null) {
      model.networks().add(network);
    } else {
      network.nested |= network.subnets.stream().anyMatch(subnet::overlaps);
      addSibling(network.subnets, subnet);
    }
  }

  /** Puts it before a wider one, the last of all excepted, as dhcpd does. */
  private static void addSibling(List<Subnet> siblings, Subnet subnet) {
    for (int index = 0; index + 1 < siblings.size(); index++) {
      if (IscModel.isInner(subnet, siblings.get(index))) {
        siblings.add(index, subnet);
        return;
      }
    }
    siblings.add(subnet);
  }

  private void body(Context context) throws ConfigurationException {
    statements.openBrace();
    statements.enter();
    while (!lexer.peek().is('}')) {
      IscToken token = lexer.peek();
      if (token.is("interface")) {
        lexer.next();
        lexer.next();
        statements.semicolon();
        statements.elsewhere().remark(token);
      } else if (token.isEnd()) {
        lexer.next();
        throw lexer.fault("'}' is missing for " + context.scope());
      } else {
        declarations.statement(context);
      }
    }
    lexer.next();
    statements.leave();
  }

  void pool(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    Network network = Objects.requireNonNull(context.network(), "pools stand in networks only");
    IscPlace place = new IscPlace(lexer.source(), first.line(), "pool");
    IscScope scope =
        new IscScope(IscScope.Kind.POOL, place, lexer.source() + ":" + first.line(), network.scope);
    Pool pool = new Pool(scope);
    statements.openBrace();
    statements.enter();
    while (!lexer.peek().is('}')) {
      IscToken token = lexer.peek();
      if (token.is("range")) {
        lexer.next();
        range(context, pool);
      } else if (token.is("allow") || token.is("deny")) {
        lexer.next();
        permit(token, token.is("allow") ? pool.permits : pool.prohibits);
      } else if (token.is("failover")) {
        lexer.next();
        peer();
      } else if (token.is("no")) {
        lexer.next();
        if (!lexer.next().is("failover") || !lexer.next().is("peer")) {
          throw lexer.fault("'no' stands only before 'failover peer' here");
        }
      } else if (token.isEnd()) {
        lexer.next();
        throw lexer.fault("'}' is missing for the pool of line " + first.line());
      } else {
        declarations.statement(context.within(scope));
      }
    }
    lexer.next();
    statements.leave();
    if (pool.ranges.isEmpty()) {
      throw lexer.fault("the pool of line " + first.line() + " has no range of addresses");
    }
    network.pools.add(pool);
  }

  private void permit(IscToken first, List<Permit> into) throws ConfigurationException {
    IscToken who = lexer.next();
    Permit.Who kind =
        switch (who.isIdentifier() ? who.text().toLowerCase(Locale.ROOT) : "") {
          case "unknown", "unknown-clients" -> Permit.Who.UNKNOWN;
          case "known", "known-clients" -> Permit.Who.KNOWN;
          case "authenticated" -> Permit.Who.AUTHENTICATED;
          case "unauthenticated" -> Permit.Who.UNAUTHENTICATED;
          case "all" -> Permit.Who.ALL;
          case "dynamic" -> Permit.Who.DYNAMIC_BOOTP;
          case "members" -> Permit.Who.MEMBERS;
          case "after" -> Permit.Who.NOT_UNDERSTOOD;
          default ->
              throw lexer.fault(
                  "'members of', 'known-clients', 'unknown-clients', 'all clients' or"
                      + " 'dynamic bootp clients' is missing before "
                      + who);
        };
    IscModel.ClientClass named = null;
    if (kind == Permit.Who.MEMBERS) {
      if (!lexer.next().is("of")) {
        throw lexer.fault("'of' is missing after 'members'");
      }
      IscToken name = lexer.next();
      named = name.isString() ? model.clientClass(name.text()) : null;
      if (named == null) {
        throw lexer.fault("no class " + name + " is declared before");
      }
    } else if (kind == Permit.Who.NOT_UNDERSTOOD) {
      while (!lexer.peek().is(';') && !lexer.peek().is('}') && !lexer.peek().isEnd()) {
        lexer.next();
      }
    } else if (!who.is("unknown-clients") && !who.is("known-clients")) {
      if (kind == Permit.Who.DYNAMIC_BOOTP && !lexer.next().is("bootp")) {
        throw lexer.fault("'bootp' is missing after 'dynamic'");
      }
      if (!lexer.next().is("clients")) {
        throw lexer.fault("'clients' is missing after " + who);
      }
    }
    statements.semicolon();
    if (kind == Permit.Who.NOT_UNDERSTOOD) {
      model.notUnderstood(statements.place(first), "a date decides who gets an address");
    }
    into.add(new Permit(kind, named));
  }

  /** What follows {@code range}. */
  void range(Context context, @Nullable Pool inPool) throws ConfigurationException {
    boolean dynamicBootp = lexer.peek().is("dynamic-bootp");
    if (dynamicBootp) {
      lexer.next();
    }
    int low = statements.values().address();
    int high = lexer.peek().is(';') ? low : statements.values().address();
    statements.semicolon();
    Network network = context.network();
    Subnet subnet = context.subnet();
    if (subnet == null && network != null) {
      subnet =
          network.subnets.stream()
              .filter(candidate -> candidate.holds(low))
              .findFirst()
              .orElse(null);
    }
    if (network == null || subnet == null || !subnet.holds(low) || !subnet.holds(high)) {
      throw lexer.fault(
          "the range "
              + Ipv4.format(low)
              + " "
              + Ipv4.format(high)
              + " does not lie in "
              + (subnet != null ? subnet.scope : "a subnet declared before"));
    }
    boolean backwards = Integer.compareUnsigned(low, high) > 0;
    AddressPlan.Range range =
        backwards ? new AddressPlan.Range(high, low) : new AddressPlan.Range(low, high);
    if (!model.takeAddresses(range)) {
      throw lexer.fault("an address of this range is in another one already");
    }
    subnet.ranges.add(range);
    (inPool != null ? inPool : poolFor(network, dynamicBootp)).ranges.add(range);
  }

  /**
   * The pool of ranges outside of pools. Where one was made for them already, dhcpd puts the next
   * range into the pool declared before that one, if there is any.
   */
  private static Pool poolFor(Network network, boolean dynamicBootp) {
    Pool last = null;
    for (Pool pool : network.pools) {
      boolean made =
          dynamicBootp
              ? pool.prohibits.isEmpty() && pool.permits.equals(List.of(ALL))
              : pool.permits.isEmpty() && pool.prohibits.equals(List.of(DYNAMIC_BOOTP));
      if (made) {
        return last != null ? last : pool;
      }
      last = pool;
    }
    IscPlace place = network.scope.place();
    Pool pool = new Pool(new IscScope(IscScope.Kind.POOL, place, "of ranges", network.scope));
    if (dynamicBootp) {
      pool.permits.add(ALL);
    } else {
      pool.prohibits.add(DYNAMIC_BOOTP);
    }
    network.pools.add(pool);
    return pool;
  }

  private void peer() throws ConfigurationException {
    if (!lexer.next().is("peer")) {
      throw lexer.fault("'peer' is missing after 'failover'");
    }
    IscToken name = lexer.next();
    if (!name.isString() || !model.peers().contains(name.text())) {
      throw lexer.fault("no failover peer " + name + " is declared before");
    }
    statements.semicolon();
  }

  /** What follows {@code failover} outside of pools. */
  void failover(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    if (!lexer.next().is("peer")) {
      throw lexer.fault("'peer' is missing after 'failover'");
    }
    IscToken name = lexer.next();
    if (!name.isString() && !name.isIdentifier()) {
      throw lexer.fault("the name of a failover peer is missing before " + name);
    }
    IscPlace place = statements.place(first);
    if (lexer.peek().is(';')) {
      lexer.next();
      if (context.network() == null) {
        throw lexer.fault("a failover peer is named in a shared network or a pool only");
      }
      if (!model.peers().contains(name.text())) {
        throw lexer.fault("no failover peer " + name + " is declared before");
      }
      return;
    }
    statements.openBrace();
    while (!lexer.peek().is('}')) {
      IscToken token = lexer.next();
      if (!token.isIdentifier()) {
        throw lexer.fault("a failover parameter cannot begin with " + token);
      }
      while (!lexer.peek().is(';')) {
        IscToken value = lexer.next();
        if (value.isEnd() || value.is('{') || value.is('}')) {
          throw lexer.fault("';' is missing after a failover parameter");
        }
      }
      lexer.next();
    }
    lexer.next();
    model.peers().add(name.text());
    model.remark(
        place, Remark.Kind.WITHOUT_EFFECT, "leases are not shared with another server here");
  }
}
