package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that were made, by the outcomes of the tests that led to them. Each test is a fork
 * whose branches are its outcomes, so that a request that goes the way of an earlier one has each
 * test made once, and none that does not matter there, however many rules share it. Learnt from the
 * requests that come; so many forks are kept and no more, and whoever finds no way is decided by
 * the rules themselves.
 *
 * <p>Following a way takes no lock: branches are only ever added.
 */
final class DecisionPaths {
  /** How many forks and ends are kept. */
  static final int MOST_NODES = 65_536;

  /** For how many of the server's own addresses the decisions at an end are kept. */
  private static final int MOST_ADDRESSES = 64;

  private final Node root = new Node(0);
  private int nodes = 1;
  private volatile boolean full;

  /**
   * Follows the outcomes of a request's tests as far as the way is known.
   *
   * @return where it ends; null if no request has gone there
   */
  @Nullable Node follow(BootRequest request, Workspace space) {
    Node node = root;
    Test test = node.test;
    while (test != null) {
      node = node.next(test.outcome(request, space));
      if (node == null) {
        return null;
      }
      test = node.test;
    }
    return node;
  }

  /** Whether there is room to learn where a request goes that ends there, or nowhere. */
  boolean hasRoom(@Nullable Node end) {
    Kept kept = end == null ? null : end.kept;
    return !full && (kept == null || kept.count() < MOST_ADDRESSES);
  }

  /** Goes the way of a request through the tests of all fields, and keeps its decision there. */
  synchronized void learn(
      FieldRules[] fields, BootRequest request, Workspace space, BootDecision decision) {
    Walk walk = new Walk(request, space);
    for (FieldRules field : fields) {
      Rule winner = walk.winner(field);
      if (winner != null && winner.value().varies()) {
        Data value = winner.value();
        walk.madeAnew |= walk.ask(new Variant(value)) == Data.UNIQUE;
      }
    }
    walk.at.keep(walk.madeAnew ? null : decision, request.arrivalAddress());
  }

  /** A fork, or with no test an end. */
  static final class Node {
    private final int outcome;
    private volatile @Nullable Test test;

    /** By outcome, an open hash table with a power of two of places, one of them always free. */
    private @Nullable Node[] branches = new Node[2];

    private int count;
    private volatile @Nullable Kept kept;

    Node(int outcome) {
      this.outcome = outcome;
    }

    private @Nullable Node next(int wanted) {
      @Nullable Node[] table = branches;
      int at = wanted & (table.length - 1);
      Node found = table[at];
      while (found != null && found.outcome != wanted) {
        at = (at + 1) & (table.length - 1);
        found = table[at];
      }
      return found;
    }

    private void add(Node node) {
      if (count + 1 == branches.length) {
        @Nullable Node[] larger = new Node[2 * branches.length];
        for (Node each : branches) {
          if (each != null) {
            put(each, larger);
          }
        }
        put(node, larger);
        branches = larger;
      } else {
        put(node, branches);
      }
      count++;
    }

    private static void put(Node node, @Nullable Node[] table) {
      int at = node.outcome & (table.length - 1);
      while (table[at] != null) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = node;
    }

    /** The first of the decisions for requests that end here, or null. */
    @Nullable Kept kept() {
      return kept;
    }

    private void keep(@Nullable BootDecision decision, int arrivalAddress) {
      Kept before = kept;
      kept = new Kept(arrivalAddress, decision, before, before == null ? 1 : before.count() + 1);
    }
  }

  /**
   * A decision for requests that arrive at one of the server's addresses, or null where it is made
   * anew for each; and those for its other addresses.
   */
  record Kept(
      int arrivalAddress, @Nullable BootDecision decision, @Nullable Kept next, int count) {}

  /** Something about a request, the outcome of which is one of few. */
  private interface Test {
    int outcome(BootRequest request, Workspace space);
  }

  private record Yes(Condition condition) implements Test {
    @Override
    public int outcome(BootRequest request, Workspace space) {
      return condition.holds(request, space) ? 1 : 0;
    }
  }

  private record Chosen(Selector selector) implements Test {
    @Override
    public int outcome(BootRequest request, Workspace space) {
      return space.selected(selector, request);
    }
  }

  private record Variant(Data value) implements Test {
    @Override
    public int outcome(BootRequest request, Workspace space) {
      return value.variant(request, space);
    }
  }

  private enum Message implements Test {
    TYPE;

    @Override
    public int outcome(BootRequest request, Workspace space) {
      return request.message().messageType();
    }
  }

  /** One request on its way, which makes the forks that are missing. */
  private final class Walk {
    private final BootRequest request;
    private final Workspace space;
    private final Map<Test, Integer> known = new HashMap<>();
    private Node at = root;
    private boolean madeAnew;

    Walk(BootRequest request, Workspace space) {
      this.request = request;
      this.space = space;
    }

    private @Nullable Rule winner(FieldRules field) {
      for (Rule rule : field.relevant(selector -> ask(new Chosen(selector)))) {
        if (holds(rule.condition())) {
          return rule;
        }
      }
      return null;
    }

    private boolean holds(Condition condition) {
      if (condition instanceof Condition.Named named) {
        return holds(named.of());
      }
      if (condition instanceof Once once) {
        return holds(once.of());
      }
      if (condition instanceof Condition.Not not) {
        return !holds(not.of());
      }
      if (condition instanceof Condition.All all) {
        for (Condition part : all.parts()) {
          if (!holds(part)) {
            return false;
          }
        }
        return true;
      }
      if (condition instanceof Condition.Any any) {
        for (Condition part : any.parts()) {
          if (holds(part)) {
            return true;
          }
        }
        return false;
      }
      if (condition instanceof Condition.Selected selected) {
        return ask(new Chosen(selected.selector())) == selected.number();
      }
      if (condition instanceof Condition.SelectedAmong among) {
        return among.numbersPlusOne().get(ask(new Chosen(among.selector())) + 1);
      }
      if (condition instanceof MessageTypeIs message) {
        return ask(Message.TYPE) == message.type();
      }
      return ask(new Yes(condition)) != 0;
    }

    private int ask(Test test) {
      Integer before = known.get(test);
      if (before != null) {
        return before;
      }
      if (at.test == null) {
        at.test = test;
      }
      int outcome = test.outcome(request, space);
      known.put(test, outcome);
      Node next = at.next(outcome);
      if (next == null) {
        next = new Node(outcome);
        at.add(next);
        full = ++nodes >= MOST_NODES;
      }
      at = next;
      return outcome;
    }
  }
}
