package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.IsThere;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.RegexMatch;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.SubOptionData;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts with a boot file of their own in a configuration that otherwise chooses by the program that
 * asks: what is said for a host goes before all else, for each program that runs on it.
 */
final class IscHostFindings {
  private static final Set<Integer> OF_PROGRAMS =
      Set.of(
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.USER_CLASS,
          OptionCode.CLIENT_ARCHITECTURE,
          OptionCode.ETHERBOOT);

  private final IscModel model;
  private final Set<IscPlace> told = new HashSet<>();

  IscHostFindings(IscModel model) {
    this.model = model;
  }

  void remark(List<Rule> rules) {
    Reason choice = choiceByProgram(rules);
    if (choice == null) {
      return;
    }
    for (IscModel.Host host : model.hosts()) {
      IscScope scope = host.scope;
      while (scope != null
          && (scope.kind() == IscScope.Kind.HOST || scope.kind() == IscScope.Kind.GROUP)) {
        IscStatement.Assign file = ownFile(scope);
        if (file != null) {
          if (told.add(file.place())) {
            model.slip(
                file.place(),
                Finding.Kind.HOST_OVERRIDES_CLASS,
                "what is said for "
                    + scope
                    + " goes before the choice by program at "
                    + at(choice));
          }
          break;
        }
        scope = scope.parent();
      }
    }
  }

  private static String at(Reason reason) {
    return reason.source() + ":" + reason.line();
  }

  /** The first rule for a boot file that depends on which program asks. */
  private static @Nullable Reason choiceByProgram(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.field().equals(Field.FILE)
          && rule.reason().source() != null
          && isByProgram(rule.condition())) {
        return rule.reason();
      }
    }
    return null;
  }

  private static boolean isByProgram(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all.parts().stream().anyMatch(IscHostFindings::isByProgram);
    }
    if (condition instanceof Condition.Any any) {
      return any.parts().stream().anyMatch(IscHostFindings::isByProgram);
    }
    if (condition instanceof Condition.Not not) {
      return isByProgram(not.of());
    }
    if (condition instanceof DataEquals equals) {
      return isOfProgram(equals.left()) || isOfProgram(equals.right());
    }
    if (condition instanceof RegexMatch match) {
      return isOfProgram(match.subject());
    }
    return condition instanceof IsThere there && isOfProgram(there.value());
  }

  private static boolean isOfProgram(Data data) {
    if (data instanceof OptionData option) {
      return OF_PROGRAMS.contains(option.code());
    }
    if (data instanceof Substring part) {
      return isOfProgram(part.of());
    }
    return data instanceof SubOptionData within && isOfProgram(within.within());
  }

  /** The boot file that a scope names for every program; none that only a script runs. */
  private static IscStatement.@Nullable Assign ownFile(IscScope scope) {
    IscStatement.Assign file = null;
    for (IscStatement statement : scope.statements()) {
      if (statement instanceof IscStatement.If || statement instanceof IscStatement.Switch) {
        return null;
      }
      if (statement instanceof IscStatement.Assign assign
          && assign.option().space().isServer()
          && assign.option().name().equals("filename")) {
        file = assign;
      }
    }
    boolean script =
        file != null
            && file.value().kind() == IscExpression.Kind.CONSTANT
            && file.value().text().contains("://");
    return script ? null : file;
  }
}
