package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanAnswersTest {
  private static final List<AddressPlan.Range> ONE = List.of(new AddressPlan.Range(1, 2));
  private static final List<AddressPlan.Range> OTHER =
      List.of(new AddressPlan.Range(5, 6), new AddressPlan.Range(3, 4));

  @Test
  void listsStayInTheirOrderAndOneAloneIsItself() {
    assertSame(ONE, PlanAnswers.joined(ONE, List.of()));
    assertSame(ONE, PlanAnswers.joined(List.of(), ONE));
    assertEquals(List.of(ONE.get(0), OTHER.get(0), OTHER.get(1)), PlanAnswers.joined(ONE, OTHER));
    assertEquals(1, ONE.size());
  }

  @Test
  void timesAreThoseAskedFor() {
    PlanAnswers answers = new PlanAnswers();
    AddressPlan.LeaseTimes times = answers.leaseTimes(1, 2, 3);
    assertEquals(new AddressPlan.LeaseTimes(1, 2, 3), times);
    assertSame(times, answers.leaseTimes(1, 2, 3));
    assertEquals(new AddressPlan.LeaseTimes(0, 2, 3), answers.leaseTimes(0, 2, 3));
    assertEquals(new AddressPlan.LeaseTimes(0, 4, 3), answers.leaseTimes(0, 4, 3));
    assertEquals(new AddressPlan.LeaseTimes(0, 4, 5), answers.leaseTimes(0, 4, 5));
  }
}
