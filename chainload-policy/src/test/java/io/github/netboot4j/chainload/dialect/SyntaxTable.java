package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.SyntaxRow;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A table of small files in one dialect, and how that is read.
 *
 * @param rows of the table
 * @param file the name that the reader gives each of them
 * @param reader reads it
 */
record SyntaxTable(List<SyntaxRow> rows, String file, Reader reader) {
  /** Reads a configuration. */
  @FunctionalInterface
  interface Reader {
    BootConfiguration read(String text) throws ConfigurationException;
  }

  /**
   * A table.
   *
   * @param name of the resource
   * @param more than so many rows it has; it is not whole otherwise
   */
  static SyntaxTable of(String name, int more, String file, Reader reader) {
    List<SyntaxRow> rows = SyntaxRow.of(name);
    assertTrue(rows.size() > more, () -> rows.size() + " rows");
    return new SyntaxTable(rows, file, reader);
  }

  /** A test for each row. */
  Stream<DynamicTest> tests() {
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.text().strip(), () -> assertEquals(row.outcome(), outcome(row.text()))));
  }

  private String outcome(String text) {
    try {
      List<Remark> remarks = reader.read(text).remarks();
      return remarks.isEmpty()
          ? "taken"
          : remarks.stream()
              .map(remark -> remark.line() + ": " + remark.kind() + " " + remark.text())
              .collect(Collectors.joining(" => "));
    } catch (ConfigurationException e) {
      return String.valueOf(e.getMessage()).substring((file + ":").length());
    }
  }
}
