package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.rules.BinaryToAscii;
import io.github.netboot4j.chainload.rules.ChangeCase;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Concat;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Echo;
import io.github.netboot4j.chainload.rules.Encapsulated;
import io.github.netboot4j.chainload.rules.EncodeInt;
import io.github.netboot4j.chainload.rules.EnterpriseOptions;
import io.github.netboot4j.chainload.rules.HardwareData;
import io.github.netboot4j.chainload.rules.HeaderText;
import io.github.netboot4j.chainload.rules.Joined;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.PacketData;
import io.github.netboot4j.chainload.rules.PickFirstValue;
import io.github.netboot4j.chainload.rules.Reverse;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.SubOptionData;
import io.github.netboot4j.chainload.rules.SubOptions;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.chainload.rules.Suffix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What is known of octets that data lead to on a path of evaluation. */
final class Octets {
  private static final int LONGEST = 0x1_0000;
  private static final int LONGEST_SUFFIX = 0x400;

  /** Where addresses stand in a message, and what the attributes are. */
  private static final Map<Integer, Attribute> ADDRESSES =
      Map.of(12, Attribute.CLIENT_ADDRESS, 24, Attribute.RELAY_ADDRESS);

  private static final Map<Class<?>, BiFunction<Data, Walk, Value>> KINDS = new HashMap<>();

  static {
    kind(Data.Constant.class, (constant, walk) -> Conditions.constant(constant));
    kind(OptionData.class, Octets::option);
    kind(Echo.class, (echo, walk) -> option(new OptionData(echo.code(), false, ""), walk));
    kind(
        HardwareData.class,
        (data, walk) ->
            Value.Part.of(Attribute.HARDWARE).then(inner -> new Through.Without(1, inner)));
    kind(HeaderText.class, Octets::header);
    kind(PacketData.class, Octets::packet);
    kind(SubOptionData.class, Octets::subOption);
    kind(Substring.class, Octets::substring);
    kind(Suffix.class, Octets::suffix);
    kind(ChangeCase.class, Octets::cased);
    kind(Concat.class, (concat, walk) -> joined(concat.parts(), true, walk));
    kind(Joined.class, (joined, walk) -> joined(joined.parts(), false, walk));
    kind(PickFirstValue.class, Octets::first);
    kind(BinaryToAscii.class, Octets::digits);
    kind(EncodeInt.class, Octets::encoded);
    kind(Reverse.class, Octets::reversed);
    kind(Choice.class, Octets::chosen);
    kind(Encapsulated.class, Octets::encapsulated);
    kind(SubOptions.class, (options, walk) -> subOptions(options.parts(), walk));
    kind(EnterpriseOptions.class, Octets::enterprises);
  }

  private Octets() {}

  private static <D extends Data> void kind(Class<D> type, BiFunction<D, Walk, Value> value) {
    KINDS.put(type, (data, walk) -> value.apply(type.cast(data), walk));
  }

  static Value value(Data data, Walk walk) {
    if (data.equals(Data.NONE)) {
      return Value.ABSENT;
    }
    if (data.equals(Data.ARRIVAL_ADDRESS)) {
      return new Value.Known(Languages.number(walk.arrival().arrivalAddress(), Integer.BYTES));
    }
    if (data instanceof Walked.Leading leading) {
      return leading.value(walk);
    }
    BiFunction<Data, Walk, Value> kind = KINDS.get(data.getClass());
    return kind == null ? walk.madeOfAnything() : kind.apply(data, walk);
  }

  private static Data same(Value.Known known) {
    return Data.of(known.octets());
  }

  private static Value option(OptionData data, Walk walk) {
    Value.Part option = Value.Part.of(Attribute.option(data.code()));
    if (!walk.test(option, Languages.ANY)) {
      return Value.ABSENT;
    }
    return data.text() ? option.then(Through.Trimmed::new) : option;
  }

  private static Value header(HeaderText text, Walk walk) {
    Value.Part field = Value.Part.of(text.bootFile() ? Attribute.BOOT_FILE : Attribute.SERVER_NAME);
    return walk.test(field, Languages.NOT_EMPTY) ? field : Value.ABSENT;
  }

  /** Known where it is an address, which people compare. */
  private static Value packet(PacketData packet, Walk walk) {
    Numbers.Quantity offset = Numbers.of(packet.offset(), walk);
    Numbers.Quantity length = Numbers.of(packet.length(), walk);
    if (offset instanceof Numbers.Quantity.Known from
        && length instanceof Numbers.Quantity.Known count
        && count.number() == Integer.BYTES
        && from.number() <= 24) {
      Attribute address = ADDRESSES.get((int) from.number());
      return address == null ? walk.madeOfAnything() : Value.Part.of(address);
    }
    return walk.madeOfAnything();
  }

  private static Value subOption(SubOptionData data, Walk walk) {
    Value within = walk.value(data.within());
    if (within instanceof Value.Known known) {
      return Conditions.constant(
          new SubOptionData(
              same(known),
              data.code(),
              data.codeOctets(),
              data.lengthOctets(),
              data.text(),
              data.name()));
    }
    if (!(within instanceof Value.Part part)) {
      return within;
    }
    Value.Part option =
        part.then(
            inner ->
                new SubOption(
                    data.code(),
                    data.codeOctets(),
                    data.lengthOctets(),
                    SubOption.Style.ZERO_ENDS,
                    0,
                    SubOption.LARGEST,
                    inner));
    if (!walk.test(option, Languages.ANY)) {
      return Value.ABSENT;
    }
    return data.text() ? option.then(Through.Trimmed::new) : option;
  }

  private static Value substring(Substring substring, Walk walk) {
    Value of = walk.value(substring.of());
    Numbers.Quantity offset = Numbers.of(substring.offset(), walk);
    Numbers.Quantity length = Numbers.of(substring.length(), walk);
    if (of instanceof Value.Absent
        || offset instanceof Numbers.Quantity.None
        || length instanceof Numbers.Quantity.None) {
      return Value.ABSENT;
    }
    if (!(offset instanceof Numbers.Quantity.Known from)
        || !(length instanceof Numbers.Quantity.Known count)) {
      return Value.UNCLEAR;
    }
    if (of instanceof Value.Known known) {
      return Conditions.constant(
          new Substring(
              same(known),
              new Numeric.Constant(from.number()),
              new Numeric.Constant(count.number())));
    }
    if (!(of instanceof Value.Part part)) {
      return of;
    }
    if (from.number() < 0 || from.number() >= LONGEST || count.number() == 0) {
      return new Value.Known("");
    }
    int first = (int) from.number();
    return count.number() < 0 || count.number() >= LONGEST
        ? part.then(inner -> Through.after(first, inner))
        : part.then(inner -> Through.part(first, (int) count.number(), inner));
  }

  private static Value suffix(Suffix suffix, Walk walk) {
    Value of = walk.value(suffix.of());
    Numbers.Quantity length = Numbers.of(suffix.length(), walk);
    if (of instanceof Value.Absent || length instanceof Numbers.Quantity.None) {
      return Value.ABSENT;
    }
    if (!(length instanceof Numbers.Quantity.Known count)) {
      return Value.UNCLEAR;
    }
    if (of instanceof Value.Known known) {
      return Conditions.constant(new Suffix(same(known), new Numeric.Constant(count.number())));
    }
    if (!(of instanceof Value.Part part) || count.number() < 0 || count.number() >= LONGEST) {
      return of;
    }
    return count.number() > LONGEST_SUFFIX
        ? Value.UNCLEAR
        : part.then(inner -> new Through.Last((int) count.number(), inner));
  }

  private static Value cased(ChangeCase data, Walk walk) {
    Value of = walk.value(data.of());
    if (of instanceof Value.Known known) {
      return Conditions.constant(new ChangeCase(same(known), data.upper()));
    }
    return of instanceof Value.Part part
        ? part.then(inner -> new Through.Cased(data.upper(), inner))
        : of;
  }

  /** Known, or one attribute with something known around it; else unclear. */
  private static Value joined(List<Data> parts, boolean allNeeded, Walk walk) {
    StringBuilder before = new StringBuilder();
    StringBuilder behind = new StringBuilder();
    Value.Part middle = null;
    boolean unclear = false;
    for (Data part : parts) {
      Value value = walk.value(part);
      if (value instanceof Value.Absent && allNeeded) {
        return Value.ABSENT;
      }
      if (value instanceof Value.Known known) {
        (middle == null ? before : behind).append(known.octets());
      } else if (value instanceof Value.Part found) {
        unclear |= middle != null;
        middle = found;
      } else {
        unclear |= value instanceof Value.Unclear;
      }
    }
    if (unclear) {
      return Value.UNCLEAR;
    }
    return middle == null
        ? new Value.Known(before.toString())
        : middle.then(inner -> new Through.Around(before.toString(), behind.toString(), inner));
  }

  private static Value first(PickFirstValue among, Walk walk) {
    for (Data data : among.among()) {
      Value value = walk.value(data);
      if (!(value instanceof Value.Absent)) {
        return value;
      }
    }
    return Value.ABSENT;
  }

  private static Value digits(BinaryToAscii data, Walk walk) {
    Numbers.Quantity base = Numbers.of(data.base(), walk);
    Numbers.Quantity bits = Numbers.of(data.bits(), walk);
    Value separator = walk.value(data.separator());
    Value of = walk.value(data.of());
    if (!(base instanceof Numbers.Quantity.Known radix)
        || !(bits instanceof Numbers.Quantity.Known width)
        || !(separator instanceof Value.Known between)) {
      return Value.UNCLEAR;
    }
    if (of instanceof Value.Known known) {
      return Conditions.constant(
          new BinaryToAscii(
              new Numeric.Constant(radix.number()),
              new Numeric.Constant(width.number()),
              same(between),
              same(known)));
    }
    if (of instanceof Value.Absent || radix.number() < 2 || radix.number() > 16) {
      return Value.ABSENT;
    }
    return of instanceof Value.Part part && width.number() == Byte.SIZE
        ? part.then(inner -> new Through.Digits((int) radix.number(), between.octets(), inner))
        : Value.UNCLEAR;
  }

  private static Value encoded(EncodeInt data, Walk walk) {
    Numbers.Quantity number = Numbers.of(data.of(), walk);
    if (number instanceof Numbers.Quantity.Known known) {
      return new Value.Known(Languages.number(known.number(), data.octets()));
    }
    if (number instanceof Numbers.Quantity.Read read && read.octets() == data.octets()) {
      return read.of().then(inner -> Through.part(0, read.octets(), inner));
    }
    return number instanceof Numbers.Quantity.None ? Value.ABSENT : Value.UNCLEAR;
  }

  private static Value reversed(Reverse data, Walk walk) {
    Value of = walk.value(data.of());
    Numbers.Quantity width = Numbers.of(data.width(), walk);
    if (of instanceof Value.Known known && width instanceof Numbers.Quantity.Known octets) {
      return Conditions.constant(new Reverse(new Numeric.Constant(octets.number()), same(known)));
    }
    return of instanceof Value.Absent ? of : Value.UNCLEAR;
  }

  private static Value chosen(Choice choice, Walk walk) {
    Rule winner = walk.winner(choice.rules());
    return winner == null ? Value.ABSENT : walk.value(winner.value());
  }

  private static Value encapsulated(Encapsulated data, Walk walk) {
    List<Encapsulated.Part> known = new ArrayList<>();
    boolean unclear = false;
    for (Encapsulated.Part part : data.parts()) {
      Value value = walk.value(part.value());
      if (value instanceof Value.Known octets) {
        known.add(new Encapsulated.Part(part.code(), same(octets), part.keptEmpty()));
      } else {
        unclear |= !(value instanceof Value.Absent);
      }
    }
    return unclear
        ? Value.UNCLEAR
        : Conditions.constant(new Encapsulated(known, data.codeOctets(), data.lengthOctets()));
  }

  private static Value subOptions(List<SubOptions.Part> parts, Walk walk) {
    List<SubOptions.Part> known = known(parts, walk);
    return known == null ? Value.UNCLEAR : Conditions.constant(new SubOptions(known));
  }

  private static Value enterprises(EnterpriseOptions data, Walk walk) {
    List<EnterpriseOptions.Enterprise> all = new ArrayList<>();
    boolean unclear = false;
    for (EnterpriseOptions.Enterprise enterprise : data.enterprises()) {
      List<SubOptions.Part> known = known(enterprise.parts(), walk);
      if (known == null) {
        unclear = true;
      } else {
        all.add(new EnterpriseOptions.Enterprise(enterprise.number(), known));
      }
    }
    return unclear ? Value.UNCLEAR : Conditions.constant(new EnterpriseOptions(all));
  }

  /** Those that are there, with what they are; null where one is not known. */
  private static @Nullable List<SubOptions.Part> known(List<SubOptions.Part> parts, Walk walk) {
    List<SubOptions.Part> known = new ArrayList<>();
    boolean unclear = false;
    for (SubOptions.Part part : parts) {
      if (walk.holds(part.when())) {
        Value value = walk.value(part.value());
        if (value instanceof Value.Known octets) {
          known.add(new SubOptions.Part(Condition.always(), part.code(), same(octets)));
        } else {
          unclear |= !(value instanceof Value.Absent);
        }
      }
    }
    return unclear ? null : known;
  }
}
