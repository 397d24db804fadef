package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.RuleSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of what was read, and remarks upon what does nothing in it. */
final class DnsmasqCompiler {
  private static final int LONGEST_FILE = 127;
  private static final int LONGEST_OPTION = 254;

  /** What Linux calls network interfaces: a tag of such a name needs no line that sets it. */
  private static final Pattern INTERFACE =
      Pattern.compile(
          "(lo|(eth|en[opsx]|wlan|wl[opsx]|br|virbr|vmbr|bond|team|vlan|tap|tun|veth|ib|usb|lan|wan)"
              + "[\\w.:-]*\\d[\\w.:-]*)");

  private final DnsmasqModel model;
  private final List<Remark> remarks;
  private final Map<String, Integer> addresses;
  private final Set<String> remarked = new HashSet<>();

  DnsmasqCompiler(DnsmasqModel model, List<Remark> remarks) {
    this.model = model;
    this.remarks = remarks;
    boolean byName =
        model.boots.stream().anyMatch(boot -> !boot.serverToLookUp().isEmpty())
            || model.services.stream().anyMatch(service -> !service.serverToLookUp().isEmpty());
    addresses = byName && model.dnsPort != 0 ? model.hostNames.read() : Map.of();
  }

  BootConfiguration configuration() throws ConfigurationException {
    if (model.pxeVendors.isEmpty()) {
      model.pxeVendors.add("PXEClient");
    }
    for (DnsmasqModel.Boot boot : model.boots) {
      check(boot);
    }
    for (DnsmasqModel.Service service : model.services) {
      lookedUp(service.line(), service.serverToLookUp());
    }
    DnsmasqCompiled parts = new DnsmasqCompiled(model, addresses);
    remarkOnTags(parts);
    remarkOnTests();
    remarkOnBootLines();
    RuleSet rules = new DnsmasqRules(model, parts).compile();
    TftpSettings tftp =
        new TftpSettings(model.tftp, model.tftpRoot, model.tftpSinglePort, model.tftpBlockSize);
    return new BootConfiguration(
        Dialect.DNSMASQ, rules, new DnsmasqPlan(model, parts), tftp, remarks, model.pxe);
  }

  private void check(DnsmasqModel.Boot boot) throws ConfigurationException {
    int octets = boot.file().length();
    if (octets > LONGEST_OPTION || boot.serverName().length() > LONGEST_OPTION) {
      throw boot.line().error("a name of more than " + LONGEST_OPTION + " octets");
    }
    if (octets > LONGEST_FILE) {
      remark(
          boot.line(),
          Finding.Kind.LONG_FILE_NAME,
          "the file's name is cut to "
              + LONGEST_FILE
              + " octets for clients that do not ask for option 67");
    }
    lookedUp(boot.line(), boot.serverToLookUp());
  }

  private void lookedUp(DnsmasqLine line, String name) {
    if (!name.isEmpty() && !addresses.containsKey(name.toLowerCase(Locale.ROOT))) {
      String why =
          model.dnsPort == 0
              ? ": with port=0 dnsmasq looks up no name"
              : " has no address in a host-record line or hosts file";
      remark(
          line, Finding.Kind.NAME_FOR_ADDRESS, name + why + ", so that the next server is 0.0.0.0");
    }
  }

  private void remarkOnTags(DnsmasqCompiled parts) {
    for (DnsmasqModel.Boot boot : model.boots) {
      needs(boot.line(), boot.tags(), parts.withRange());
    }
    for (DnsmasqOption option : model.options) {
      needs(option.line(), option.tags(), parts.withRange());
    }
    for (DnsmasqModel.Service service : model.services) {
      needs(service.line(), service.tags(), parts.withRange());
    }
    for (DnsmasqModel.TagLine ignore : model.ignores) {
      needs(ignore.line(), ignore.tags(), parts.beforeRange());
    }
    for (DnsmasqModel.Range range : model.ranges) {
      needs(range.line(), range.needs(), parts.beforeRange());
    }
    for (DnsmasqModel.TagIf tagIf : model.tagIfs) {
      needs(tagIf.line(), tagIf.needs(), parts.withRange());
    }
  }

  private void remarkOnTests() {
    for (DnsmasqModel.Setter setter : model.setters) {
      SuspectTest suspect = SuspectTest.of(setter.when());
      if (suspect != null) {
        remark(setter.line(), suspect.kind(), setter.when() + ": " + suspect.why());
      }
    }
  }

  private void remarkOnBootLines() {
    DnsmasqModel.Boot general = null;
    for (int index = model.boots.size() - 1; index >= 0; index--) {
      DnsmasqModel.Boot boot = model.boots.get(index);
      if (DnsmasqText.address(boot.serverName()) != null
          && boot.server() == null
          && boot.serverToLookUp().isEmpty()) {
        remark(
            boot.line(),
            Finding.Kind.NAME_FOR_ADDRESS,
            "the second field is the server's name; its address, "
                + boot.serverName()
                + ", belongs in the third");
      }
      if (boot.tags().isEmpty() && general != null) {
        remark(
            boot.line(),
            Finding.Kind.UNREACHABLE_RULE,
            general.line().source()
                + ":"
                + general.line().number()
                + " goes before it for everyone: "
                + general.line().reason().rule());
      }
      general = boot.tags().isEmpty() && general == null ? boot : general;
    }
  }

  private void needs(DnsmasqLine line, List<String> literals, DnsmasqTags tags) {
    for (String literal : literals) {
      String name = DnsmasqTags.isNegated(literal) ? literal.substring(1) : literal;
      boolean known =
          tags.knows(literal)
              || name.endsWith("*")
              || model.interfaces.contains(name)
              || name.equals("known")
              || name.equals("known-othernet");
      if (!known && remarked.add(line.source() + ":" + line.number() + ":" + name)) {
        Finding.Kind slip = INTERFACE.matcher(name).matches() ? null : Finding.Kind.UNSET_TAG;
        remark(
            line,
            slip,
            "nothing sets the tag " + name + ": it holds only on an interface of that name");
      }
    }
  }

  private void remark(DnsmasqLine line, Finding.@Nullable Kind finding, String text) {
    remarks.add(new Remark(Remark.Kind.INERT, line.source(), line.number(), text, finding));
  }
}
