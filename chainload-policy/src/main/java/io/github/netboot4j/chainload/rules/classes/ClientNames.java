package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.dhcp.OptionCode;
import java.util.BitSet;
import java.util.List;

/** The name that a client gives itself, as {@code ClientName} reads it. */
public final class ClientNames {
  private static final int FQDN_HEADER = 3;
  private static final Language ENCODED = new Languages.Masked("\4", "\4", true);

  private ClientNames() {}

  /** The name, up to a NUL. */
  public static Value of(Walk walk) {
    Value.Part fqdn = Value.Part.of(Attribute.option(OptionCode.CLIENT_FQDN));
    Value.Part host = Value.Part.of(Attribute.option(OptionCode.HOST_NAME));
    Value.Part name;
    if (walk.test(fqdn, new Languages.AtLeast(FQDN_HEADER))) {
      Value.Part rest = fqdn.then(inner -> Through.after(FQDN_HEADER, inner));
      name = walk.test(fqdn, ENCODED) ? rest.then(FqdnLabels::new) : rest;
    } else if (walk.test(host, Languages.NOT_EMPTY)) {
      name = host;
    } else {
      return Value.ABSENT;
    }
    Value.Part cut = name.then(inner -> new Through.Until(0, inner));
    return walk.test(cut, new Legal()) ? cut : Value.ABSENT;
  }

  /** The name in small letters, up to a dot. */
  public static Value first(Walk walk) {
    return of(walk) instanceof Value.Part name
        ? name.then(inner -> new Through.Until('.', new Through.Cased(false, inner)))
        : Value.ABSENT;
  }

  /** Names whose octets up to a dot are such as host names have. */
  private record Legal() implements Language {
    private enum State {
      BEGIN,
      WITHIN,
      LEGAL,
      ILLEGAL
    }

    @Override
    public Object start() {
      return State.BEGIN;
    }

    @Override
    public Object step(Object state, int octet) {
      if (state == State.LEGAL || state == State.ILLEGAL) {
        return state;
      }
      if (octet == '.') {
        return State.LEGAL;
      }
      boolean taken =
          isAlphanumeric(octet) || (state == State.WITHIN && (octet == '-' || octet == '_'));
      return taken ? State.WITHIN : State.ILLEGAL;
    }

    private static boolean isAlphanumeric(int octet) {
      int small = octet | 0x20;
      return (octet >= '0' && octet <= '9') || (small >= 'a' && small <= 'z');
    }

    @Override
    public boolean accepts(Object state) {
      return state != State.ILLEGAL;
    }

    @Override
    public Fate fate(Object state) {
      return state == State.LEGAL ? Fate.ALWAYS : state == State.ILLEGAL ? Fate.NEVER : Fate.OPEN;
    }

    @Override
    public void alphabet(Object state, BitSet into) {
      for (int octet = 0; octet < 128; octet++) {
        if (isAlphanumeric(octet) || octet == '-' || octet == '_' || octet == '.') {
          into.set(octet);
        }
      }
    }

    @Override
    public List<byte[]> examples() {
      return List.of();
    }
  }
}
