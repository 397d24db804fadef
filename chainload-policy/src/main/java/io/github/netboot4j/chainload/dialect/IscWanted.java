package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Choice;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.ParameterRequestList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option is to be sent: the list of what is asked for has it, or there is no such list. The list
 * that the configuration sets goes before the client's (option 55).
 *
 * @param code the option's code
 * @param configured the list that the configuration sets, if it may set one
 */
record IscWanted(int code, @Nullable Choice configured) implements Condition, Walked.Test {
  @Override
  public boolean holds(Walk walk) {
    if (configured != null && walk.winner(configured.rules()) != null) {
      Value list = walk.value(configured);
      return list.equals(Value.ABSENT)
          || !walk.test(list, Languages.NOT_EMPTY, List.of(this, "a list"))
          || walk.test(list, Languages.containing(code), this);
    }
    Value.Part asked = Value.option(OptionCode.PARAMETER_REQUEST_LIST);
    return !walk.test(asked, Languages.NOT_EMPTY) || walk.test(asked, Languages.containing(code));
  }

  @Override
  public boolean holds(BootRequest request, Workspace space) {
    if (configured != null && configured.chooses(request, space)) {
      int start = space.length();
      int length = configured.append(request, space);
      boolean found = length <= 0;
      for (int index = 0; !found && index < length; index++) {
        found = space.unsigned8(start + index) == code;
      }
      space.truncate(start);
      return found;
    }
    ParameterRequestList asked = space.requested(request);
    return asked.contains(code) || !asked.isPresent();
  }

  @Override
  public String toString() {
    return "option " + code + " is asked for";
  }
}
