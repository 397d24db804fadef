package io.github.netboot4j.chainload.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pair of braces, or the file as a whole: statements, and the scope that they stand in. */
final class IscScope {
  /** The sorts of scope. */
  enum Kind {
    ROOT,
    SHARED_NETWORK,
    SUBNET,
    POOL,
    GROUP,
    HOST,
    CLASS
  }

  private final Kind kind;
  private final IscPlace place;
  private final String name;
  private final List<IscStatement> statements = new ArrayList<>();
  private @Nullable IscScope parent;
  private boolean authoritative;

  IscScope(Kind kind, IscPlace place, String name, @Nullable IscScope parent) {
    this.kind = kind;
    this.place = place;
    this.name = name;
    this.parent = parent;
    authoritative = parent != null && parent.authoritative;
  }

  Kind kind() {
    return kind;
  }

  IscPlace place() {
    return place;
  }

  String name() {
    return name;
  }

  List<IscStatement> statements() {
    return statements;
  }

  @Nullable IscScope parent() {
    return parent;
  }

  /** A host can be put into a group by name. */
  void parent(IscScope newParent) {
    parent = newParent;
  }

  boolean isAuthoritative() {
    return authoritative;
  }

  void authoritative(boolean answersForAll) {
    authoritative = answersForAll;
  }

  /** Whether it is this scope or stands in it. */
  boolean isWithin(IscScope other) {
    for (IscScope scope = this; scope != null; scope = scope.parent) {
      if (scope == other) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ROOT -> "the whole file";
      case SHARED_NETWORK -> "shared-network " + name;
      case SUBNET -> "subnet " + name;
      case POOL -> "pool " + name;
      case GROUP -> "group" + (name.isEmpty() ? "" : " " + name);
      case HOST -> "host " + name;
      case CLASS -> "class \"" + name + '"';
    };
  }
}
