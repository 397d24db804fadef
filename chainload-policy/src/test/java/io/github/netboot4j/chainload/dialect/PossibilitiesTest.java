package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.FieldRules;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.IsThere;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OctetPattern.How;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.UserClassContains;
import io.github.netboot4j.chainload.rules.classes.Arrival;
import io.github.netboot4j.chainload.rules.classes.Possibilities;
import io.github.netboot4j.chainload.rules.classes.Possibilities.Answer;
import io.github.netboot4j.chainload.rules.classes.Shape;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can ever hold and win. */
class PossibilitiesTest {
  private static final Shape ANYONE =
      new Shape(
          List.of(
              Arrival.inSubnet(
                  Ipv4.parse("192.0.2.0"), Ipv4.parse("255.255.255.0"), BootRequest.SERVER_PORT)));

  private static Answer canHold(Condition condition) {
    return new Possibilities(ANYONE, 1000).canHold(condition);
  }

  private static Condition vendor(How how, String octets) {
    return new OptionHas(60, new OctetPattern(how, octets));
  }

  @Test
  void contradictionsNeverHold() {
    assertEquals(Answer.YES, canHold(Condition.always()));
    assertEquals(Answer.NO, canHold(Condition.never()));
    Condition pxe = vendor(How.START, "PXEClient");
    Condition http = vendor(How.START, "HTTPClient");
    assertEquals(Answer.YES, canHold(pxe));
    assertEquals(Answer.NO, canHold(pxe.and(http)));
    assertEquals(Answer.YES, canHold(pxe.and(vendor(How.ANYWHERE, "HTTPClient"))));
    assertEquals(Answer.NO, canHold(pxe.and(vendor(How.ANYWHERE, "Client").negated())));
    assertEquals(
        Answer.NO,
        canHold(new UserClassContains("iPXE").and(new UserClassContains("PXE").negated())));
    assertEquals(
        Answer.NO,
        canHold(
            new HardwareAddressIs(1, "\2\0\0\0\0\1", 0)
                .and(new HardwareAddressIs(1, "\2\0\0\0\0\0", 1).negated())));
  }

  @Test
  void whatNeitherCanBeShownNorRuledOutIsUnknown() {
    Data user = new OptionData(77, false, "user-class");
    Data vendor = new OptionData(60, false, "vendor-class");
    Condition equal = new DataEquals(user, vendor);
    assertEquals(Answer.YES, canHold(equal), "both absent");
    assertEquals(Answer.UNKNOWN, canHold(new IsThere(user).and(equal)));
  }

  private static List<Answer> winners(String dhcpd, Field field) throws ConfigurationException {
    BootConfiguration configuration =
        IscDhcpdConf.parse("dhcpd.conf", dhcpd + IscAsked.SUBNET, false);
    for (FieldRules rules : configuration.rules().fields()) {
      if (rules.field().equals(field)) {
        IdentityHashMap<Rule, Answer> answers = new Possibilities(ANYONE, 1000).winners(rules);
        List<Answer> inOrder = new ArrayList<>();
        rules.inOrder().forEach(rule -> inOrder.add(answers.getOrDefault(rule, Answer.UNKNOWN)));
        return inOrder;
      }
    }
    return List.of();
  }

  @Test
  void rulesBehindOneForEveryoneNeverWin() throws ConfigurationException {
    String text =
        """
        option user-class code 77 = string;
        filename "never";
        if option user-class = "iPXE" { filename "script"; } else { filename "loader"; }
        """;
    assertEquals(List.of(Answer.YES, Answer.YES, Answer.NO), winners(text, Field.FILE));
  }
}
