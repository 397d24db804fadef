package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Boot;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Service;
import io.github.netboot4j.chainload.rules.ArrivedAtPort;
import io.github.netboot4j.chainload.rules.AskedFor;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Echo;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.FirstNumberBelow;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.SubOptions;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Language;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rules for PXE clients where there are {@code pxe-service} or {@code pxe-prompt} lines: menus
 * beside a lease, proxy replies, and the files of chosen items.
 */
final class DnsmasqPxeRules {
  private static final int FIRST_UEFI = 6;
  private static final int MACHINE_ID_LENGTH = 17;
  private static final int BOOT_ITEM = 71;

  private final DnsmasqModel model;
  private final DnsmasqCompiled parts;
  private final Map<Boot, Condition> boots;
  private final List<Rule> rules = new ArrayList<>();

  private final Condition plain;
  private final Condition proxy;
  private final Condition chosen;
  private final Condition atBootServerPort = new ArrivedAtPort(BootRequest.BOOT_SERVER_PORT);
  private final Condition bios = new FirstNumberBelow(OptionCode.CLIENT_ARCHITECTURE, FIRST_UEFI);
  private final Reason menu;

  DnsmasqPxeRules(DnsmasqModel model, DnsmasqCompiled parts, Map<Boot, Condition> boots) {
    this.model = model;
    this.parts = parts;
    this.boots = boots;
    plain = parts.exchanges(DnsmasqExchange.ORDINARY, DnsmasqExchange.BOOTP);
    proxy = new Condition.Selected(parts.exchange(), DnsmasqExchange.PROXY);
    chosen = new Condition.Selected(parts.exchange(), DnsmasqExchange.BOOT_SERVER);
    menu =
        model.services.isEmpty()
            ? new Reason("pxe-prompt: an answer to PXE clients")
            : model.services.get(0).line().reason();
  }

  List<Rule> rules() {
    Condition architecture =
        new FirstNumberBelow(OptionCode.CLIENT_ARCHITECTURE, 1 << Character.SIZE);
    Condition withMenu = parts.pxeClient().and(architecture);
    Condition inSubnet = new Condition.Selected(parts.ranges(), Selector.NONE).negated();
    chosenItems();
    proxyReplies();
    identity(proxy.or(chosen).or(plain.and(withMenu).and(inSubnet)));
    add(
        Field.option(OptionCode.VENDOR_CLASS_IDENTIFIER),
        plain.and(withMenu),
        Data.NONE,
        new Reason("PXE clients elsewhere get no vendor class"));
    menus(plain.and(withMenu).and(inSubnet));
    rules.addAll(
        new DnsmasqVendorRules(model, parts, plain, plain.and(withMenu.negated())).rules());
    return rules;
  }

  private void add(Field field, Condition when, Data value, Reason reason) {
    rules.add(new Rule(field, when, value, reason));
  }

  /** The client's vendor class as far as it is a PXE client's, and its machine identifier. */
  private void identity(Condition when) {
    for (int index = model.pxeVendors.size() - 1; index >= 0; index--) {
      String vendor = model.pxeVendors.get(index);
      Condition of =
          new OptionHas(
              OptionCode.VENDOR_CLASS_IDENTIFIER, new OctetPattern(OctetPattern.How.START, vendor));
      add(Field.option(OptionCode.VENDOR_CLASS_IDENTIFIER), when.and(of), Data.of(vendor), menu);
    }
    OctetPattern any = new OctetPattern(OctetPattern.How.START, "\0".repeat(MACHINE_ID_LENGTH), -1);
    add(
        Field.option(OptionCode.CLIENT_MACHINE_IDENTIFIER),
        when.and(new OptionHas(OptionCode.CLIENT_MACHINE_IDENTIFIER, any)),
        new Echo(OptionCode.CLIENT_MACHINE_IDENTIFIER),
        menu);
  }

  private static Condition hasArchitecture(int code) {
    String octets = "" + (char) (code >>> Byte.SIZE & 0xFF) + (char) (code & 0xFF);
    return new OptionHas(
        OptionCode.CLIENT_ARCHITECTURE, new OctetPattern(OctetPattern.How.START, octets));
  }

  private Condition isFor(Service service) {
    return hasArchitecture(service.architecture()).and(parts.withRange().allOf(service.tags()));
  }

  /** A service is the only one with a file for a UEFI client: dnsmasq then does without a menu. */
  private Condition isOnly(Service service) {
    List<Condition> others = new ArrayList<>();
    for (Service other : model.services) {
      if (!other.equals(service)
          && other.architecture() == service.architecture()
          && !other.baseName().isEmpty()) {
        others.add(parts.withRange().allOf(other.tags()));
      }
    }
    return isFor(service).and(Condition.any(others).negated());
  }

  private List<Service> soleCandidates() {
    return model.services.stream()
        .filter(service -> service.architecture() >= FIRST_UEFI && !service.baseName().isEmpty())
        .toList();
  }

  private Condition anyIsOnly() {
    return Condition.any(soleCandidates().stream().map(this::isOnly).toList());
  }

  private Data serverOf(Service service) {
    if (!service.serverToLookUp().isEmpty()) {
      return Data.address(parts.lookUp(service.serverToLookUp()));
    }
    Integer address = service.server();
    return address == null || address == 0 ? Data.ARRIVAL_ADDRESS : Data.address(address);
  }

  private static String withLayer(String baseName, String layer) {
    return baseName.indexOf('.') >= 0 ? baseName : baseName + "." + layer;
  }

  /** A client asks for the file of a menu's item at port 67 or 4011. */
  private void chosenItems() {
    List<Condition> found = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    for (Service service : model.services) {
      if (types.contains(service.type())) {
        continue;
      }
      types.add(service.type());
      if (service.baseName().isEmpty()) {
        continue;
      }
      Condition when = chosen.and(new ChosenType(service.type()));
      found.add(new ChosenType(service.type()));
      Reason reason = service.line().reason();
      Data file =
          service.baseName().indexOf('.') >= 0
              ? Data.of(service.baseName())
              : new ItemFile(service.baseName());
      add(Field.FILE, when, file, reason);
      add(Field.NEXT_SERVER, when, serverOf(service), reason);
    }
    Condition nowhere = new Condition.Selected(parts.ranges(), Selector.NONE);
    add(
        Field.ANSWER,
        chosen.and(Condition.any(found).negated().or(nowhere)),
        Data.of(new byte[] {0}),
        new Reason("no pxe-service has a file for the item that the client chose"));
    List<SubOptions.Part> inner = new ArrayList<>();
    inner.add(new SubOptions.Part(Condition.always(), BOOT_ITEM, new ChosenItem()));
    inner.addAll(DnsmasqVendorRules.besideMenu(model, parts));
    add(Field.option(OptionCode.VENDOR_SPECIFIC_INFORMATION), chosen, new SubOptions(inner), menu);
  }

  private void proxyReplies() {
    for (Service service : soleCandidates()) {
      Condition when = proxy.and(isOnly(service));
      Condition there = when.and(atBootServerPort);
      Reason reason = service.line().reason();
      add(Field.FILE, there, Data.of(withLayer(service.baseName(), "0")), reason);
      add(Field.NEXT_SERVER, there, serverOf(service), reason);
      Data name = new AddressText(serverOf(service));
      if (!service.serverToLookUp().isEmpty()) {
        name = Data.of(service.serverToLookUp());
      }
      add(Field.SERVER_NAME, there, name, reason);
      add(Field.FILE, when, Data.NONE, reason);
      add(Field.NEXT_SERVER, when, Data.ARRIVAL_ADDRESS, reason);
    }
    boots.forEach(
        (boot, tags) -> {
          Condition when = proxy.and(tags);
          Reason reason = boot.line().reason();
          add(Field.FILE, when, boot.file().isEmpty() ? Data.NONE : Data.of(boot.file()), reason);
          Integer address = boot.server();
          if (address != null && address != 0) {
            add(Field.NEXT_SERVER, when, Data.address(address), reason);
          } else if (!boot.serverToLookUp().isEmpty()) {
            Data server = Data.address(parts.lookUp(boot.serverToLookUp()));
            add(Field.NEXT_SERVER, when, server, reason);
          } else {
            add(Field.NEXT_SERVER, when.and(bios), Data.NONE, reason);
            add(Field.NEXT_SERVER, when, Data.ARRIVAL_ADDRESS, reason);
          }
        });
    add(Field.NEXT_SERVER, proxy.and(bios.negated()), Data.ARRIVAL_ADDRESS, menu);
    add(
        Field.option(OptionCode.VENDOR_SPECIFIC_INFORMATION),
        proxy.and(bios.or(atBootServerPort.and(anyIsOnly().negated()))),
        menu(),
        menu);
  }

  /** Menus beside a lease of our own. */
  private void menus(Condition when) {
    List<SubOptions.Part> beside = DnsmasqVendorRules.besideMenu(model, parts);
    List<Condition> asked = new ArrayList<>();
    asked.add(new AskedFor(OptionCode.VENDOR_SPECIFIC_INFORMATION));
    List<Condition> any = new ArrayList<>();
    int index = 0;
    for (int line = model.options.size() - 1; line >= 0; line--) {
      DnsmasqOption option = model.options.get(line);
      if (option.within() == DnsmasqOption.Within.VENDOR
          || option.within() == DnsmasqOption.Within.PXE_VENDOR) {
        Condition sent = beside.get(index++).when();
        any.add(sent);
        if (option.forced()) {
          asked.add(sent);
        }
      }
    }
    Condition sending = when.and(Condition.any(asked));
    Field field = Field.option(OptionCode.VENDOR_SPECIFIC_INFORMATION);
    Condition only = anyIsOnly();
    add(field, sending.and(only.negated()), menu(), menu);
    add(field, sending.and(only).and(Condition.any(any)), new SubOptions(beside), menu);
  }

  private Data menu() {
    List<DnsmasqMenu.Item> items = new ArrayList<>();
    for (Service service : model.services) {
      Data server = serverOf(service);
      if (!service.baseName().isEmpty()) {
        server = Data.ARRIVAL_ADDRESS;
      } else if (service.serverToLookUp().isEmpty() && service.server() == null) {
        server = Data.NONE;
      }
      items.add(new DnsmasqMenu.Item(isFor(service), service.type(), service.menu(), server));
    }
    return new DnsmasqMenu(items, DnsmasqVendorRules.besideMenu(model, parts));
  }

  /**
   * The client chose an item of a type.
   *
   * @param type the type of boot server
   */
  record ChosenType(int type) implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      Language wanted =
          Languages.startingWith(Languages.number((long) type << 16, 4), "\u00FF\u00FF\u0080\0");
      return walk.test(DnsmasqExchange.BOOT_ITEMS, wanted);
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      long item = DnsmasqExchange.bootItem(request, space.value());
      return item >= 0 && item >>> Short.SIZE == type && (item & 0x8000) == 0;
    }

    @Override
    public String toString() {
      return "the client chose item " + type;
    }
  }

  /** The item that the client chose, as it says so. */
  record ChosenItem() implements Data {
    @Override
    public int append(BootRequest request, Workspace space) {
      space.append32((int) DnsmasqExchange.bootItem(request, space.value()));
      return Integer.BYTES;
    }

    @Override
    public String toString() {
      return "the chosen item";
    }
  }

  /**
   * A name with the layer of the chosen item behind it.
   *
   * @param baseName what comes before the dot
   */
  record ItemFile(String baseName) implements Data {
    @Override
    public int append(BootRequest request, Workspace space) {
      long layer = DnsmasqExchange.bootItem(request, space.value()) & 0xFFFF;
      byte[] name = (baseName + "." + layer).getBytes(StandardCharsets.ISO_8859_1);
      space.append(name, 0, name.length);
      return name.length;
    }

    @Override
    public String toString() {
      return '"' + baseName + ".\" and the layer";
    }
  }

  /**
   * An address in decimal numbers.
   *
   * @param of four octets
   */
  record AddressText(Data of) implements Data, Walked.Leading {
    @Override
    public Value value(Walk walk) {
      Value address = walk.value(of);
      return address instanceof Value.Known known
          ? Value.of(new AddressText(Data.of(known.octets())))
          : Value.UNCLEAR;
    }

    @Override
    public int append(BootRequest request, Workspace space) {
      int start = space.length();
      of.append(request, space);
      int address = 0;
      for (int index = start; index < space.length(); index++) {
        address = address << Byte.SIZE | space.unsigned8(index);
      }
      space.truncate(start);
      byte[] text = Ipv4.format(address).getBytes(StandardCharsets.US_ASCII);
      space.append(text, 0, text.length);
      return text.length;
    }

    @Override
    public boolean varies() {
      return of.varies();
    }

    @Override
    public String toString() {
      return of + " as text";
    }
  }
}
