import Foundation
import RPCContract
import Testing
import Values

@testable import vigie

/// What a cell of a list is for people, in the open profile and for a spreadsheet set to French. These tests run in English.
@Suite("Cells of lists")
struct ListingCellTests {
  /// A cell as text, in the open profile and for a spreadsheet.
  private func forms(_ cell: ListingCell) -> [String] { [cell.text, cell.open, cell.excel] }

  @Test("a code stays a code for programs and has words for people")
  func texts() {
    #expect(forms(.text("F-CS-001")) == ["F-CS-001", "F-CS-001", "F-CS-001"])
    #expect(
      forms(.text("DRAFT_ONLY", as: "a draft only"))
        == ["a draft only", "DRAFT_ONLY", "a draft only"])
    #expect(forms(.text(nil)) == ["", "", ""])
    #expect(
      forms(.list(["TOO_FEW", "NEW"], separator: "; ") { $0.lowercased() })
        == ["too_few; new", "TOO_FEW NEW", "too_few; new"])
    #expect(forms(.list([]) { $0 }) == ["", "", ""])
  }

  @Test("a number is alone in its cell and has no mark between thousands, which no program reads")
  func numbers() {
    #expect(forms(.number(37_595)) == ["37,595", "37595", "37595"])
    #expect(forms(.number(-3)) == ["−3", "-3", "-3"])
    #expect(forms(.number(nil, as: "–")) == ["–", "", ""])
    #expect(forms(.decimal("12345.5")) == ["12,345.5", "12345.5", "12345,5"])
    #expect(forms(.decimal("-0.25")) == ["−0.25", "-0.25", "-0,25"])
    #expect(forms(.decimal(nil)) == ["", "", ""])
  }

  @Test("a rate is a share for programs, and a percentage with all its digits for a spreadsheet")
  func rates() {
    #expect(forms(.rate(5, of: 6)) == ["83.3%", "0.833333", "83,3333%"])
    #expect(forms(.rate(1, of: 2)) == ["50.0%", "0.5", "50%"])
    #expect(forms(.rate(0, of: 7)) == ["0.0%", "0", "0%"])
    #expect(forms(.rate(0, of: 0, as: "not computable")) == ["not computable", "", ""])
    #expect(forms(.rate("0.7")) == ["70.0%", "0.7", "70%"])
    #expect(forms(.rate("0.166667")) == ["16.7%", "0.166667", "16,6667%"])
    #expect(forms(.rate("1.5")) == ["150.0%", "1.5", "150%"])
    #expect(forms(.rate(String?.none)) == ["", "", ""])
  }

  @Test("days and times are as programs and spreadsheets set to French write them")
  func days() throws {
    let day = try #require(CivilDate("2025-06-01"))
    #expect(forms(.day(day)) == ["2025-06-01", "2025-06-01", "01/06/2025"])
    #expect(forms(.day(nil, as: "open")) == ["open", "", ""])
    // In November clocks in Paris are an hour ahead of UTC.
    let instant = try #require(Instant("2026-11-29T17:05:39Z"))
    #expect(
      forms(.instant(instant)) == ["2026-11-29 18:05", "2026-11-29T17:05:39Z", "29/11/2026 18:05"])
    #expect(forms(.instant(nil)) == ["", "", ""])
  }

  @Test("yes and no are true and false for programs")
  func flags() {
    #expect(forms(.flag(true)) == ["yes", "true", "yes"])
    #expect(forms(.flag(false)) == ["no", "false", "no"])
    #expect(forms(.flag(nil, as: "–")) == ["–", "", ""])
  }

  @Test("JSON has codes, numbers, truth values, ISO days and null")
  func json() throws {
    let cells: [ListingCell] = [
      .text("DRAFT_ONLY", as: "a draft only"), .number(37_595), .decimal("12345.5"),
      .rate(5, of: 6), .rate("0.7"), .flag(true), .day(CivilDate("2025-06-01")),
      .list(["B", "A"]) { $0 }, .number(nil, as: "–"), .rate(0, of: 0, as: "not computable"),
    ]
    #expect(
      try OutputFormat.jsonLine(cells)
        == #"["DRAFT_ONLY",37595,12345.5,0.833333,0.7,true,"2025-06-01",["B","A"],null,null]"#)
  }

  @Test("a column is named by its member, or else by its English heading; people read its heading")
  func columns() {
    let columns: [ListingColumn<Int>] = [
      .number("on_time", "dans les délais", "on time") { $0 },
      .text(nil, "données sources", "source records") { "=A\($0); B,C" },
    ]
    #expect(
      ListingColumn.open([7], columns) == [["on_time", "source_records"], ["7", "=A7; B,C"]])
    #expect(
      ListingColumn.excel([7], columns) == [["on time", "source records"], ["7", "=A7; B,C"]])
    // No cell is run as a formula, and a cell with a mark between cells is quoted.
    #expect(
      OutputFormat.open(ListingColumn.open([7], columns))
        == "on_time,source_records\n7,\"'=A7; B,C\"")
    #expect(
      OutputFormat.excel(ListingColumn.excel([7], columns))
        == "\u{FEFF}on time;source records\n7;\"'=A7; B,C\"")
  }

  @Test(
    "a column tells what its member is in JSON before there is a row, and whether it may be null")
  func schemas() throws {
    struct Row {
      let code: String
      let endsOn: CivilDate?
      let part: Int
    }
    let columns: [ListingColumn<Row>] = [
      .text("code", "code", "code") { $0.code },
      .day("ends_on", "fin le", "ends on") { $0.endsOn },
      .rate("rate", "taux", "rate") { ($0.part, 0) },
      .list("parties", "signataires", "parties") { _ in [] },
      .number(nil, "données sources", "source records") { $0.part },
    ]
    let forms = try columns.map { try OutputFormat.jsonLine($0.schema) }
    #expect(forms[0] == #"{"description":"code","type":"string"}"#)
    #expect(
      forms[1].contains(#""format":"date""#) && forms[1].contains(#""type":["string","null"]"#))
    #expect(forms[2] == #"{"description":"rate","type":["number","null"]}"#)
    let list = JSONSchema.listing(Array(columns.prefix(1)), optional: Array(columns.suffix(2)))
    #expect(
      try OutputFormat.jsonLine(list)
        == #"{"items":{"additionalProperties":false,"properties":{"code":{"description":"code","type":"string"},"#
        + #""parties":{"description":"parties","items":{"type":"string"},"type":"array"}},"required":["code"],"#
        + #""type":"object"},"type":"array"}"#)
    let read = try JSONDecoder().decode(
      JSONSchema.self, from: Data(try OutputFormat.jsonLine(list).utf8))
    #expect(read == list)
  }
}
