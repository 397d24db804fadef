package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.IscEffect.Table;
import io.github.netboot4j.chainload.dialect.IscEffect.Target;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Echo;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rules for the fields of a reply out of effects. */
final class IscRules {
  private static final int LONGEST_FILE = 127;
  private static final int LONGEST_SERVER_NAME = 63;
  private static final Data YES = Data.of(new byte[] {1});
  private static final Data NO = Data.of(new byte[] {0});

  /** Options that a reply has of itself, or never. */
  private static final Set<Integer> OWN = Set.of(50, 51, 52, 53, 54, 58, 59, 61, 81, 82);

  /** Options that are sent whether they are asked for or not. */
  private static final Set<Integer> ALWAYS_SENT =
      Set.of(OptionCode.MESSAGE, OptionCode.ASSOCIATED_IP, OptionCode.SUBNET_SELECTION);

  /** Settings that have their own part here. */
  private static final Set<String> KNOWN_SETTINGS =
      Set.of(
          "filename",
          "server-name",
          "next-server",
          "vendor-option-space",
          "boot-unknown-clients",
          "allow-booting",
          "allow-bootp",
          "min-secs",
          "default-lease-time",
          "max-lease-time",
          "min-lease-time",
          "use-host-decl-names",
          "use-lease-addr-for-default-route");

  private final IscCompiler compiler;
  private final IscModel model;
  private final Table effects;
  private final List<Rule> rules = new ArrayList<>();
  private final IscEncapsulation encapsulation;
  private final @Nullable Choice requestList;
  private final Reason itself;

  IscRules(IscCompiler compiler) throws ConfigurationException {
    this.compiler = compiler;
    model = compiler.model();
    effects = compiler.effects();
    encapsulation = new IscEncapsulation(compiler, rules);
    itself = new Reason("dhcpd does so of itself");
    Target list = new Target(model.spaces().dhcp(), OptionCode.PARAMETER_REQUEST_LIST, "");
    requestList = effects.has(list) ? compiler.choice(list, effects.inOrder(list)) : null;
  }

  /** All rules, those for the same field in their order of precedence. */
  List<Rule> all() throws ConfigurationException {
    answer();
    header();
    options();
    encapsulation.remarkInert();
    remarkSettings();
    return rules;
  }

  private Target setting(String name) {
    return Target.of(model.spaces().setting(name));
  }

  private void add(Field field, Condition condition, Data value, Reason reason) {
    rules.add(new Rule(field, condition, value, reason));
  }

  private void answer() throws ConfigurationException {
    Selector links = compiler.links();
    add(
        Field.ANSWER,
        new Condition.Selected(links, Selector.NONE),
        NO,
        new Reason("no subnet is declared for where it comes from"));
    add(
        Field.ANSWER,
        compiler.addresses().nothingFree(),
        NO,
        new Reason("no fixed address and no pool is for this client"));
    Condition host = new Condition.Selected(compiler.hosts().declared(), Selector.NONE).negated();
    flag("boot-unknown-clients", 1, host);
    flag("allow-booting", 2, Condition.never());
    flag("allow-bootp", 3, new IscCompiler.Bootp().negated());
    Target patience = setting("min-secs");
    Field field = new Field(Field.Kind.ANSWER, 4);
    for (IscEffect effect : effects.inOrder(patience)) {
      Data value = compiler.value(effect, patience);
      if (value instanceof Data.Constant constant && constant.octets().length > 0) {
        Condition early = new TooSoon(constant.octets()[0] & 0xFF);
        add(field, effect.condition().and(early), NO, effect.place().reason());
        add(field, effect.condition(), YES, effect.place().reason());
      } else {
        model.notUnderstood(effect.place(), "min-secs must be constant here");
      }
    }
  }

  /** A setting that keeps clients from being answered, and who is answered all the same. */
  private void flag(String name, int code, Condition anyway) throws ConfigurationException {
    Target target = setting(name);
    if (!effects.has(target)) {
      return;
    }
    Field field = new Field(Field.Kind.ANSWER, code);
    add(field, new Informs(), YES, itself);
    if (!anyway.equals(Condition.never())) {
      add(field, anyway, YES, itself);
    }
    for (Rule rule : compiler.rules(target, effects.inOrder(target), field)) {
      Data value = rule.value();
      Data answer =
          value instanceof Data.Constant constant
              ? (Arrays.equals(constant.octets(), new byte[] {1}) ? YES : NO)
              : new Flag(value);
      add(field, rule.condition(), answer, rule.reason());
    }
  }

  /** An INFORM, which none of these settings is about. */
  record Informs() implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return walk.holds(new MessageTypeIs(MessageType.INFORM));
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return IscAddresses.isInform(request);
    }

    @Override
    public String toString() {
      return "it is an INFORM";
    }
  }

  /** A flag whose value is put together from the request. */
  private record Flag(Data of) implements Data, Walked.Leading {
    @Override
    public Value value(Walk walk) {
      boolean set = walk.test(walk.value(of), Languages.startingWith("\1"), this);
      return new Value.Known(set ? "\1" : "\0");
    }

    @Override
    public int append(BootRequest request, Workspace space) {
      int start = space.length();
      int length = of.append(request, space);
      boolean set = length > 0 && space.unsigned8(start) == 1;
      space.truncate(start);
      space.append(set ? 1 : 0);
      return 1;
    }

    @Override
    public boolean varies() {
      return of.varies();
    }
  }

  /** A DISCOVER of a client that has not been asking for this many seconds. */
  private record TooSoon(int seconds) implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return walk.holds(new MessageTypeIs(MessageType.DISCOVER))
          && seconds > 0
          && walk.test(Value.SECONDS, Languages.numbersBelow(seconds, Short.BYTES));
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return request.message().messageType() == MessageType.DISCOVER
          && request.message().seconds() < seconds;
    }

    @Override
    public String toString() {
      return "it asks for less than " + seconds + " seconds";
    }
  }

  private void header() throws ConfigurationException {
    text("filename", Field.FILE, LONGEST_FILE);
    text("server-name", Field.SERVER_NAME, LONGEST_SERVER_NAME);
    Target target = setting("next-server");
    for (Rule rule : compiler.rules(target, effects.inOrder(target), Field.NEXT_SERVER)) {
      Data value = rule.value();
      if (value instanceof Data.Constant constant) {
        byte[] octets = constant.octets();
        value = octets.length < 4 ? Data.NONE : Data.of(Arrays.copyOf(octets, 4));
      } else {
        value = new Substring(value, new Numeric.Constant(0), new Numeric.Constant(4));
      }
      add(Field.NEXT_SERVER, rule.condition(), value, rule.reason());
    }
  }

  private void text(String name, Field field, int longest) throws ConfigurationException {
    Target target = setting(name);
    for (IscEffect effect : effects.inOrder(target)) {
      Data value = compiler.value(effect, target);
      if (value instanceof Data.Constant constant && constant.octets().length > longest) {
        throw effect
            .place()
            .fault(
                Finding.Kind.LONG_FILE_NAME,
                name
                    + " of "
                    + constant.octets().length
                    + " octets: a message carries at most "
                    + longest);
      }
      add(field, effect.condition(), value, effect.place().reason());
    }
  }

  private void options() throws ConfigurationException {
    IscSpace dhcp = model.spaces().dhcp();
    for (int code = 1; code < dhcp.end(); code++) {
      Target target = new Target(dhcp, code, "");
      IscOption option = dhcp.coded(code);
      if (OWN.contains(code)) {
        for (IscEffect effect : effects.inOrder(target)) {
          model.remark(
              effect.place(),
              Remark.Kind.WITHOUT_EFFECT,
              "option " + code + " is what every reply has of itself, or never has");
        }
        continue;
      }
      List<Rule> found = new ArrayList<>();
      Field field = Field.option(code);
      if (code == OptionCode.SUBNET_SELECTION) {
        Condition there = new Condition.HasOption(code);
        found.add(new Rule(field, there, new Echo(code), itself));
      }
      for (Rule rule : compiler.rules(target, effects.inOrder(target), field)) {
        found.add(new Rule(field, rule.condition(), notEmpty(rule.value()), rule.reason()));
      }
      if (option != null && option.type().startsWith("E")) {
        encapsulation.addTo(found, option, field);
      }
      ofItself(code, field, found);
      if (found.isEmpty()) {
        continue;
      }
      Condition unwanted = new IscWanted(code, requestList).negated();
      if (code == OptionCode.SUBNET_MASK) {
        add(field, new Informs().and(unwanted), Data.NONE, itself);
      } else if (!ALWAYS_SENT.contains(code)) {
        add(field, unwanted, Data.NONE, itself);
      }
      rules.addAll(found);
    }
  }

  /** What dhcpd puts into an option that nothing sets. */
  private void ofItself(int code, Field field, List<Rule> into) throws ConfigurationException {
    if (code == OptionCode.SUBNET_MASK) {
      List<IscModel.Subnet> subnets = compiler.addresses().subnets();
      for (int index = 0; index < subnets.size(); index++) {
        IscModel.Subnet subnet = subnets.get(index);
        into.add(
            new Rule(
                field,
                new Condition.Selected(compiler.addresses().subnet(), index),
                Data.address(subnet.netmask),
                subnet.scope.place().reason()));
      }
    }
    if (code == OptionCode.HOST_NAME) {
      whenSet("use-host-decl-names", compiler.hostName(), field, into);
    }
    if (code == OptionCode.ROUTER) {
      whenSet(
          "use-lease-addr-for-default-route", compiler.addresses().leasedAddress(), field, into);
    }
  }

  private void whenSet(String name, Data value, Field field, List<Rule> into)
      throws ConfigurationException {
    Target target = setting(name);
    for (Rule rule : compiler.rules(target, effects.inOrder(target), field)) {
      boolean set =
          rule.value() instanceof Data.Constant constant
              && Arrays.equals(constant.octets(), new byte[] {1});
      into.add(new Rule(field, rule.condition(), set ? value : Data.NONE, rule.reason()));
    }
  }

  /** An option without a value is not sent. */
  private static Data notEmpty(Data value) {
    if (value instanceof Data.Constant constant) {
      return constant.octets().length == 0 ? Data.NONE : value;
    }
    return value.equals(Data.NONE) ? value : new NotEmpty(value);
  }

  private record NotEmpty(Data of) implements Data, Walked.Leading {
    @Override
    public Value value(Walk walk) {
      Value value = walk.value(of);
      return walk.test(value, Languages.NOT_EMPTY, this) ? value : Value.ABSENT;
    }

    @Override
    public int append(BootRequest request, Workspace space) {
      int length = of.append(request, space);
      return length == 0 ? ABSENT : length;
    }

    @Override
    public boolean varies() {
      return of.varies();
    }

    @Override
    public String toString() {
      return of.toString();
    }
  }

  private void remarkSettings() throws ConfigurationException {
    for (Target target : effects.targets()) {
      IscSpace space = target.space();
      IscOption setting = space == null || !space.isServer() ? null : space.coded(target.code());
      if (setting == null || KNOWN_SETTINGS.contains(setting.name())) {
        continue;
      }
      for (IscEffect effect : effects.inOrder(target)) {
        if (setting.name().equals("site-option-space")) {
          model.notUnderstood(effect.place(), "an option space of the site is not taken here");
        } else {
          model.remark(
              effect.place(),
              Remark.Kind.WITHOUT_EFFECT,
              setting.name().startsWith("ping-")
                  ? "is not followed: pings are the server's own matter"
                  : "has nothing to do with what is booted here");
        }
      }
    }
  }
}
