import FactKinds
import Foundation
import Spreadsheet
import Tabular
import TestSupport
import Testing
import Values

/// The golden network as a French spreadsheet opens and saves it. Source: acceptance/formats.md, “How files are read”.
@Suite("The golden network as a French Excel saves it", .onWaitingThreads, .serialized)
struct GoldenSavedTests {
  enum Form: CaseIterable { case csv, xlsx }

  /// Returns a cell as the spreadsheet writes it into a CSV file.
  private static func text(_ cell: String, _ kind: Column.Kind) -> String {
    switch kind {
    case .date:
      CivilDate(cell).map { day in
        let parts = day.iso.split(separator: "-")
        return "\(parts[2])/\(parts[1])/\(parts[0])"
      } ?? cell
    case .flag: ["true": "VRAI", "false": "FAUX"][cell] ?? cell
    case .decimal, .amount: cell.replacing(".", with: ",")
    default: cell
    }
  }

  /// Returns a cell with the type that the spreadsheet gives it: whatever looks like a number becomes one, even a code.
  private static func cell(_ cell: String, _ kind: Column.Kind) -> Cell {
    if cell.isEmpty { return .empty }
    switch kind {
    case .date: return CivilDate(cell).map { .date($0) } ?? .text(cell)
    case .flag: return .flag(cell == "true")
    default:
      guard let number = Double(cell), String(Int(number)) == cell || kind != .code else {
        return .text(cell)
      }
      return .number(number, written: cell)
    }
  }

  private static func save(_ kind: FactKind, _ form: Form, in folder: String) throws {
    let text = try String(
      contentsOfFile: "\(RunningSystem.golden)/\(kind.file)", encoding: .utf8)
    var reader = CSVReader(bytes: Array(text.utf8))
    let header = try reader.header()
    let kinds = header.map { name in kind.column(name)?.kind ?? .code }
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append(row) }
    switch form {
    case .csv:
      let lines = [header] + rows.map { row in zip(row, kinds).map { Self.text($0, $1) } }
      let text = lines.map { CSVWriter.record($0).dropLast() + "\r\n" }.joined()
      let data = try #require(text.data(using: .windowsCP1252))
      try data.write(to: URL(fileURLWithPath: "\(folder)/\(kind.file)"))
    case .xlsx:
      let name = String(kind.file.dropLast(4))
      let book = try WorkbookWriter(
        path: "\(folder)/\(name).xlsx", title: "",
        created: Instant(microseconds: 1_700_000_000_000_000))
      // People often put a sheet of notes before the sheet of data.
      try book.addSheet(SheetLayout("Notice", columns: [ColumnLayout("À lire")]))
      try book.addSheet(
        SheetLayout(name, columns: header.map { ColumnLayout($0, format: .text) }))
      for row in rows { try book.append(zip(row, kinds).map { Self.cell($0, $1) }) }
      try book.close()
    }
  }

  @Test("its figures are the golden ones", arguments: Form.allCases)
  func figures(_ form: Form) throws {
    let system = try RunningSystem()
    let folder = "\(system.home)/saved"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let golden = RunningSystem.golden
    for kind in FactCatalogue.vigie.kinds
    where FileManager.default.fileExists(atPath: "\(golden)/\(kind.file)") {
      try Self.save(kind, form, in: folder)
    }
    try system.load(folder)
    let right = try PrintedFigure.read(
      try Data(contentsOf: URL(fileURLWithPath: "\(golden)/expected.json")))
    let printed = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--from", "2023-01-01", "--format", "json")
    let found = try PrintedFigure.read(Data(printed.output.utf8))
    #expect(right.count == 135 && Set(found.keys) == Set(right.keys))
    for (name, right) in right {
      #expect(found[name]?.numerator == right.numerator, "\(name)")
      #expect(found[name]?.denominator == right.denominator, "\(name)")
      #expect(found[name]?.value == right.value, "\(name)")
    }
    // What was loaded equals the golden files, so loading those changes nothing.
    let again = try system.vigie("import", golden, "--fictitious", "--format", "json")
    let told = try PrintedImport.read(again.output)
    #expect(told.loaded == 0 && told.unchanged == 336, "\(again.output.prefix(2000))")
  }
}
