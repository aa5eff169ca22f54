import Tabular
import Testing

@Suite("Cells as they are kept")
struct CanonicalTests {
  private func canonical(_ cell: String, _ field: TableSchema.Field) throws -> String? {
    var table = try SchemaReader(
      TableSchema([field]), CSVReader(bytes: Array("a\n\(cell)\n".utf8)), file: "t.csv")
    #expect(try table.next { finding, _ in Issue.record("\(finding)") } == true)
    return table.canonicalCells()[0]
  }

  @Test(
    "numbers have a point and no needless zeros, of any length",
    arguments: [
      ("0", "0"), ("-0", "0"), ("007", "7"), ("1,50", "1.5"), ("1,00", "1"), ("100", "100"),
      ("0,05", "0.05"), ("12,5", "12.5"), ("5,", "5"), ("00,5", "0.5"), ("-,5", "-0.5"),
      ("1e3", "1000"), ("0e3", "0"), ("12e-3", "0.012"),
      ("-1200,0300", "-1200.03"), ("0,00", "0"),
      ("123456789012345678901234567890,10", "123456789012345678901234567890.1"),
      ("-12345678901234567890123456789012345,6", "-12345678901234567890123456789012345.6"),
    ])
  func numbers(written: String, kept: String) throws {
    var field = TableSchema.Field("a", .number)
    field.decimalChar = ","
    #expect(try canonical(written, field) == kept)
  }

  @Test("a character that groups digits is none of the number, even where it could be its decimal")
  func groups() throws {
    var field = TableSchema.Field("a", .number)
    field.groupChar = "."
    for written in ["12.345", "1.500"] {
      #expect(try canonical(written, field) == written.replacing(".", with: ""))
    }
  }

  @Test("days are kept as YYYY-MM-DD, whatever they are written as")
  func days() throws {
    var field = TableSchema.Field("a", .date)
    #expect(try canonical("2025-03-01", field) == "2025-03-01")
    field.format = "%d/%m/%Y"
    #expect(try canonical("01/03/2025", field) == "2025-03-01")
  }
}
