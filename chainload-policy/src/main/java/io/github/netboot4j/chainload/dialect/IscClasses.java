package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom the classes hold: of a class without subclasses those of whom its condition holds, of one
 * with subclasses those whose value is one of theirs. dhcpd looks at this before it knows the host.
 */
final class IscClasses {
  private final Map<IscScope, Condition> members = new HashMap<>();
  private final Map<IscScope, Subclasses> subclasses = new HashMap<>();

  IscClasses(IscModel model, IscMeaning.Where where, IscNames names) throws ConfigurationException {
    for (IscModel.ClientClass clientClass : model.classes()) {
      IscMeaning meaning = new IscMeaning(model, names, where, clientClass.scope.place());
      IscExpression written = clientClass.condition;
      Condition condition = written == null ? Condition.always() : meaning.isTrue(written);
      IscExpression key = clientClass.key;
      if (key == null) {
        members.put(clientClass.scope, written == null ? Condition.never() : condition);
        continue;
      }
      Subclasses chosen = new Subclasses(clientClass, condition, meaning.data(key));
      subclasses.put(clientClass.scope, chosen);
      members.put(clientClass.scope, new Condition.Selected(chosen, Selector.NONE).negated());
    }
  }

  /** Those whom a class holds. */
  Condition members(IscScope classScope) {
    return members.getOrDefault(classScope, Condition.never());
  }

  /** Chooses among the scopes of a class's subclasses; null if it has none. */
  @org.jspecify.annotations.Nullable
  Subclasses subclasses(IscScope classScope) {
    return subclasses.get(classScope);
  }

  /** Chooses the subclass. */
  static final class Subclasses implements PlainSelector, Walked.Choosing {
    private final String name;
    private final Condition condition;
    private final Data key;
    private final boolean spawning;
    private final List<String> keys;
    private final List<IscScope> scopes = new ArrayList<>();
    private final IscIndex index;

    Subclasses(IscModel.ClientClass of, Condition condition, Data key) {
      name = of.scope.toString();
      this.condition = condition;
      this.key = key;
      spawning = of.spawning;
      keys = List.copyOf(of.subclassKeys);
      Map<String, Integer> numbers = new HashMap<>();
      for (String text : keys) {
        numbers.put(text, scopes.size());
        scopes.add(of.subclasses.getOrDefault(text, of.scope));
      }
      index = new IscIndex(numbers);
    }

    /** The scope of each subclass; the class's own where it has none. */
    List<IscScope> scopes() {
      return scopes;
    }

    @Override
    public int select(BootRequest request, Workspace space) {
      if (!condition.holds(request, space)) {
        return NONE;
      }
      int start = space.length();
      int length = key.append(request, space);
      int found = length > 0 ? index.find(space, start, length) : NONE;
      space.truncate(start);
      return found == NONE && spawning && length > 0 ? keys.size() : found;
    }

    @Override
    public int select(Walk walk) {
      if (!walk.holds(condition)) {
        return NONE;
      }
      Value value = walk.value(key);
      if (!walk.test(value, Languages.NOT_EMPTY, List.of(this, "a value"))) {
        return NONE;
      }
      int found = index.find(value, walk);
      return found == NONE && spawning ? keys.size() : found;
    }

    @Override
    public Plain plain(int number, PlainConditions others) {
      if (spawning) {
        return new Plain.Unsayable(name(number));
      }
      List<Plain> ways = new ArrayList<>();
      for (int index = 0; index < keys.size(); index++) {
        if (number < 0 || number == index) {
          ways.add(PlainFromDhcpd.equal(key, keys.get(index), name(index)));
        }
      }
      Plain member = Plain.all(List.of(others.of(condition), Plain.any(ways)));
      return number < 0 ? Plain.no(member) : member;
    }

    @Override
    public String name(int number) {
      return number < 0
          ? "in no subclass of " + name
          : number == keys.size()
              ? "in a subclass made for it of " + name
              : "in subclass " + Data.of(keys.get(number)) + " of " + name;
    }
  }
}
