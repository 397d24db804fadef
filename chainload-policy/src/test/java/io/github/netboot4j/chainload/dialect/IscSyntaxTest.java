package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.testing.SyntaxRow;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small files, one for each thing that can be right or wrong in a {@code dhcpd.conf}. The oracle
 * tests ask dhcpd about the same ones.
 */
class IscSyntaxTest {
  private static final List<SyntaxRow> ROWS = SyntaxRow.of("dhcpd-syntax.txt");

  @TestFactory
  Stream<DynamicTest> rows() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.text().strip(), () -> assertEquals(row.outcome(), outcome(row.text()))));
  }

  /** Whoever wants to go on is told of the same. */
  @TestFactory
  Stream<DynamicTest> notUnderstood() {
    String why = "; it could touch what is booted";
    return ROWS.stream()
        .filter(row -> row.outcome().endsWith(why))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.text().strip(),
                    () -> {
                      Remark remark = IscAsked.goingOn(row.text()).remarks().get(0);
                      assertEquals(Remark.Kind.NOT_UNDERSTOOD, remark.kind());
                      assertEquals(row.outcome(), remark.line() + ": " + remark.text() + why);
                    }));
  }

  @Test
  void theTableIsWhole() {
    assertTrue(ROWS.size() > 400, ROWS.size() + " rows");
  }

  private static String outcome(String text) {
    try {
      List<Remark> remarks = IscAsked.whole(text).remarks();
      return remarks.isEmpty()
          ? "taken"
          : remarks.stream()
              .map(remark -> remark.line() + ": " + remark.kind() + " " + remark.text())
              .collect(Collectors.joining(" => "));
    } catch (ConfigurationException e) {
      return String.valueOf(e.getMessage()).substring("dhcpd.conf:".length());
    }
  }
}
