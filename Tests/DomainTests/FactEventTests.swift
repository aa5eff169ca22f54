import Contracts
import FactKinds
import Foundation
import Tabular
import Testing
import Values

@Suite("Events of rows")
struct FactEventTests {
  /// An event's payload as other versions write it, with Swift's encoder.
  private struct RowsRecorded: Encodable {
    let file: String
    let rows: [[String: String]]
    let fictitious: Bool
    let recordedAt: Instant
  }

  private let instant = Instant(microseconds: 1_700_000_000_000_001)

  @Test("what is written straight from the rows is what the encoder writes, byte by byte")
  func sameText() throws {
    let columns = ["structure_code", "campaign", "base_items", "base_items_answered"]
    let kind = FactKind(
      TableForm(
        "a/b.csv", key: ["structure_code"], columns: (columns + ["kept"]).map { Column($0) }),
      owner: "senacs", words: ("", ""), event: .rows(type: "row-recorded"), personal: ["kept"])
    let event = try #require(kind.event)
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

    for count in [0, 2] {
      let right = RowsRecorded(
        file: "a/b.csv", rows: Array(told.prefix(count)), fictitious: true, recordedAt: instant)
      let text = event.payload(
        rows.prefix(count).map { row in event.row { row[$0] ?? "" } }, fictitious: true,
        recordedAt: instant)

      #expect(text == String(decoding: try encoder.encode(right), as: UTF8.self))
    }
  }

  @Test("who gives a session is told to nobody: it is a person's name")
  func trainer() {
    let columns = FactKind.sessions.event?.members.map(\.column) ?? []
    #expect(columns.contains("title") && columns.contains("audience"))
    #expect(!columns.contains("trainer") && !FactKind.sessions.shown.contains("trainer"))
  }

  @Test("the registry's members have types, those that may be empty are absent, and all come back")
  func types() throws {
    let event = try #require(FactKind.structures.event)
    let cells = [
      "id": "i", "structure_code": "S1", "kind": "CS", "name": "N", "commune_code": "69266",
      "commune_as_of": "2024-01-01", "fictitious": "true", "federated": "", "zone": "",
      "qpv": "false", "closed_on": "", "qpv_code": "", "valid_from": "",
    ]
    let row = event.row { cells[$0] ?? "" }

    #expect(
      String(decoding: row, as: UTF8.self)
        == "{\"code\":\"S1\",\"commune\":\"69266\",\"communeAsOf\":\"2024-01-01\",\"fictitious\":true,"
        + "\"id\":\"i\",\"kind\":\"CS\",\"name\":\"N\",\"qpv\":false}")
    let text = event.payload([row], fictitious: true, recordedAt: instant)
    #expect(text.hasSuffix("\"structures\":[\(String(decoding: row, as: UTF8.self))]}"))
    #expect(try event.cells(#require(EventText(text)?.rows("structures")?.first)) == cells)
    for (wrong, told) in [
      ("{}", "code: is missing"), ("{\"code\":1}", "code: 1 is no text"),
      (
        "{\"code\":\"S\",\"commune\":\"6\",\"communeAsOf\":\"0001-02-30\"}",
        "communeAsOf: \"0001-02-30\" is no day"
      ),
    ] {
      let row = try #require(EventText(wrong))
      #expect(throws: FactEvent.Fault(text: told)) { try event.cells(row) }
    }
  }

  @Test("a number that an older version kept with zeros before it is told as JSON has it")
  func numbers() throws {
    let event = try #require(FactKind.communes.event)
    let cells = ["code_insee": "69266", "pop_municipale_2023": "0512"]
    let row = String(decoding: event.row { cells[$0] ?? "" }, as: UTF8.self)
    #expect(row.contains(":512") && !row.contains("0512"), "\(row)")
  }

  @Test("every column of every kind has a name and a line of help in both languages")
  func texts() {
    for kind in FactCatalogue.vigie.kinds {
      for column in kind.form.columns + kind.added {
        let words = [column.french, column.english].compactMap(\.self)
        #expect(
          words.count == 2 && words.allSatisfy { !$0.label.isEmpty && !$0.help.isEmpty },
          "\(kind.file) \(column.name)")
      }
    }
  }
}
