package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * The name that the client gives itself (option 81, or else 12), whatever its case.
 *
 * @param name one character an octet
 * @param prefix whether the name may go on
 */
public record ClientNameIs(String name, boolean prefix) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    int start = space.length();
    int length = ClientName.append(request, space);
    boolean agrees =
        length != Data.ABSENT
            && (prefix ? length >= name.length() : length == name.length())
            && agrees(space, start);
    space.truncate(start);
    return agrees;
  }

  private boolean agrees(Workspace space, int start) {
    for (int index = 0; index < name.length(); index++) {
      int octet = ClientName.lowerCase(space.unsigned8(start + index));
      if (octet != ClientName.lowerCase(name.charAt(index))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "client's name is " + name + (prefix ? "*" : "");
  }
}
