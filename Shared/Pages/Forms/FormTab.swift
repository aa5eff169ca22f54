import Composition
import Spreadsheet
import Texts
import Values

/// A tab of a form, whose lines are appended to it: the answers in a column that people fill in, each beside the answer before.
struct FormTab {
  /// The greatest whole number that may be typed; spreadsheets and services alike reckon with it.
  private static let greatest = Int(Int32.max)

  private let workbook: WorkbookWriter
  private let language: Language
  private let hasUnits: Bool

  /// Adds the tab to a workbook.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - opening: what stands above its columns.
  ///   - last: when the answers before were given; nil where that is not known.
  ///   - hasUnits: whether it has a column of units.
  ///   - foot: what stands at the foot of each page.
  ///   - language: the language of its words.
  ///   - workbook: the workbook.
  /// - Throws: `SpreadsheetError`.
  init(
    _ name: String, opening: [SheetLayout.Line], last: String?, hasUnits: Bool, foot: String,
    _ language: Language, in workbook: WorkbookWriter
  ) throws {
    (self.workbook, self.language, self.hasUnits) = (workbook, language, hasUnits)
    let before = language.pick("Réponse précédente", "Previous answer")
    // Together the columns are as wide as a page at some four fifths of their size.
    var columns = [
      ColumnLayout("key", isHidden: true),
      ColumnLayout(language.pick("Question", "Question"), width: hasUnits ? 38 : 44, wraps: true),
      ColumnLayout(
        last.map { "\(before) (\($0))" } ?? before, width: hasUnits ? 14 : 20, wraps: true),
      ColumnLayout(
        language.pick("Votre réponse", "Your answer"), width: hasUnits ? 19 : 28, isInput: true,
        wraps: true),
    ]
    if hasUnits { columns.append(ColumnLayout(language.pick("Unité", "Unit"), width: 11)) }
    columns.append(
      ColumnLayout(
        language.pick("Aide", "Help"), width: hasUnits ? 38 : 28, look: .note, wraps: true))
    try workbook.addSheet(
      SheetLayout(
        name,
        opening: opening.map { SheetLayout.Line(Self.shown($0.text, language), $0.look) },
        columns: columns,
        pages: PrintedPages(
          foot: Self.shown(foot, language), page: language.pick("Page", "Page"),
          of: language.pick("sur", "of")), isProtected: true))
  }

  /// Appends a line.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - value: what its answer is filled with, in canonical text; empty for nothing.
  ///   - last: what stands beside it, in canonical text; empty for nothing.
  /// - Throws: `SpreadsheetError`.
  func append(_ line: FormLine, _ value: String, last: String) throws {
    guard let key = line.key else {
      try workbook.append(SheetLayout.Line(shown(line.label), .band))
      if !line.note.isEmpty { try workbook.append(SheetLayout.Line(shown(line.note), .note)) }
      return
    }
    // A known value of a line that is no input is the registry's, so it is locked; an unknown one can be filled in.
    let isInput = line.isInput || value.isEmpty
    var cells: [Cell] = [
      .text(key), .text(shown(line.label)), cell(line.kind, last), cell(line.kind, value),
    ]
    if hasUnits { cells.append(line.unit.isEmpty ? .empty : .text(line.unit)) }
    cells.append(isInput ? .text(shown(line.help)) : .empty)
    var layout = CellLayout(format: format(line.kind))
    layout.wraps = layout.format == .text
    var answer = layout
    if isInput {
      answer.isInput = true
      answer.validation = validation(line)
      answer.remark = remark(line)
    }
    try workbook.append(
      cells, layouts: [FormSheets.last: layout, FormSheets.answer: answer], lines: line.lines)
  }

  /// A text with the spaces of its language.
  private static func shown(_ text: String, _ language: Language) -> String {
    language == .french ? Typography.french(text: text) : text
  }

  private func shown(_ text: String) -> String { Self.shown(text, language) }

  private func cell(_ kind: FormLine.Kind, _ value: String) -> Cell {
    guard !value.isEmpty else { return .empty }
    switch kind {
    case .text: return .text(value)
    case .integer, .year, .decimal:
      return Double(value).map { Cell.number($0, written: value) } ?? .text(value)
    case .date: return CivilDate(value).map(Cell.date) ?? .text(value)
    case .flag(let yes, let no):
      if [yes, "true"].contains(value) { return .text(FormLine.word(true, language)) }
      return .text([no, "false"].contains(value) ? FormLine.word(false, language) : value)
    case .choice(let values):
      return .text(values.first { $0.value == value }?.label ?? value)
    }
  }

  private func format(_ kind: FormLine.Kind) -> ColumnLayout.Format {
    switch kind {
    case .text, .flag, .choice: .text
    case .integer: .integer
    case .year: .year
    case .decimal: .decimal(places: 2)
    case .date: .date
    }
  }

  /// What may be typed into a line's answer; nil for anything.
  private func validation(_ line: FormLine) -> ColumnLayout.Validation? {
    let (least, most) = (line.bounds.least, line.bounds.most)
    func range<Value: Comparable>(
      _ read: (String) -> Value?, from lowest: Value, to highest: Value
    ) -> ClosedRange<Value> {
      let first = least.flatMap(read) ?? lowest
      return first...max(first, most.flatMap(read) ?? highest)
    }
    switch line.kind {
    case .text: return nil
    case .integer, .year:
      return .wholeNumber(range({ Int($0) }, from: -Self.greatest, to: Self.greatest))
    case .decimal:
      let greatest = Double(Self.greatest)
      return .number(range({ Double($0) }, from: -greatest, to: greatest))
    case .date:
      return .date(range({ CivilDate($0) }, from: .earliest, to: .latest))
    case .flag:
      return .list([true, false].map { FormLine.word($0, language) })
    case .choice(let values): return .list(values.map(\.label))
    }
  }

  /// What is said to somebody who types something else.
  private func remark(_ line: FormLine) -> String {
    switch line.kind {
    case .flag, .choice:
      language.pick("Choisissez une réponse de la liste.", "Choose an answer from the list.")
    case .text, .integer, .year, .decimal, .date:
      shown(
        language.pick(
          "Réponse attendue : \(line.expected).", "Expected answer: \(line.expected)."))
    }
  }
}
