package io.github.netboot4j.chainload.rules.classes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys of a table, one character an octet: a request is looked up among them all at once, and
 * falls under one of them or under none.
 */
public final class Keys implements Language {
  private final List<String> all;
  private final List<Node> nodes = new ArrayList<>();

  private static final class Node {
    final TreeMap<Integer, Integer> next = new TreeMap<>();
    boolean ends;
  }

  /** These keys. */
  public Keys(Collection<String> of) {
    all = List.copyOf(new TreeSet<>(of));
    nodes.add(new Node());
    for (String key : all) {
      int at = 0;
      for (int index = 0; index < key.length(); index++) {
        int octet = key.charAt(index);
        Integer next = nodes.get(at).next.get(octet);
        if (next == null) {
          next = nodes.size();
          nodes.get(at).next.put(octet, next);
          nodes.add(new Node());
        }
        at = next;
      }
      nodes.get(at).ends = true;
    }
  }

  /** All of them. */
  public List<String> all() {
    return all;
  }

  @Override
  public Object start() {
    return 0;
  }

  @Override
  public Object step(Object state, int octet) {
    int at = (Integer) state;
    return at < 0 ? at : nodes.get(at).next.getOrDefault(octet, -1);
  }

  @Override
  public boolean accepts(Object state) {
    int at = (Integer) state;
    return at >= 0 && nodes.get(at).ends;
  }

  @Override
  public Fate fate(Object state) {
    return (Integer) state < 0 ? Fate.NEVER : Fate.OPEN;
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    int at = (Integer) state;
    if (at >= 0) {
      nodes.get(at).next.keySet().forEach(into::set);
    }
  }

  @Override
  public List<byte[]> examples() {
    return all.stream().map(Languages::octets).toList();
  }

  @Override
  public boolean isListed() {
    return true;
  }
}
