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
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    orderBoots();
  }

  RuleSet compile() {
    answers();
    bootFile();
    serverName();
    nextServer();
    if (model.pxe) {
      rules.addAll(new DnsmasqPxeRules(model, parts, boots).rules());
    } else {
      rules.addAll(new DnsmasqVendorRules(model, parts, plain, plain).rules());
    }
    options();
    defaults();
    return new RuleSet(rules);
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
    if (model.pxe || model.ranges.stream().anyMatch(r -> r.use() == DnsmasqModel.Range.Use.PROXY)) {
      silence(
          new Condition.Selected(exchange, DnsmasqExchange.ONLY_PROXY),
          new Reason("a proxy range answers PXE clients only"));
    }
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
  record InformWithoutAddress() implements Condition {
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
    Condition wrong = Condition.never();
    if (model.restricted) {
      Condition right = new ArrivedOn("lo", false);
      for (String name : model.interfaces) {
        right = right.or(interfaceCalled(name));
      }
      for (int address : model.listenAddresses) {
        right = right.or(new ArrivedAtAddress(address));
      }
      wrong = right.negated();
    }
    for (String name : model.exceptInterfaces) {
      wrong = wrong.or(interfaceCalled(name));
    }
    for (String name : model.noDhcpInterfaces) {
      wrong = wrong.or(interfaceCalled(name));
    }
    return wrong.equals(Condition.never()) ? wrong : known.and(wrong);
  }

  private static Condition interfaceCalled(String name) {
    int star = name.indexOf('*');
    return star < 0 ? new ArrivedOn(name, false) : new ArrivedOn(name.substring(0, star), true);
  }

  /** BOOTP is answered for hosts with an address, and for those of {@code bootp-dynamic}. */
  private void bootp() {
    Condition allowed = Condition.never();
    BitSet withAddress = new BitSet();
    for (int index = 0; index < model.hosts.size(); index++) {
      if (model.hosts.get(index).address() != null) {
        withAddress.set(index + 1);
      }
    }
    if (!withAddress.isEmpty()) {
      allowed =
          allowed.or(
              new Condition.SelectedAmong(
                  parts.hosts(), withAddress, "it is a host with an address"));
    }
    for (DnsmasqModel.TagLine line : model.bootpDynamic) {
      allowed = allowed.or(tags.allOf(line.tags()));
    }
    silence(
        new Condition.Selected(parts.exchange(), DnsmasqExchange.BOOTP).and(allowed.negated()),
        new Reason("BOOTP is answered for hosts with an address, or with bootp-dynamic"));
  }

  /** A boot file goes into option 67 where the client asks for that, else into {@code file}. */
  private void bootFile() {
    Condition asked = new Condition.Requested(OptionCode.BOOT_FILE_NAME);
    boots.forEach(
        (boot, when) ->
            named(boot, when, boot.file(), Field.FILE, OptionCode.BOOT_FILE_NAME, asked));
    header(Field.FILE, OptionCode.BOOT_FILE_NAME, asked);
  }

  private void serverName() {
    Condition asked = new Condition.Requested(OptionCode.TFTP_SERVER_NAME);
    boots.forEach(
        (boot, when) ->
            named(
                boot,
                when,
                boot.serverName(),
                Field.SERVER_NAME,
                OptionCode.TFTP_SERVER_NAME,
                asked));
    header(Field.SERVER_NAME, OptionCode.TFTP_SERVER_NAME, asked);
  }

  private void named(
      Boot boot, Condition when, String name, Field header, int code, Condition asked) {
    Reason reason = boot.line().reason();
    Condition here = when.and(plain);
    if (name.isEmpty()) {
      add(header, here, Data.NONE, reason);
      for (DnsmasqCompiled.Candidate candidate : ordered(code)) {
        option(candidate.option(), here.and(candidate.when()), Condition.never(), code);
      }
      return;
    }
    if (model.noOverride) {
      add(header, here, Data.of(name), reason);
      return;
    }
    add(header, here.and(asked.negated()), Data.of(name), reason);
    add(header, here, Data.NONE, reason);
    add(Field.option(code), here.and(asked), Data.of(name + '\0'), reason);
  }

  /** Without a boot line, an option line's value goes into the header for whom does not ask. */
  private void header(Field header, int code, Condition asked) {
    for (DnsmasqCompiled.Candidate candidate : ordered(code)) {
      DnsmasqOption option = candidate.option();
      Condition when = candidate.when().and(plain);
      if (!option.forced() && !option.octets().isEmpty()) {
        add(header, when.and(asked.negated()), Data.of(option.octets()), option.line().reason());
      }
      add(header, when, Data.NONE, option.line().reason());
    }
    Condition anyBoot = Condition.never();
    for (Condition boot : boots.values()) {
      anyBoot = anyBoot.or(boot);
    }
    Condition inHeader = anyBoot.negated().and(asked.negated());
    for (DnsmasqCompiled.Candidate candidate : ordered(code)) {
      option(candidate.option(), candidate.when().and(plain), inHeader, code);
    }
  }

  private void nextServer() {
    boots.forEach(
        (boot, when) -> {
          Integer address = boot.server();
          Data server =
              address != null && address != 0
                  ? Data.address(address)
                  : boot.serverToLookUp().isEmpty()
                      ? Data.ARRIVAL_ADDRESS
                      : Data.address(parts.lookUp(boot.serverToLookUp()));
          add(Field.NEXT_SERVER, when.and(plain), server, boot.line().reason());
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
    Condition inSubnet = new Condition.Selected(parts.ranges(), Selector.NONE).negated();
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
      add(Field.option(code), sent, value, reason);
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
          new DnsmasqRanges.Gateway(),
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
