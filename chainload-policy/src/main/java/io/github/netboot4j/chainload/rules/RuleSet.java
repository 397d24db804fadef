package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A policy made of rules, each of which sets one field of the reply. For each field the first rule
 * that holds wins. Requests of which the same is true get the same decision object again: deciding
 * allocates nothing once each decision was made, except where a value is put together from the
 * request.
 */
public final class RuleSet implements BootPolicy {
  /** Decisions that are kept; one beyond is made anew each time. */
  private static final int MOST_KEPT = 65_536;

  private static final int LONGEST_FILE = 127;
  private static final int LONGEST_SERVER_NAME = 63;
  private static final Data SILENCE = Data.of(new byte[1]);

  private final List<Rule> rules;
  private final FieldRules[] fields;
  private final ConcurrentHashMap<Winners, BootDecision> decisions = new ConcurrentHashMap<>();
  private final DecisionPaths paths = new DecisionPaths();
  private final ThreadLocal<Evaluation> evaluations;

  /**
   * A policy of rules.
   *
   * @param inOrder those for the same field in their order of precedence, the strongest first
   */
  public RuleSet(List<Rule> inOrder) {
    rules = List.copyOf(inOrder);
    Map<Field, List<Rule>> byField = new TreeMap<>();
    for (Rule rule : rules) {
      byField.computeIfAbsent(rule.field(), field -> new ArrayList<>()).add(rule);
    }
    fields =
        byField.entrySet().stream()
            .map(entry -> new FieldRules(entry.getKey(), entry.getValue()))
            .toArray(FieldRules[]::new);
    int varying = 0;
    for (FieldRules field : fields) {
      varying += field.varies() ? 1 : 0;
    }
    int counted = fields.length + varying;
    evaluations = ThreadLocal.withInitial(() -> new Evaluation(counted));
  }

  /** All rules, those for the same field in their order of precedence. */
  public List<Rule> rules() {
    return rules;
  }

  /** The rules field by field, in the order in which a decision looks at them. */
  public List<FieldRules> fields() {
    return List.of(fields);
  }

  @Override
  public BootDecision decide(BootRequest request) {
    Evaluation evaluation = evaluations.get();
    Workspace space = evaluation.space;
    space.begin();
    DecisionPaths.Node end = paths.follow(request, space);
    DecisionPaths.Kept kept = end == null ? null : end.kept();
    while (kept != null && kept.arrivalAddress() != request.arrivalAddress()) {
      kept = kept.next();
    }
    if (kept != null && kept.decision() != null) {
      return kept.decision();
    }
    BootDecision decision = decide(request, evaluation);
    if (kept == null && paths.hasRoom(end)) {
      paths.learn(fields, request, space, decision);
    }
    return decision;
  }

  /** Decides by asking every rule. */
  private BootDecision decide(BootRequest request, Evaluation evaluation) {
    Workspace space = evaluation.space;
    boolean unique = false;
    int[] winners = evaluation.winners.indexes;
    int variants = fields.length;
    for (int index = 0; index < fields.length; index++) {
      int winner = fields[index].winner(request, space);
      winners[index] = winner;
      if (winner >= 0 && fields[index].varies(winner)) {
        int variant = fields[index].rule(winner).value().variant(request, space);
        unique |= variant == Data.UNIQUE;
        winners[variants++] = variant;
      }
    }
    Arrays.fill(winners, variants, winners.length, 0);
    if (unique) {
      return make(winners, request, space);
    }
    evaluation.winners.arrivalAddress = request.arrivalAddress();
    BootDecision known = decisions.get(evaluation.winners);
    return known != null ? known : keep(evaluation.winners, make(winners, request, space));
  }

  private BootDecision keep(Winners winners, BootDecision decision) {
    if (decisions.size() < MOST_KEPT) {
      decisions.put(new Winners(winners), decision);
    }
    return decision;
  }

  private BootDecision make(int[] winners, BootRequest request, Workspace space) {
    ReplyFields.Builder reply = new ReplyFields.Builder();
    Reason reason = new Reason("no rule names a boot file");
    Reason named = null;
    for (int index = 0; index < fields.length; index++) {
      if (winners[index] < 0) {
        continue;
      }
      Rule rule = fields[index].rule(winners[index]);
      if (rule.value() instanceof Echo echo && rule.field().equals(Field.option(echo.code()))) {
        reply.echo(echo.code());
        continue;
      }
      int start = space.length();
      int octets = rule.value().append(request, space);
      byte[] value = space.copyFrom(start);
      space.truncate(start);
      if (octets == Data.ABSENT) {
        continue;
      }
      switch (rule.field().kind()) {
        case ANSWER -> {
          if (value.length > 0 && value[0] == 0) {
            return BootDecision.silent().because(rule.reason());
          }
        }
        case FILE -> {
          reply.file(cut(value, LONGEST_FILE));
          named = value.length > 0 ? rule.reason() : named;
        }
        case NEXT_SERVER -> reply.nextServer(address(value));
        case SERVER_NAME -> reply.serverName(cut(value, LONGEST_SERVER_NAME));
        case OPTION -> {
          reply.option(rule.field().code(), value);
          if (rule.field().code() == OptionCode.BOOT_FILE_NAME && named == null) {
            named = rule.reason();
          }
        }
        case PART -> {
          // Written as part of another field.
        }
      }
    }
    return BootDecision.of(reply.build()).because(named != null ? named : reason);
  }

  /** What a text field of the header shows: up to a NUL, and as much as there is room for. */
  private static byte[] cut(byte[] value, int longest) {
    int length = 0;
    while (length < value.length && length < longest && value[length] != 0) {
      length++;
    }
    return length == value.length ? value : Arrays.copyOf(value, length);
  }

  private static int address(byte[] value) {
    return value.length == Integer.BYTES ? ByteBuffer.wrap(value).getInt() : 0;
  }

  @Override
  public Explanation explain(BootRequest request) {
    BootDecision decision = decide(request);
    Workspace space = new Workspace();
    List<Explanation.Considered> considered = new ArrayList<>();
    for (FieldRules field : fields) {
      Rule won = null;
      for (Rule rule : field.relevant(selector -> space.selected(selector, request))) {
        boolean holds = rule.condition().holds(request, space);
        String why;
        if (!holds) {
          why = rule.condition().whyNot(request, space);
        } else if (won == null) {
          why = rule.condition().toString();
        } else {
          why = won.reason() + " goes before it";
        }
        considered.add(
            new Explanation.Considered(
                field.field().toString(), valueOf(rule), rule.reason(), holds && won == null, why));
        won = holds && won == null ? rule : won;
      }
    }
    return new Explanation(decision, considered);
  }

  private static String valueOf(Rule rule) {
    return rule.field().equals(Field.ANSWER) && rule.value().equals(SILENCE)
        ? "none"
        : rule.value().toString();
  }

  /** The rules, one a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(rule.field())
          .append(" = ")
          .append(rule.value())
          .append(" for ")
          .append(rule.condition())
          .append(" (")
          .append(rule.reason())
          .append(')');
    }
    return text.toString();
  }

  /** What one thread evaluates with. */
  private static final class Evaluation {
    final Workspace space = new Workspace();
    final Winners winners;

    Evaluation(int counted) {
      winners = new Winners(new int[counted], 0);
    }
  }

  /**
   * The rules that won and the variants of their values, and the address they were asked at: what a
   * decision is kept by.
   */
  private static final class Winners {
    final int[] indexes;
    int arrivalAddress;

    Winners(int[] indexes, int arrivalAddress) {
      this.indexes = indexes;
      this.arrivalAddress = arrivalAddress;
    }

    Winners(Winners of) {
      this(of.indexes.clone(), of.arrivalAddress);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Winners winners
          && arrivalAddress == winners.arrivalAddress
          && Arrays.equals(indexes, winners.indexes);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(indexes) + arrivalAddress;
    }
  }
}
