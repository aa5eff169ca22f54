import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// The lists of the year as a spreadsheet set to French opens them: the real LibreOffice converts what `--format excel` wrote, and its cells
/// are compared with the open profile's.
@Suite(
  "A list in a spreadsheet set to French", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Office.isInstalled, "libreoffice-calc-nogui or poppler-utils is not installed"))
struct ExcelListTests {
  let system: RunningSystem
  private let folder: URL

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
    folder = URL(fileURLWithPath: system.home).appending(path: "lists")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The commands of the year's questions, and lists with instants, decimals and truth values beside them.
  private func commands() throws -> [String] {
    let file = URL(fileURLWithPath: "\(RunningSystem.goldenYear)/expected-year.json")
    let questions = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any])
    return questions.keys.sorted() + [
      "registry list", "senacs participation 2025", "senacs expected 2025",
      "evaluation turnover --year 2025", "evaluation declared --year 2025",
      "evaluation trajectory --from 2024 --to 2025", "history structures S01",
      "explain I2a --year 2025",
      "people find a", "diagnosis stale",
    ]
  }

  private func run(_ words: [String]) throws -> RunningSystem.Result {
    try RunningSystem.vigie(words, home: system.home)
  }

  /// Opens texts as a spreadsheet set to French does (`;`, quotes, UTF-8, from the first line, French of France, numbers and days as people
  /// write them), and saves them as workbooks.
  private func convert() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    try Office.convert(
      files.filter { $0.hasSuffix(".csv") }.sorted().map { "\(folder.path)/\($0)" }, to: "xlsx",
      reading: "CSV:59,34,76,1,,1036,false,true", in: folder.path)
  }

  /// The cells of the first sheet, row by row; a row that is all empty is left out.
  private func cells(_ file: URL) throws -> [[Cell]] {
    let book = try WorkbookReader(path: file.path)
    var rows = try book.rows(of: try #require(book.sheets.first))
    var found: [[Cell]] = []
    while let row = try rows.next() { found.append(row.cells) }
    return found
  }

  /// The records of the open profile; no cell of these lists has a line end.
  private func records(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      var (cells, cell, isQuoted) = ([String](), "", false)
      for letter in line {
        switch letter {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted:
          cells.append(cell)
          cell = ""
        default: cell.append(letter)
        }
      }
      return cells + [cell]
    }
  }

  /// Whether a spreadsheet's cell shows what the open profile has: a day as a day, a number as a number, alone in its cell; words for codes.
  private func isAlike(_ open: String, _ cell: Cell) -> Bool {
    if let day = CivilDate(open) { return cell == .date(day) }
    if let number = Double(open), case .number(let shown, _) = cell {
      return abs(number - shown) <= 1e-9 * max(1, abs(number))
    }
    if let instant = Instant(open), case .dateTime(let day, _) = cell {
      return day == instant.parisDay
    }
    switch (open, cell) {
    case ("true", .text(let text)): return text == "oui"
    case ("false", .text(let text)): return text == "non"
    case (_, .text): return true
    case (_, .empty): return open.isEmpty
    default: return false
    }
  }

  @Test(
    "each list opens with its days as days, its numbers as numbers, one a cell, and words for codes"
  )
  func opens() throws {
    let commands = try commands()
    for (place, command) in commands.enumerated() {
      let words = command.split(separator: " ").map(String.init)
      let told = try run(words + ["--format", "excel", "--lang", "fr"])
      try #require(told.code == 0, "\(command): \(told.errors)")
      #expect(told.output.unicodeScalars.first == "\u{FEFF}", "\(command)")
      try Data(told.output.utf8).write(to: folder.appending(path: "\(1000 + place).csv"))
    }
    try convert()
    for (place, command) in commands.enumerated() {
      let words = command.split(separator: " ").map(String.init)
      let open = records(try run(words + ["--format", "csv", "--lang", "fr"]).output)
      let shown = try cells(folder.appending(path: "\(1000 + place).xlsx"))
      #expect(shown.count == open.count, "\(command)")
      #expect(shown.first?.count == open.first?.count, "\(command)")
      #expect(Set(open.first ?? []).count == open.first?.count, "\(command): two columns of a name")
      // The open profile has the rows as they came, the other one by name.
      var left = Array(shown.dropFirst())
      for record in open.dropFirst() {
        let place = left.firstIndex { row in
          record.indices.allSatisfy { isAlike(record[$0], $0 < row.count ? row[$0] : .empty) }
        }
        if let place { left.remove(at: place) } else { Issue.record("\(command): \(record)") }
      }
      if !left.isEmpty { Issue.record("\(command): \(left)") }
    }
  }
}
