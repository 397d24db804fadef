package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscExpressionParser.Wanted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a file: declarations, and the statements of their scopes. */
final class IscDeclarationParser {
  private final IscModel model;
  private final SourceFiles files;
  private final @Nullable Path directory;
  private final IscLexer lexer;
  private final IscStatementParser statements;
  private final IscTypeParser types;
  private final IscNetworkParser networks;
  private final IscClientParser clients;

  /**
   * A parser of one file.
   *
   * @param directory where included files are looked for that have no absolute path
   * @param depth how deep in braces the file is included
   */
  IscDeclarationParser(
      IscModel model,
      SourceFiles files,
      @Nullable Path directory,
      String source,
      String text,
      int depth) {
    this.model = model;
    this.files = files;
    this.directory = directory;
    lexer = new IscLexer(source, text);
    statements = new IscStatementParser(model, lexer, depth);
    types = new IscTypeParser(model, lexer, statements);
    networks = new IscNetworkParser(model, lexer, statements, this);
    clients = new IscClientParser(model, lexer, statements, this);
  }

  /**
   * What statements stand in.
   *
   * @param scope the innermost pair of braces
   * @param network the network, directly in it
   * @param subnet the subnet, directly in it
   * @param host the host, directly in it
   */
  record Context(
      IscScope scope,
      IscModel.@Nullable Network network,
      IscModel.@Nullable Subnet subnet,
      IscModel.@Nullable Host host) {
    /** In braces that are no network's: to dhcpd, a subnet in them is a network of its own. */
    Context within(IscScope inner) {
      return new Context(inner, null, null, null);
    }
  }

  /** Reads the whole file. */
  void file(Context context) throws ConfigurationException {
    while (!lexer.peek().isEnd()) {
      statement(context);
    }
  }

  /** Reads one declaration or statement. */
  void statement(Context context) throws ConfigurationException {
    IscToken first = lexer.peek();
    IscScope.Kind kind = context.scope().kind();
    boolean inClient = kind == IscScope.Kind.HOST || kind == IscScope.Kind.CLASS;
    switch (first.isIdentifier() ? first.text().toLowerCase(Locale.ROOT) : first.text()) {
      case "include" -> include(context);
      case "host" -> {
        allowed(first, !inClient);
        clients.host(context);
      }
      case "group" -> {
        allowed(first, !inClient);
        clients.group(context);
      }
      case "class", "subclass" -> {
        allowed(first, kind != IscScope.Kind.CLASS);
        clients.clientClass(context, first.is("subclass"));
      }
      case "vendor-class", "user-class" -> {
        lexer.next();
        throw lexer.fault("this old form of a class is not taken; write class and match if");
      }
      case "shared-network" -> {
        allowed(first, !inClient && kind != IscScope.Kind.SHARED_NETWORK && !isSubnet(kind));
        networks.sharedNetwork(context);
      }
      case "subnet" -> {
        allowed(first, !inClient && !isSubnet(kind));
        networks.subnet(context);
      }
      case "pool" -> {
        allowed(first, isSubnet(kind) || kind == IscScope.Kind.SHARED_NETWORK);
        networks.pool(context);
      }
      case "range" -> {
        allowed(first, isSubnet(kind) && context.subnet() != null);
        networks.range(context, null);
      }
      case "subnet6", "range6", "prefix6", "pool6", "fixed-prefix6", "server-duid" -> {
        lexer.next();
        throw lexer.fault(first + " is for DHCPv6, which is not read here");
      }
      case "hardware" -> clients.hardware(context);
      case "fixed-address", "fixed-address6" -> clients.fixedAddress(context);
      case "authoritative" -> {
        lexer.next();
        authority(first, context, true);
      }
      case "not" -> {
        lexer.next();
        if (!lexer.next().is("authoritative")) {
          throw lexer.fault("'not' stands only before 'authoritative' here");
        }
        authority(first, context, false);
      }
      case "server-identifier" -> {
        lexer.next();
        IscOption option = model.spaces().dhcp().named("dhcp-server-identifier");
        if (option != null) {
          context
              .scope()
              .statements()
              .add(statements.assignment(first, option, IscStatement.Operation.SUPERSEDE));
        }
      }
      case "option" -> option(first, context);
      case "failover" -> {
        allowed(first, kind == IscScope.Kind.ROOT || kind == IscScope.Kind.SHARED_NETWORK);
        networks.failover(context);
      }
      case "lease-id-format" -> statements.elsewhere().leaseIdFormat(first);
      default -> {
        if (!statements.statement(context.scope().statements(), Wanted.ANY)) {
          lexer.next();
          throw lexer.fault("a declaration or statement cannot begin with " + first);
        }
      }
    }
  }

  private static boolean isSubnet(IscScope.Kind kind) {
    return kind == IscScope.Kind.SUBNET;
  }

  private void allowed(IscToken first, boolean here) throws ConfigurationException {
    lexer.next();
    if (!here) {
      throw lexer.fault(first + " is not possible here");
    }
  }

  private void authority(IscToken first, Context context, boolean answersForAll)
      throws ConfigurationException {
    if (context.host() != null) {
      throw lexer.fault("'authoritative' makes no sense for a host");
    }
    statements.semicolon();
    context.scope().authoritative(answersForAll);
    if (context.scope().kind() == IscScope.Kind.CLASS) {
      model.remark(statements.place(first), Remark.Kind.INERT, "nothing looks at it in a class");
    }
  }

  private void option(IscToken first, Context context) throws ConfigurationException {
    lexer.next();
    boolean global = context.scope().kind() == IscScope.Kind.ROOT;
    if (lexer.peek().is("space")) {
      lexer.next();
      if (!global) {
        throw lexer.fault("an option space is defined outside of all braces only");
      }
      types.space();
      return;
    }
    IscSpace[] space = new IscSpace[1];
    String[] name = new String[1];
    IscOption option = statements.values().option(space, name);
    if (lexer.peek().is("code")) {
      lexer.next();
      if (!global) {
        throw lexer.fault("an option is defined outside of all braces only");
      }
      types.definition(space[0], name[0], option != null);
      return;
    }
    if (option == null) {
      String full = space[0].isDefault() ? name[0] : space[0].name() + "." + name[0];
      throw lexer.fault(
          Finding.Kind.UNDECLARED_OPTION,
          "no option '"
              + full
              + "' is known; define it first: option "
              + full
              + " code NUMBER = TYPE;");
    }
    context
        .scope()
        .statements()
        .add(statements.assignment(first, option, IscStatement.Operation.SUPERSEDE));
  }

  private void include(Context context) throws ConfigurationException {
    IscToken first = lexer.next();
    IscToken name = lexer.next();
    if (!name.isString()) {
      throw lexer.fault("the name of a file in quotes is missing before " + name);
    }
    Path path;
    try {
      Path named = Path.of(name.text());
      path = directory == null ? named : directory.resolve(named);
    } catch (InvalidPathException e) {
      throw lexer.fault("not a file's name: " + name);
    }
    String text = files.open(path, lexer.source(), first.line());
    new IscDeclarationParser(model, files, directory, path.toString(), text, statements.depth() + 1)
        .file(context);
    files.close();
    statements.semicolon();
  }
}
