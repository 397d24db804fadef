package io.github.netboot4j.chainload.dialect;

/** An option or a setting of the server: its name, its code in its space, and its type. */
final class IscOption {
  private final IscSpace space;
  private final String name;
  private int code;
  private String type;

  IscOption(IscSpace space, String name, int code, String type) {
    this.space = space;
    this.name = name;
    this.code = code;
    this.type = type;
  }

  IscSpace space() {
    return space;
  }

  String name() {
    return name;
  }

  int code() {
    return code;
  }

  /** As {@link IscOptionTable} says. */
  String type() {
    return type;
  }

  /** A definition in the file changes an option that was known. */
  void define(int newCode, String newType) {
    code = newCode;
    type = newType;
  }

  /** Whether a value has text of any length at its end: NULs behind it do not count. */
  boolean isText() {
    for (int index = 0; index < type.length(); index++) {
      switch (type.charAt(index)) {
        case 't', 'k' -> {
          return true;
        }
        case 'A', 'a', 'X', 'D', 'd' -> {
          return false;
        }
        case 'E', 'N' -> index = type.indexOf('.', index);
        default -> {
          // Of a known length.
        }
      }
    }
    return false;
  }

  /** The option as configurations write it. */
  @Override
  public String toString() {
    return space.isDefault() ? name : space.name() + "." + name;
  }
}
