package io.github.netboot4j.chainload.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that dhcpd executes for a request. */
sealed interface IscStatement {
  /** Where it stands. */
  IscPlace place();

  /** How a value goes with the one that was set before. */
  enum Operation {
    SUPERSEDE,
    DEFAULT,
    PREPEND,
    APPEND
  }

  /** Sets an option or a setting. */
  record Assign(IscPlace place, Operation operation, IscOption option, IscExpression value)
      implements IscStatement {}

  /** The statements of the first branch whose condition holds. */
  record If(IscPlace place, List<Branch> branches) implements IscStatement {}

  /** A branch; the last one may have no condition. */
  record Branch(@Nullable IscExpression condition, List<IscStatement> body) {}

  /** The statements from the case with the same value on, or from the default. */
  record Switch(IscPlace place, IscExpression on, List<IscStatement> body)
      implements IscStatement {}

  /** Where the statements for a value begin. */
  record Case(IscPlace place, IscExpression value) implements IscStatement {}

  /** Where the statements for no other case begin. */
  record Default(IscPlace place) implements IscStatement {}

  /** Leaves the list of statements that it stands in. */
  record Break(IscPlace place) implements IscStatement {}

  /** Sets a variable, or without a value takes it away. */
  record SetVariable(IscPlace place, String name, @Nullable IscExpression value)
      implements IscStatement {}

  /** Makes the client a member of a class. */
  record AddClass(IscPlace place, IscScope classScope) implements IscStatement {}
}
