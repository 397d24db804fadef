package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Boot;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Host;
import io.github.netboot4j.chainload.rules.ArrivedAtAddress;
import io.github.netboot4j.chainload.rules.ArrivedOn;
import io.github.netboot4j.chainload.rules.AskedFor;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Joined;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes rules of what a configuration says: for each field those that may set it, in order. */
final class DnsmasqRules {
  /** Code 255 is how an option line names the next server. */
  private static final int NEXT_SERVER_OPTION = 255;

  /** What every reply has, and what the exchange itself needs. */
  private static final Set<Integer> NOT_FROM_LINES =
      Set.of(
          0,
          OptionCode.REQUESTED_ADDRESS,
          OptionCode.LEASE_TIME,
          OptionCode.OVERLOAD,
          OptionCode.MESSAGE_TYPE,
          OptionCode.SERVER_IDENTIFIER,
          OptionCode.PARAMETER_REQUEST_LIST,
          OptionCode.MAXIMUM_MESSAGE_SIZE,
          OptionCode.RENEWAL_TIME,
          OptionCode.REBINDING_TIME,
          OptionCode.CLIENT_IDENTIFIER,
          OptionCode.CLIENT_FQDN,
          OptionCode.RELAY_AGENT_INFORMATION,
          NEXT_SERVER_OPTION);

  /** Options with a value of dnsmasq's own, which an empty line takes away. */
  private static final Set<Integer> WITH_DEFAULT =
      Set.of(
          OptionCode.SUBNET_MASK,
          OptionCode.BROADCAST_ADDRESS,
          OptionCode.ROUTER,
          OptionCode.DOMAIN_NAME_SERVER,
          OptionCode.DOMAIN_NAME,
          OptionCode.HOST_NAME);

  private final DnsmasqModel model;
  private final DnsmasqCompiled parts;
  private final List<Rule> rules = new ArrayList<>();

  /** In replies to requests for a lease, for settings, and in BOOTP. */
  private final Condition plain;

  /** A range was found for the reply: always, but for a DHCPINFORM from elsewhere. */
  private final Condition inSubnet;

  /** Tags as they are before, and after the range was chosen. */
  private final DnsmasqTags before;

  private final DnsmasqTags tags;

  /** The boot lines in the order of precedence, and for whom each is. */
  private final Map<Boot, Condition> boots = new LinkedHashMap<>();

  DnsmasqRules(DnsmasqModel model, DnsmasqCompiled parts) {
    this.model = model;
    this.parts = parts;
    before = parts.beforeRange();
    tags = parts.withRange();
    plain =
        model.pxe
            ? parts.exchanges(DnsmasqExchange.ORDINARY, DnsmasqExchange.BOOTP)
            : Condition.always();
    inSubnet = new Condition.Selected(parts.ranges(), Selector.NONE).negated();
    orderBoots();
  }

  RuleSet compile() {
    answers();
    names(Field.FILE, OptionCode.BOOT_FILE_NAME, Boot::file);
    names(Field.SERVER_NAME, OptionCode.TFTP_SERVER_NAME, Boot::serverName);
    nextServer();
    if (model.pxe) {
      rules.addAll(new DnsmasqPxeRules(model, parts, boots).rules());
    } else {
      rules.addAll(new DnsmasqVendorRules(model, parts, plain, plain).rules());
    }
    options();
    defaults();
    return new RuleSet(withoutLastBlanks());
  }

  /** Tagged lines, the last first, then the last without tags. */
  private void orderBoots() {
    Boot general = null;
    for (int index = model.boots.size() - 1; index >= 0; index--) {
      Boot boot = model.boots.get(index);
      if (!boot.tags().isEmpty()) {
        boots.put(boot, tags.allOf(boot.tags()));
      } else if (general == null) {
        general = boot;
      }
    }
    if (general != null) {
      boots.put(general, Condition.always());
    }
  }

  private void add(Field field, Condition when, Data value, Reason reason) {
    rules.add(new Rule(field, when, value, reason));
  }

  private void silence(Condition when, Reason reason) {
    add(Field.ANSWER, when, Data.of(new byte[] {0}), reason);
  }

  private void answers() {
    Condition wrongInterface = wrongInterface();
    if (!wrongInterface.equals(Condition.never())) {
      silence(wrongInterface, new Reason("the interface is not one of those served"));
    }
    Selector exchange = parts.exchange();
    silence(
        new Condition.Selected(exchange, DnsmasqExchange.NO_RANGE),
        new Reason("no dhcp-range is for the subnet of the client"));
    silence(
        new Condition.Selected(exchange, DnsmasqExchange.ONLY_PROXY),
        new Reason("a proxy range, and port 4011, are for PXE clients only"));
    for (DnsmasqModel.TagLine ignore : model.ignores) {
      silence(before.allOf(ignore.tags()), ignore.line().reason());
    }
    for (int index = 0; index < model.hosts.size(); index++) {
      Host host = model.hosts.get(index);
      if (host.ignored()) {
        silence(new Condition.Selected(parts.hosts(), index).and(plain), host.line().reason());
      }
    }
    bootp();
    silence(
        new Condition.Selected(parts.ranges(), Selector.NONE)
            .and(new MessageTypeIs(MessageType.DISCOVER))
            .and(new Condition.Selected(exchange, DnsmasqExchange.ORDINARY)),
        new Reason("no dhcp-range has an address for the client"));
    Condition inform = new MessageTypeIs(MessageType.INFORM);
    silence(
        inform.and(new InformWithoutAddress()),
        new Reason("a DHCPINFORM without the client's address"));
  }

  /** A DHCPINFORM from nowhere. */
  record InformWithoutAddress() implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return walk.isZero(Value.CLIENT_ADDRESS);
    }

    @Override
    public boolean holds(BootRequest request, io.github.netboot4j.chainload.rules.Workspace space) {
      return request.message().clientAddress() == 0;
    }

    @Override
    public String toString() {
      return "the client has no address";
    }
  }

  private Condition wrongInterface() {
    Condition known = new ArrivedOn("", true);
    List<Condition> wrong = new ArrayList<>();
    if (model.restricted) {
      List<Condition> right = new ArrayList<>();
      right.add(new ArrivedOn("lo", false));
      for (String name : model.interfaces) {
        right.add(interfaceCalled(name));
      }
      for (int address : model.listenAddresses) {
        right.add(new ArrivedAtAddress(address));
      }
      wrong.add(Condition.any(right).negated());
    }
    for (String name : model.exceptInterfaces) {
      wrong.add(interfaceCalled(name));
    }
    for (String name : model.noDhcpInterfaces) {
      wrong.add(interfaceCalled(name));
    }
    return wrong.isEmpty() ? Condition.never() : known.and(Condition.any(wrong));
  }

  private static Condition interfaceCalled(String name) {
    int star = name.indexOf('*');
    return star < 0 ? new ArrivedOn(name, false) : new ArrivedOn(name.substring(0, star), true);
  }

  /** BOOTP is answered for hosts with an address, and for those of {@code bootp-dynamic}. */
  private void bootp() {
    List<Condition> allowed = new ArrayList<>();
    BitSet withAddress = new BitSet();
    for (int index = 0; index < model.hosts.size(); index++) {
      if (model.hosts.get(index).address() != null) {
        withAddress.set(index + 1);
      }
    }
    if (!withAddress.isEmpty()) {
      allowed.add(
          new Condition.SelectedAmong(parts.hosts(), withAddress, "it is a host with an address"));
    }
    for (DnsmasqModel.TagLine line : model.bootpDynamic) {
      allowed.add(tags.allOf(line.tags()));
    }
    silence(
        new Condition.Selected(parts.exchange(), DnsmasqExchange.BOOTP)
            .and(Condition.any(allowed).negated()),
        new Reason("BOOTP is answered for hosts with an address, or with bootp-dynamic"));
  }

  /**
   * A boot file or a server's name: a client that asks for the option gets it there, others in the
   * header.
   */
  private void names(Field header, int code, Function<Boot, String> name) {
    List<DnsmasqCompiled.Candidate> lines = ordered(code);
    if (lines.isEmpty() && boots.keySet().stream().allMatch(boot -> name.apply(boot).isEmpty())) {
      return;
    }
    Condition asked = new Condition.Requested(code);
    Reason there = new Reason("a client that asks for option " + code + " gets the name there");
    if (!model.noOverride) {
      add(header, plain.and(asked), Data.NONE, there);
    }
    boots.forEach(
        (boot, when) -> {
          String text = name.apply(boot);
          Data value = text.isEmpty() ? Data.NONE : Data.of(text);
          add(header, when.and(plain), value, boot.line().reason());
        });
    for (DnsmasqCompiled.Candidate candidate : lines) {
      DnsmasqOption option = candidate.option();
      Condition when = candidate.when().and(plain);
      if (!option.forced() && !option.octets().isEmpty()) {
        Data value = Data.of(option.octets());
        add(header, when.and(asked.negated()), value, option.line().reason());
      }
      add(header, when, Data.NONE, option.line().reason());
    }
    namesInOption(code, name, asked, lines);
  }

  private void namesInOption(
      int code,
      Function<Boot, String> name,
      Condition asked,
      List<DnsmasqCompiled.Candidate> lines) {
    Field field = Field.option(code);
    if (lines.isEmpty() && !model.noOverride) {
      Reason not = new Reason("the client does not ask for option " + code);
      add(field, plain.and(asked.negated()), Data.NONE, not);
    }
    if (!model.noOverride) {
      boots.forEach(
          (boot, when) -> {
            Condition here = when.and(plain).and(lines.isEmpty() ? Condition.always() : asked);
            Reason reason = boot.line().reason();
            String text = name.apply(boot);
            if (!text.isEmpty()) {
              add(field, here, Data.of(text + '\0'), reason);
              return;
            }
            for (DnsmasqCompiled.Candidate candidate : lines) {
              Condition both = here.and(candidate.when());
              option(candidate.option(), both, Condition.never(), code);
            }
            add(field, here, Data.NONE, reason);
          });
    }
    Condition anyBoot =
        boots.containsValue(Condition.always())
            ? Condition.always()
            : Condition.any(List.copyOf(boots.values()));
    Condition inHeader = anyBoot.negated().and(asked.negated());
    for (DnsmasqCompiled.Candidate candidate : lines) {
      option(candidate.option(), candidate.when().and(plain), inHeader, code);
    }
  }

  /** Leaves out rules that only say that a field stays empty where nothing would fill it. */
  private List<Rule> withoutLastBlanks() {
    List<Rule> needed = new ArrayList<>();
    Set<Field> filled = new HashSet<>();
    for (int index = rules.size() - 1; index >= 0; index--) {
      Rule rule = rules.get(index);
      if (rule.value() != Data.NONE) {
        filled.add(rule.field());
      }
      if (filled.contains(rule.field())) {
        needed.add(rule);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  private void nextServer() {
    boolean named =
        !ordered(NEXT_SERVER_OPTION).isEmpty()
            || boots.keySet().stream()
                .anyMatch(boot -> boot.server() != null || !boot.serverToLookUp().isEmpty());
    (named ? boots : Map.<Boot, Condition>of())
        .forEach(
            (boot, when) -> {
              Integer address = boot.server();
              Condition here = when.and(plain);
              Reason reason = boot.line().reason();
              if (address != null && address != 0) {
                add(Field.NEXT_SERVER, here, Data.address(address), reason);
              } else if (!boot.serverToLookUp().isEmpty()) {
                Data server = Data.address(parts.lookUp(boot.serverToLookUp()));
                add(Field.NEXT_SERVER, here, server, reason);
              } else {
                add(Field.NEXT_SERVER, here.and(inSubnet), Data.ARRIVAL_ADDRESS, reason);
                add(Field.NEXT_SERVER, here, Data.NONE, reason);
              }
            });
    for (DnsmasqCompiled.Candidate candidate : ordered(NEXT_SERVER_OPTION)) {
      DnsmasqOption option = candidate.option();
      if (option.octets().length() >= Integer.BYTES) {
        add(
            Field.NEXT_SERVER,
            candidate.when().and(plain),
            Data.of(option.octets().substring(0, Integer.BYTES)),
            option.line().reason());
      }
    }
    add(
        Field.NEXT_SERVER,
        inSubnet.and(plain),
        Data.ARRIVAL_ADDRESS,
        new Reason("dnsmasq is its own next server unless told otherwise"));
  }

  /** The lines for an option in the order of precedence. */
  private List<DnsmasqCompiled.Candidate> ordered(int code) {
    return parts.options().getOrDefault(code, List.of());
  }

  private void options() {
    parts
        .options()
        .forEach(
            (code, lines) -> {
              if (code > 255
                  || NOT_FROM_LINES.contains(code)
                  || code == OptionCode.BOOT_FILE_NAME
                  || code == OptionCode.TFTP_SERVER_NAME) {
                return;
              }
              for (DnsmasqCompiled.Candidate candidate : lines) {
                option(candidate.option(), candidate.when().and(plain), Condition.never(), code);
              }
            });
  }

  private void option(DnsmasqOption option, Condition when, Condition unless, int code) {
    Reason reason = option.line().reason();
    boolean text = code == OptionCode.BOOT_FILE_NAME || code == OptionCode.TFTP_SERVER_NAME;
    boolean taken = option.octets().isEmpty() && WITH_DEFAULT.contains(code);
    if (!taken) {
      Condition sent = option.forced() ? when : when.and(new AskedFor(code)).and(unless.negated());
      Data value =
          text && option.kind() == DnsmasqOption.Kind.TEXT
              ? Data.of(option.octets() + '\0')
              : value(option);
      if (value.equals(Data.of(option.octets())) || text) {
        add(Field.option(code), sent, value, reason);
      } else {
        add(Field.option(code), sent.and(inSubnet), value, reason);
        add(Field.option(code), sent, Data.of(option.octets()), reason);
      }
      if (sent.equals(when)) {
        return;
      }
    }
    add(Field.option(code), when, Data.NONE, reason);
  }

  /** An option's octets; an address of zeros stands for this server. */
  static Data value(DnsmasqOption option) {
    String octets = option.octets();
    if (option.kind() != DnsmasqOption.Kind.ADDRESSES
        || option.within() != DnsmasqOption.Within.NOTHING
        || !octets.contains("\0\0\0\0")) {
      return Data.of(octets);
    }
    List<Data> values = new ArrayList<>();
    for (int at = 0; at + Integer.BYTES <= octets.length(); at += Integer.BYTES) {
      String address = octets.substring(at, at + Integer.BYTES);
      values.add(address.equals("\0\0\0\0") ? Data.ARRIVAL_ADDRESS : Data.of(address));
    }
    return values.size() == 1 ? values.get(0) : new Joined(values);
  }

  private void defaults() {
    DnsmasqRanges ranges = parts.ranges();
    for (int number = 0; number < ranges.count(); number++) {
      if (ranges.isProxy(number)) {
        continue;
      }
      Condition inRange = new Condition.Selected(ranges, number).and(plain);
      Reason reason = ranges.range(number).line().reason();
      add(Field.option(OptionCode.SUBNET_MASK), inRange, ranges.netmaskOf(number), reason);
      add(Field.option(OptionCode.BROADCAST_ADDRESS), inRange, ranges.broadcastOf(number), reason);
      add(
          Field.option(OptionCode.ROUTER),
          inRange.and(new AskedFor(OptionCode.ROUTER)),
          ranges.gatewayOf(number),
          reason);
    }
    if (model.domain != null) {
      add(
          Field.option(OptionCode.DOMAIN_NAME),
          plain.and(new AskedFor(OptionCode.DOMAIN_NAME)),
          Data.of(model.domain),
          new Reason("domain=" + model.domain));
    }
    for (int index = 0; index < model.hosts.size(); index++) {
      Host host = model.hosts.get(index);
      if (host.name() != null) {
        add(
            Field.option(OptionCode.HOST_NAME),
            new Condition.Selected(parts.hosts(), index)
                .and(plain)
                .and(new AskedFor(OptionCode.HOST_NAME)),
            Data.of(host.name()),
            host.line().reason());
      }
    }
  }
}
