package io.github.netboot4j.chainload.dialect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A space of options: names and codes mean what they mean in it. */
final class IscSpace {
  private final String name;
  private final int codeOctets;
  private final int lengthOctets;
  private final Map<String, IscOption> byName = new HashMap<>();
  private final Map<Integer, IscOption> byCode = new HashMap<>();
  private @Nullable IscOption holder;

  IscSpace(String name, int codeOctets, int lengthOctets) {
    this.name = name;
    this.codeOctets = codeOctets;
    this.lengthOctets = lengthOctets;
  }

  String name() {
    return name;
  }

  int codeOctets() {
    return codeOctets;
  }

  int lengthOctets() {
    return lengthOctets;
  }

  /** Whether it is the space that options without the name of a space belong to. */
  boolean isDefault() {
    return name.equals("dhcp") || isServer();
  }

  boolean isServer() {
    return name.equals("server");
  }

  /** The highest code that stands for the end; it is no option's. */
  int end() {
    return name.equals("dhcp") ? 255 : 0;
  }

  @Nullable IscOption named(String optionName) {
    return byName.get(optionName.toLowerCase(Locale.ROOT));
  }

  @Nullable IscOption coded(int code) {
    return byCode.get(code);
  }

  Collection<IscOption> options() {
    return byCode.values();
  }

  /** The option that carries all of this space, if one does. */
  @Nullable IscOption holder() {
    return holder;
  }

  void holder(IscOption option) {
    holder = option;
  }

  void remove(IscOption option) {
    byName.remove(option.name().toLowerCase(Locale.ROOT), option);
    byCode.remove(option.code(), option);
  }

  void add(IscOption option) {
    byName.put(option.name().toLowerCase(Locale.ROOT), option);
    byCode.put(option.code(), option);
  }

  void addAll(String table) {
    for (String row : table.strip().split("\n", -1)) {
      String[] columns = row.strip().split(" ", -1);
      add(
          new IscOption(
              this,
              columns[1],
              Integer.parseInt(columns[0]),
              columns.length > 2 ? columns[2] : ""));
    }
  }
}
