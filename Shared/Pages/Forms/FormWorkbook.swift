package import Composition
package import Contracts
import Foundation
import Spreadsheet
import Tabular
package import Texts
package import Values

/// Writes one structure's form: its last answer to correct, the sheet's questions on a second tab, and the meetings of veille,
/// where there are any, on a third.
package struct FormWorkbook {
  package let questions: CampaignQuestions
  package let language: Language
  /// The creation time that the workbook states.
  package let created: Instant

  package init(questions: CampaignQuestions, language: Language, created: Instant) {
    self.questions = questions
    self.language = language
    self.created = created
  }

  /// Writes a form.
  ///
  /// - Parameters:
  ///   - item: the structure, and what is known of it.
  ///   - latest: its last answers to the sheet's questions; nil for none.
  ///   - veille: the meetings that concern it; nil for none.
  ///   - path: the new file.
  /// - Throws: `SpreadsheetError`.
  package func write(
    _ item: PrepareForms.Item, _ latest: ReadLatestAnswers.Item?, _ veille: ListMeetings.Item?,
    to path: String
  ) throws {
    let title = "SENACS \(questions.campaign) – \(item.structureCode) \(item.name)"
    let workbook = try WorkbookWriter(
      path: path, title: title,
      comments: item.fictitious == true ? Words.fictitious(language) : "", created: created)
    let lines = FormFields.lines(questions, language)
    try workbook.addSheet(layout(FormSheets.senacs, lastHeader: item.lastCampaign))
    if item.fictitious == true { try workbook.append(heading(Words.fictitious(language))) }
    for line in lines { try append(line, item.values[line.key ?? ""] ?? "", workbook) }
    try workbook.addSheet(
      layout(FormSheets.evaluation, lastHeader: latest?.answer["year"].flatMap(Self.filled)))
    let asked = FormQuestions(language: language)
    for (lines, last) in [(asked.answers, latest?.answer), (asked.diagnosis, latest?.diagnosis)] {
      for line in lines { try append(line, Self.cell(line.key, last ?? [:]), workbook) }
    }
    try append(asked.confirmation, "", workbook)
    if let veille, !veille.meetings.isEmpty || !veille.bodies.isEmpty {
      try workbook.addSheet(layout(FormSheets.veille, lastHeader: nil))
      for (line, known) in FormMeetings(language: language).lines(veille) {
        try append(line, known, workbook)
      }
    }
    try workbook.addSheet(
      SheetLayout(
        FormSheets.marks, columns: [ColumnLayout("key"), ColumnLayout("value", width: 70)],
        isProtected: true, isHidden: true))
    for (key, value) in [
      (FormSheets.campaignMark, questions.campaign),
      (FormSheets.structureMark, item.structureCode),
      (FormSheets.digestMark, questions.state.digest),
    ] { try workbook.append([.text(key), .text(value)]) }
    try workbook.close()
  }

  private static func filled(_ text: String) -> String? { text.isEmpty ? nil : text }

  /// The last answer to a line. For a code of a list: whether the code was named, where the list was answered.
  private static func cell(_ key: String?, _ last: [String: String]) -> String {
    guard let key else { return "" }
    let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return last[key] ?? "" }
    guard let codes = last[parts[0]], !codes.isEmpty else { return "" }
    return codes.split(separator: " ").contains(Substring(parts[1])) ? "yes" : "no"
  }

  private func layout(_ name: String, lastHeader: String?) -> SheetLayout {
    SheetLayout(
      name,
      columns: [
        ColumnLayout("key", isHidden: true),
        ColumnLayout(language.pick("Question", "Question"), width: 58, wraps: true),
        ColumnLayout(
          lastHeader.map { language.pick("Dernière réponse (\($0))", "Last answer (\($0))") }
            ?? language.pick("Dernière réponse", "Last answer"), width: 24),
        ColumnLayout(
          language.pick("Votre réponse (à corriger)", "Your answer (to correct)"), width: 32,
          isInput: true),
        ColumnLayout(language.pick("Aide", "Help"), width: 18),
      ], isProtected: true)
  }

  private func heading(_ text: String) -> [Cell] { [.empty, .text(text), .empty, .empty, .empty] }

  private func append(_ line: FormLine, _ value: String, _ workbook: WorkbookWriter) throws {
    guard let key = line.key else {
      return try workbook.append(
        heading(line.label),
        layouts: [
          FormSheets.label: CellLayout(isHeading: true, wraps: true),
          FormSheets.answer: CellLayout(),
        ])
    }
    let (cell, format, validation) = content(line.kind, value)
    // A known value of a line that is no input is the registry's, so it is locked; an unknown one can be filled in.
    let isInput = line.isInput || value.isEmpty
    try workbook.append(
      [
        .text(key), .text(line.label), value.isEmpty || !isInput ? .empty : cell,
        value.isEmpty ? .empty : cell, .text(line.help),
      ],
      layouts: [
        FormSheets.last: CellLayout(format: format),
        FormSheets.answer: CellLayout(
          format: format, isInput: isInput, validation: isInput ? validation : nil),
      ])
  }

  /// A cell of a kind, how it is shown, and what may be typed instead.
  private func content(
    _ kind: FormLine.Kind, _ value: String
  ) -> (Cell, ColumnLayout.Format, ColumnLayout.Validation?) {
    let number = Double(value).map { Cell.number($0, written: value) } ?? .text(value)
    switch kind {
    case .text: return (.text(value), .text, nil)
    case .integer: return (number, .integer, .wholeNumber(0...Int(Int32.max)))
    case .decimal: return (number, .decimal(places: 2), nil)
    case .date: return (CivilDate(value).map(Cell.date) ?? .text(value), .date, nil)
    case .flag(let yes, let no):
      let words = [FormLine.word(true, language), FormLine.word(false, language)]
      let word =
        [yes, "true"].contains(value) ? words[0] : [no, "false"].contains(value) ? words[1] : value
      return (.text(word), .text, .list(words))
    case .choice(let values):
      let label = values.first { $0.value == value }?.label ?? value
      return (.text(label), .text, .list(values.map(\.label)))
    }
  }
}
