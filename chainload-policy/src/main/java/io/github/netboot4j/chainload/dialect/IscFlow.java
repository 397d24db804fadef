package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscEffect.Table;
import io.github.netboot4j.chainload.dialect.IscEffect.Target;
import io.github.netboot4j.chainload.dialect.IscStatement.Operation;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Executes statements for all requests at once: scope by scope from the outermost one, each effect
 * with the condition that it is there for.
 */
final class IscFlow {
  /** The most statements that cases which run on into one another may come to. */
  private static final int MOST_STATEMENTS = 200_000;

  private final IscModel model;
  private final BiFunction<Table, IscPlace, IscMeaning> meanings;
  private final Table table = new Table(null);
  private final List<Addition> additions = new ArrayList<>();
  private int repeated;

  /**
   * A client becomes a member of a class while statements are executed.
   *
   * @param condition for whom
   * @param classScope the class
   */
  record Addition(Condition condition, IscScope classScope) {}

  /**
   * Nothing executed yet.
   *
   * @param meanings makes sense of expressions, by what was executed so far
   */
  IscFlow(IscModel model, BiFunction<Table, IscPlace, IscMeaning> meanings) {
    this.model = model;
    this.meanings = meanings;
  }

  /** All effects so far. */
  Table table() {
    return table;
  }

  List<Addition> additions() {
    return additions;
  }

  /** Executes the statements of a scope for those of whom a condition holds. */
  void execute(IscScope scope, Condition condition) throws ConfigurationException {
    if (scope.statements().isEmpty()) {
      return;
    }
    Table effects = new Table(table);
    execute(scope.statements(), effects, condition);
    for (Target target : effects.targets()) {
      for (IscEffect effect : effects.strong(target)) {
        table.add(target, effect.under(condition));
      }
      for (IscEffect effect : effects.weak(target)) {
        table.add(target, effect.under(condition));
      }
    }
  }

  /**
   * Executes statements in order.
   *
   * @param path for whom these statements are executed at all, for what is kept elsewhere
   */
  private void execute(List<IscStatement> statements, Table into, Condition path)
      throws ConfigurationException {
    for (IscStatement statement : statements) {
      if (statement instanceof IscStatement.Assign assign) {
        assign(assign, into);
      } else if (statement instanceof IscStatement.If choice) {
        List<IscStatement.Branch> branches = choice.branches();
        List<Condition> conditions = new ArrayList<>();
        List<List<IscStatement>> bodies = new ArrayList<>();
        for (IscStatement.Branch branch : branches) {
          IscExpression condition = branch.condition();
          conditions.add(
              condition == null
                  ? Condition.always()
                  : meanings.apply(into, choice.place()).isTrue(condition));
          bodies.add(branch.body());
        }
        branch(conditions, bodies, into, path);
      } else if (statement instanceof IscStatement.Switch choice) {
        choose(choice, into, path);
      } else if (statement instanceof IscStatement.SetVariable set) {
        set(set, into);
      } else if (statement instanceof IscStatement.AddClass add) {
        additions.add(new Addition(path, add.classScope()));
      } else if (statement instanceof IscStatement.Break) {
        return;
      }
    }
  }

  private void assign(IscStatement.Assign assign, Table into) {
    Target target = Target.of(assign.option());
    boolean added =
        assign.operation() == Operation.APPEND || assign.operation() == Operation.PREPEND;
    List<IscEffect> prior = added ? into.inOrder(target) : null;
    into.add(
        target,
        new IscEffect(
            Condition.always(),
            assign.place(),
            assign.operation(),
            assign.value(),
            null,
            prior == null || prior.isEmpty() ? null : prior));
  }

  private void set(IscStatement.SetVariable set, Table into) throws ConfigurationException {
    IscExpression value = set.value();
    Data ready = Data.NONE;
    if (value != null) {
      if (value.type() == IscExpression.Type.NUMERIC
          || value.type() == IscExpression.Type.BOOLEAN) {
        model.notUnderstood(
            set.place(), "a variable that holds a number or true or false is not taken here");
      } else {
        ready = meanings.apply(into, set.place()).without(set.name()).data(value);
      }
    }
    into.add(
        Target.of(set.name()),
        new IscEffect(Condition.always(), set.place(), Operation.SUPERSEDE, null, ready, null));
  }

  private void choose(IscStatement.Switch choice, Table into, Condition path)
      throws ConfigurationException {
    IscMeaning meaning = meanings.apply(into, choice.place());
    List<Condition> conditions = new ArrayList<>();
    List<List<IscStatement>> bodies = new ArrayList<>();
    List<IscStatement> otherwise = null;
    List<IscStatement> body = choice.body();
    for (int index = 0; index < body.size(); index++) {
      if (body.get(index) instanceof IscStatement.Case value) {
        conditions.add(meaning.matches(choice.on(), value.value()));
        bodies.add(from(body, index, choice.place()));
      } else if (body.get(index) instanceof IscStatement.Default && otherwise == null) {
        otherwise = from(body, index, choice.place());
      }
    }
    if (otherwise != null) {
      conditions.add(Condition.always());
      bodies.add(otherwise);
    }
    branch(conditions, bodies, into, path);
  }

  /** The statements from a case up to the first break. */
  private List<IscStatement> from(List<IscStatement> body, int index, IscPlace place)
      throws ConfigurationException {
    List<IscStatement> statements = new ArrayList<>();
    for (int at = index; at < body.size(); at++) {
      if (body.get(at) instanceof IscStatement.Break) {
        break;
      }
      statements.add(body.get(at));
      if (++repeated > MOST_STATEMENTS) {
        throw place.fault("cases run on into one another too often");
      }
    }
    return statements;
  }

  /**
   * Executes the first branch whose condition holds. The first branches become the strongest: where
   * one sets a target for all who come to it, those after it need not say that they are not meant.
   */
  private void branch(
      List<Condition> conditions, List<List<IscStatement>> bodies, Table into, Condition path)
      throws ConfigurationException {
    List<Table> tables = new ArrayList<>();
    Set<Target> targets = new LinkedHashSet<>();
    List<Condition> before = new ArrayList<>();
    for (int index = 0; index < bodies.size(); index++) {
      Table table = new Table(into);
      boolean adds = contains(bodies.get(index));
      execute(
          bodies.get(index), table, adds ? path.and(not(before)).and(conditions.get(index)) : path);
      tables.add(table);
      targets.addAll(table.targets());
      before.add(conditions.get(index));
    }
    for (Target target : targets) {
      join(target, conditions, tables, into);
    }
  }

  private static boolean contains(List<IscStatement> body) {
    return body.stream()
        .anyMatch(
            statement ->
                statement instanceof IscStatement.AddClass
                    || statement instanceof IscStatement.If
                    || statement instanceof IscStatement.Switch);
  }

  private static Condition not(List<Condition> conditions) {
    return conditions.isEmpty()
        ? Condition.always()
        : (conditions.size() == 1 ? conditions.get(0) : new Condition.Any(conditions)).negated();
  }

  private static void join(
      Target target, List<Condition> conditions, List<Table> tables, Table into) {
    List<List<IscEffect>> strong = new ArrayList<>();
    List<Condition> uncovered = new ArrayList<>();
    List<Condition> all = new ArrayList<>();
    List<IscEffect> weak = new ArrayList<>();
    for (int index = 0; index < tables.size(); index++) {
      Table table = tables.get(index);
      if (table.has(target)) {
        Condition here = not(uncovered).and(conditions.get(index));
        List<IscEffect> effects = new ArrayList<>();
        for (IscEffect effect : table.strong(target)) {
          effects.add(effect.under(here));
        }
        strong.add(effects);
        Condition alone = not(all).and(conditions.get(index));
        for (IscEffect effect : table.weak(target)) {
          weak.add(effect.under(alone));
        }
      }
      if (!table.covers(target)) {
        uncovered.add(conditions.get(index));
      }
      all.add(conditions.get(index));
    }
    for (int index = strong.size() - 1; index >= 0; index--) {
      strong.get(index).forEach(effect -> into.add(target, effect));
    }
    weak.forEach(effect -> into.add(target, effect));
  }
}
