package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What executing a statement does: it gives a target a value when a condition holds.
 *
 * @param condition for whom
 * @param place the statement
 * @param operation how the value goes with the one before
 * @param expression the value as written, evaluated when all statements were executed
 * @param ready the value, where it was evaluated at once
 * @param prior what the value is added to, the strongest first; null if it stands alone
 */
record IscEffect(
    Condition condition,
    IscPlace place,
    IscStatement.Operation operation,
    @Nullable IscExpression expression,
    @Nullable Data ready,
    @Nullable List<IscEffect> prior) {

  /**
   * What is given a value.
   *
   * @param space the space of an option; null for a variable
   * @param code the option's code
   * @param variable the variable's name
   */
  record Target(@Nullable IscSpace space, int code, String variable) {
    static Target of(IscOption option) {
      return new Target(option.space(), option.code(), "");
    }

    static Target of(String variable) {
      return new Target(null, 0, variable);
    }

    @Override
    public String toString() {
      if (space == null) {
        return variable;
      }
      IscOption option = space.coded(code);
      return option != null ? option.toString() : space.name() + "." + code;
    }
  }

  IscEffect under(Condition outer) {
    return new IscEffect(outer.and(condition), place, operation, expression, ready, prior);
  }

  boolean isWeak() {
    return operation == IscStatement.Operation.DEFAULT;
  }

  /** Effects by what they have an effect on, in the order of their execution. */
  static final class Table {
    private final @Nullable Table outer;
    private final Map<Target, List<IscEffect>> strong = new LinkedHashMap<>();
    private final Map<Target, List<IscEffect>> weak = new HashMap<>();

    Table(@Nullable Table outer) {
      this.outer = outer;
    }

    void add(Target target, IscEffect effect) {
      strong.computeIfAbsent(target, key -> new ArrayList<>());
      (effect.isWeak() ? weak.computeIfAbsent(target, key -> new ArrayList<>()) : own(target))
          .add(effect);
    }

    private List<IscEffect> own(Target target) {
      return strong.getOrDefault(target, new ArrayList<>());
    }

    /** All that there are effects on, in the order of the first of them. */
    Set<Target> targets() {
      return strong.keySet();
    }

    boolean has(Target target) {
      return strong.containsKey(target);
    }

    /** Whether some effect is there for everyone. */
    boolean covers(Target target) {
      return own(target).stream().anyMatch(effect -> effect.condition().equals(Condition.always()));
    }

    List<IscEffect> strong(Target target) {
      return own(target);
    }

    List<IscEffect> weak(Target target) {
      return weak.getOrDefault(target, List.of());
    }

    /** All effects so far, the strongest first. */
    List<IscEffect> inOrder(Target target) {
      List<IscEffect> found = new ArrayList<>();
      List<Table> tables = new ArrayList<>();
      for (Table table = this; table != null; table = table.outer) {
        List<IscEffect> executed = table.own(target);
        for (int index = executed.size() - 1; index >= 0; index--) {
          found.add(executed.get(index));
        }
        tables.add(0, table);
      }
      for (Table table : tables) {
        found.addAll(table.weak(target));
      }
      return found;
    }
  }
}
