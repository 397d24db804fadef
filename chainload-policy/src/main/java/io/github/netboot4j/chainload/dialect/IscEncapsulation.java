package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscEffect.Table;
import io.github.netboot4j.chainload.dialect.IscEffect.Target;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Encapsulated;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options that carry the options of a space. */
final class IscEncapsulation {
  private static final int DEEPEST = 4;

  /** dhcpd keeps the options of a space in this many lists, which shows on the wire. */
  private static final int LISTS = 17;

  /** Spaces that are put together in ways of their own, which have nothing to do with booting. */
  private static final Set<String> APART = Set.of("agent", "nwip", "fqdn", "dhcp6");

  private final IscCompiler compiler;
  private final IscModel model;
  private final Table effects;
  private final List<Rule> rules;
  private final Map<IscSpace, Data> known = new HashMap<>();
  private final Set<IscSpace> carried = new HashSet<>();
  private int parts;

  /**
   * Nothing put together yet.
   *
   * @param rules takes the rules of the parts
   */
  IscEncapsulation(IscCompiler compiler, List<Rule> rules) {
    this.compiler = compiler;
    this.rules = rules;
    model = compiler.model();
    effects = compiler.effects();
  }

  /** Adds the rules for an option that carries a space, for where nothing sets it as a whole. */
  void addTo(List<Rule> into, IscOption option, Field field) throws ConfigurationException {
    String name = option.type().substring(1, option.type().indexOf('.'));
    if (!name.isEmpty()) {
      IscSpace space = model.spaces().named(name);
      Data value = space == null ? Data.NONE : space(space, DEEPEST);
      if (space != null && !value.equals(Data.NONE)) {
        // dhcpd sends all that has a value to a client that asks for nothing in particular. A space
        // in which only other spaces stand has none.
        boolean ownValue = hasEffects(space);
        Condition sent = ownValue ? Condition.always() : askedFor(option.code());
        IscPlace place = ownValue ? firstPlace(space) : model.root().place();
        into.add(new Rule(field, sent, value, place.reason()));
      }
      return;
    }
    Target target = Target.of(model.spaces().setting("vendor-option-space"));
    for (IscEffect effect : effects.inOrder(target)) {
      Data named = compiler.value(effect, target);
      if (!(named instanceof Data.Constant constant)) {
        model.notUnderstood(effect.place(), "the name of an option space must be constant here");
        continue;
      }
      IscSpace space =
          model.spaces().named(new String(constant.octets(), StandardCharsets.ISO_8859_1));
      if (space == null) {
        model.slip(
            effect.place(),
            Finding.Kind.SPACE_NOT_ENCAPSULATED,
            "there is no option space of this name");
      }
      Data value = space == null ? Data.NONE : space(space, DEEPEST);
      into.add(new Rule(field, effect.condition(), value, effect.place().reason()));
    }
  }

  private boolean hasEffects(IscSpace space) {
    return effects.targets().stream().anyMatch(target -> target.space() == space);
  }

  private static Condition askedFor(int code) {
    return new OptionHas(
        OptionCode.PARAMETER_REQUEST_LIST,
        new OctetPattern(OctetPattern.How.ANYWHERE, String.valueOf((char) code), 0));
  }

  /** Where the first option of a space that has some is set. */
  private IscPlace firstPlace(IscSpace space) {
    return effects.targets().stream()
        .filter(target -> target.space() == space)
        .findFirst()
        .map(target -> effects.inOrder(target).get(0).place())
        .orElseThrow();
  }

  /** All options of a space, put together. */
  private Data space(IscSpace space, int depth) throws ConfigurationException {
    carried.add(space);
    if (depth == 0 || APART.contains(space.name())) {
      return Data.NONE;
    }
    Data before = known.get(space);
    if (before != null) {
      return before;
    }
    List<Target> targets = new ArrayList<>();
    for (Target target : effects.targets()) {
      if (target.space() == space) {
        targets.add(0, target);
      }
    }
    targets.sort(Comparator.comparingInt(target -> list(target.code())));
    List<Encapsulated.Part> within = new ArrayList<>();
    for (Target target : targets) {
      Field field = new Field(Field.Kind.PART, ++parts);
      List<Rule> own = compiler.rules(target, effects.inOrder(target), field);
      rules.addAll(own);
      IscOption option = space.coded(target.code());
      within.add(
          new Encapsulated.Part(
              target.code(),
              new Choice(field, target.toString(), own, true),
              option != null && option.type().startsWith("Z")));
    }
    for (IscSpace inner : model.spaces().all()) {
      IscOption holder = inner.holder();
      if (holder != null
          && holder.space() == space
          && holder.type().startsWith("E")
          && !effects.has(Target.of(holder))) {
        Data value = space(inner, depth - 1);
        if (!value.equals(Data.NONE)) {
          within.add(new Encapsulated.Part(holder.code(), value, false));
        }
      }
    }
    Data value =
        within.isEmpty()
            ? Data.NONE
            : new Encapsulated(within, space.codeOctets(), space.lengthOctets());
    known.put(space, value);
    return value;
  }

  private static int list(int code) {
    return ((code & 31) + (code >> 5 & 31)) % LISTS;
  }

  /** Tells of options in spaces that no option carries. */
  void remarkInert() {
    for (IscSpace space : model.spaces().all()) {
      boolean own = space.isDefault();
      if (own || !hasEffects(space)) {
        continue;
      }
      if (APART.contains(space.name())) {
        model.remark(
            firstPlace(space),
            Remark.Kind.WITHOUT_EFFECT,
            "has nothing to do with what is booted here");
      } else if (!carried.contains(space)) {
        model.slip(
            firstPlace(space),
            Finding.Kind.SPACE_NOT_ENCAPSULATED,
            "no option carries the space '"
                + space.name()
                + "', so nothing of it is sent; define one with encapsulate, or set"
                + " vendor-option-space");
      }
    }
  }
}
