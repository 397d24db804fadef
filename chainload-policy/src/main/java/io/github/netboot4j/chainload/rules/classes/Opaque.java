package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Workspace;
import java.util.BitSet;
import java.util.List;

/**
 * The values of an option of which a condition holds, where that condition looks at nothing else
 * and its automaton is not known here: it can be tried on values, and never be ruled out.
 *
 * @param condition what is asked of the option
 * @param option its code
 * @param tried values that are likely to be taken, one character an octet
 */
record Opaque(Condition condition, int option, List<String> tried) implements Language {
  @Override
  public Object start() {
    return "";
  }

  @Override
  public Object step(Object state, int octet) {
    return (String) state + (char) octet;
  }

  @Override
  public boolean accepts(Object state) {
    Witness witness = new Witness();
    witness.put(Attribute.option(option), Languages.octets((String) state));
    return condition.holds(witness.request(new BootRequest()), new Workspace());
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    into.set(0, 256);
  }

  @Override
  public List<byte[]> examples() {
    return tried.stream().map(Languages::octets).toList();
  }
}
