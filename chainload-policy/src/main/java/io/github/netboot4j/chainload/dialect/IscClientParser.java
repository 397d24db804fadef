package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscDeclarationParser.Context;
import io.github.netboot4j.chainload.dialect.IscModel.ClientClass;
import io.github.netboot4j.chainload.dialect.IscModel.Host;
import java.util.Locale;

/** Reads hosts, groups of them, and classes. */
final class IscClientParser {
  /** The most octets that dhcpd takes for a hardware address. */
  private static final int LONGEST_HARDWARE_ADDRESS = 20;

  private final IscModel model;
  private final IscLexer lexer;
  private final IscStatementParser statements;
  private final IscDeclarationParser declarations;

  IscClientParser(
      IscModel model,
      IscLexer lexer,
      IscStatementParser statements,
      IscDeclarationParser declarations) {
    this.model = model;
    this.lexer = lexer;
    this.statements = statements;
    this.declarations = declarations;
  }

  void host(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    String name = statements.values().hostName();
    if (name == null) {
      lexer.next();
      throw lexer.fault("the name of a host is missing before " + first);
    }
    IscPlace place = new IscPlace(lexer.source(), first.line(), "host " + name);
    IscScope scope = new IscScope(IscScope.Kind.HOST, place, name, context.scope());
    Host host = new Host(scope);
    boolean deleted = false;
    open();
    while (!closed(scope)) {
      IscToken token = lexer.peek();
      switch (word(token)) {
        case "dynamic" -> flag();
        case "deleted" -> {
          flag();
          deleted = true;
        }
        case "group" -> {
          lexer.next();
          IscToken group = lexer.next();
          IscScope named = model.groups().get(group.text());
          if (named == null) {
            throw lexer.fault("no group " + group + " is declared before");
          }
          statements.semicolon();
          scope.parent(named);
        }
        case "uid" -> {
          lexer.next();
          if (host.clientIdentifier != null) {
            throw lexer.fault("this host has a client identifier already");
          }
          host.clientIdentifier =
              lexer.peek().isString() ? lexer.next().text() : statements.values().octets();
          statements.semicolon();
        }
        case "host-identifier" -> hostIdentifier(host);
        default -> declarations.statement(new Context(scope, null, null, host));
      }
    }
    if (!deleted && !model.add(host)) {
      throw place.fault("a host of this name is declared already");
    }
  }

  private void hostIdentifier(Host host) throws ConfigurationException {
    lexer.next();
    if (host.identifyingOption != null) {
      throw lexer.fault("only one host-identifier is possible for a host");
    }
    if (!lexer.next().is("option")) {
      throw lexer.fault("'option' is missing after 'host-identifier'");
    }
    host.identifyingOption = statements.values().knownOption();
    IscExpression value = statements.values().value(host.identifyingOption);
    if (value.kind() != IscExpression.Kind.CONSTANT) {
      throw lexer.fault("the value of a host-identifier must be constant");
    }
    host.identifier = value.text();
    statements.semicolon();
  }

  /** {@code hardware TYPE ADDRESS;}. */
  void hardware(Context context) throws ConfigurationException {
    lexer.next();
    Host host = context.host();
    if (host == null) {
      throw lexer.fault("'hardware' stands in a host only");
    }
    if (host.hardware != null) {
      throw lexer.fault("this host has a hardware address already");
    }
    IscToken type = lexer.next();
    int code =
        switch (word(type)) {
          case "ethernet" -> 1;
          case "token-ring" -> 6;
          case "fddi" -> 8;
          case "infiniband" -> 32;
          default -> unknownHardware(type);
        };
    String address = lexer.peek().is(';') ? "" : statements.values().octets();
    if (address.length() > LONGEST_HARDWARE_ADDRESS) {
      throw lexer.fault("a hardware address has " + LONGEST_HARDWARE_ADDRESS + " octets at most");
    }
    statements.semicolon();
    host.hardware = (char) code + address;
  }

  private int unknownHardware(IscToken type) throws ConfigurationException {
    String prefix = "unknown-";
    try {
      if (type.text().startsWith(prefix)) {
        return Integer.parseInt(type.text().substring(prefix.length())) & 0xFF;
      }
    } catch (NumberFormatException e) {
      throw lexer.fault(type + " is no type of hardware");
    }
    throw lexer.fault("a type of hardware, such as 'ethernet', is missing before " + type);
  }

  /** {@code fixed-address ADDRESS, ...;}. */
  void fixedAddress(Context context) throws ConfigurationException {
    IscToken first = lexer.next();
    Host host = context.host();
    boolean six = first.is("fixed-address6");
    if (host == null) {
      throw lexer.fault(first + " stands in a host only");
    }
    if (!host.fixedAddresses.isEmpty()) {
      throw lexer.fault("only one fixed-address is possible for a host");
    }
    boolean more = true;
    while (more) {
      if (six) {
        statements.values().address6();
      } else {
        host.fixedAddresses.add(statements.values().addressOrName());
      }
      more = lexer.peek().is(',');
      if (more) {
        lexer.next();
      }
    }
    statements.semicolon();
    if (six) {
      statements.elsewhere().remark(first);
    }
  }

  void group(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    String name = "";
    if (first.isIdentifier() || first.isString()) {
      name = lexer.next().text();
    }
    IscPlace place = new IscPlace(lexer.source(), first.line(), "group");
    IscScope scope = new IscScope(IscScope.Kind.GROUP, place, name, context.scope());
    open();
    while (!closed(scope)) {
      declarations.statement(context.within(scope));
    }
    if (!name.isEmpty()) {
      model.groups().put(name, scope);
    }
  }

  void clientClass(Context context, boolean subclass) throws ConfigurationException {
    IscToken name = lexer.next();
    if (!name.isString()) {
      throw lexer.fault("the name of a class in quotes is missing before " + name);
    }
    ClientClass clientClass = model.clientClass(name.text());
    if (subclass) {
      if (clientClass == null) {
        throw lexer.fault("no class " + name + " is declared before");
      }
      subclass(context, clientClass, name);
      return;
    }
    boolean isNew = clientClass == null;
    if (clientClass == null) {
      IscPlace place = new IscPlace(lexer.source(), name.line(), "class " + name);
      clientClass =
          new ClientClass(new IscScope(IscScope.Kind.CLASS, place, name.text(), context.scope()));
    }
    body(context, clientClass, clientClass.scope, false);
    if (isNew) {
      model.add(clientClass);
    }
  }

  private void subclass(Context context, ClientClass clientClass, IscToken name)
      throws ConfigurationException {
    IscToken first = lexer.peek();
    String key;
    if (first.isString()) {
      key = lexer.next().text();
    } else if (first.isHex()) {
      key = statements.values().octets();
    } else {
      lexer.next();
      throw lexer.fault("a string in quotes or octets in base 16 are missing before " + first);
    }
    IscScope known = clientClass.subclasses.get(key);
    if (known == null) {
      clientClass.subclassKeys.add(key);
    }
    IscScope outer = known == null ? clientClass.scope : known;
    if (lexer.peek().is(';')) {
      lexer.next();
      clientClass.subclasses.put(key, outer);
      return;
    }
    IscScope scope =
        new IscScope(
            IscScope.Kind.CLASS,
            new IscPlace(lexer.source(), name.line(), "subclass " + name),
            clientClass.scope.name(),
            outer);
    clientClass.subclasses.put(key, scope);
    body(context, clientClass, scope, true);
  }

  private void body(Context context, ClientClass clientClass, IscScope scope, boolean subclass)
      throws ConfigurationException {
    open();
    boolean matched = false;
    boolean submatched = false;
    while (!closed(scope)) {
      IscToken token = lexer.peek();
      switch (word(token)) {
        case "dynamic", "deleted" -> {
          flag();
          if (token.is("deleted")) {
            model.notUnderstood(statements.place(token), "classes are not deleted here");
          }
        }
        case "match", "spawn" -> {
          lexer.next();
          if (subclass) {
            throw lexer.fault(token + " is not possible in a subclass");
          }
          if (token.is("match") && lexer.peek().is("if")) {
            lexer.next();
            once(matched, "match if");
            matched = true;
            clientClass.condition = statements.expressions().bool();
          } else {
            if (token.is("spawn") && !lexer.next().is("with")) {
              throw lexer.fault("'with' is missing after 'spawn'");
            }
            clientClass.spawning |= token.is("spawn");
            once(submatched, "match or spawn");
            submatched = true;
            clientClass.key = statements.expressions().data();
          }
          statements.semicolon();
        }
        case "lease" -> {
          lexer.next();
          if (!lexer.next().is("limit") || !lexer.next().isNumber()) {
            throw lexer.fault("'lease' must go on with 'limit' and a number");
          }
          statements.semicolon();
          model.notUnderstood(statements.place(token), "leases are not counted by class here");
        }
        default -> declarations.statement(context.within(scope));
      }
    }
  }

  private void once(boolean already, String what) throws ConfigurationException {
    if (already) {
      throw lexer.fault("only one '" + what + "' is possible in a class");
    }
  }

  private void open() throws ConfigurationException {
    statements.openBrace();
    statements.enter();
  }

  private boolean closed(IscScope scope) throws ConfigurationException {
    if (lexer.peek().isEnd()) {
      lexer.next();
      throw lexer.fault("'}' is missing for " + scope);
    }
    if (!lexer.peek().is('}')) {
      return false;
    }
    lexer.next();
    statements.leave();
    return true;
  }

  private void flag() throws ConfigurationException {
    lexer.next();
    statements.semicolon();
  }

  private static String word(IscToken token) {
    return token.isIdentifier() ? token.text().toLowerCase(Locale.ROOT) : "";
  }
}
