package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.netboot4j.dhcp.testing.SyntaxRow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small files, one for each thing that can be right or wrong in a {@code dhcpd.conf}. The oracle
 * tests ask dhcpd about the same ones.
 */
class IscSyntaxTest {
  private static final SyntaxTable TABLE =
      SyntaxTable.of(
          "dhcpd-syntax.txt",
          400,
          "dhcpd.conf",
          text -> IscDhcpdConf.parse("dhcpd.conf", text, false));

  @TestFactory
  Stream<DynamicTest> rows() {
    return TABLE.tests();
  }

  /** Whoever wants to go on is told of the same. */
  @TestFactory
  Stream<DynamicTest> notUnderstood() {
    String why = "; it could touch what is booted";
    List<SyntaxRow> rows =
        TABLE.rows().stream().filter(row -> row.outcome().endsWith(why)).toList();
    assertFalse(rows.isEmpty());
    return rows.stream()
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
}
