import Contracts
import Foundation
import Testing
import Values

@Suite("Events of rows")
struct RowsRecordedTests {
  @Test("what is written straight from the rows is what the encoder writes, byte by byte")
  func sameText() throws {
    let columns = ["structure_code", "campaign", "base_items", "base_items_answered"]
    let odd = (0..<0x21).map { String(UnicodeScalar($0)) }.joined() + "\"\\/é\u{2028}\u{7F}😀"
    let rows = [
      ["structure_code": "S1", "campaign": odd, "base_items": "10", "base_items_answered": "3"],
      ["structure_code": "", "campaign": "2025", "kept": "not told"],
    ]
    let told = rows.map { row in
      Dictionary(uniqueKeysWithValues: columns.map { ($0, row[$0] ?? "") })
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let instant = Instant(microseconds: 1_700_000_000_000_001)

    for rows in [[], rows] {
      let event = RowsRecorded(
        file: "a/b.csv", rows: rows.isEmpty ? [] : told, fictitious: true, recordedAt: instant)
      let text = RowsRecorded.json(
        file: "a/b.csv", columns: columns, rows: rows, fictitious: true, recordedAt: instant)

      #expect(text == String(decoding: try encoder.encode(event), as: UTF8.self))
    }
  }
}
