package import Composition
package import Contracts
import Spreadsheet
import Tabular
package import Texts
package import Values

/// Writes one structure's form: its last answer to correct, the sheet's questions on a second tab, and the meetings of veille,
/// where there are any, on a third. A tab is filled in on the screen or printed and filled in by hand.
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
    let workbook = try WorkbookWriter(
      path: path, title: title(item),
      comments: item.fictitious == true ? Words.fictitious(language) : "", created: created)
    let fields = FormFields.lines(questions, language)
    var tab = try self.tab(FormSheets.senacs, item, item.lastCampaign, hasUnits: true, in: workbook)
    for line in fields {
      let value = item.values[line.key ?? ""] ?? ""
      try tab.append(line, value, last: last(line, value, item))
    }
    let asked = FormQuestions(language: language)
    let year = latest?.answer["year"].flatMap { $0.isEmpty ? nil : $0 }
    tab = try self.tab(FormSheets.evaluation, item, year, in: workbook)
    for (lines, last) in [
      (asked.trainingAndUse, latest?.answer), (asked.diagnosis, latest?.diagnosis),
      (asked.partnership, latest?.answer),
    ] {
      for line in lines {
        let value = Self.cell(line.key, last ?? [:])
        try tab.append(line, value, last: value)
      }
    }
    try tab.append(asked.confirmation, "", last: "")
    if let veille, !veille.meetings.isEmpty || !veille.bodies.isEmpty {
      tab = try self.tab(FormSheets.veille, item, nil, in: workbook)
      for (line, known) in FormMeetings(language: language).lines(veille) {
        try tab.append(line, known, last: known)
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

  private func title(_ item: PrepareForms.Item) -> String {
    "SENACS \(questions.campaign) – \(item.structureCode) \(item.name)"
  }

  /// What the last answer said. A value from the registry is none, and what is known without being asked is not repeated.
  private func last(_ line: FormLine, _ value: String, _ item: PrepareForms.Item) -> String {
    guard line.isInput, item.lastCampaign != nil else { return "" }
    return line.key.flatMap { item.fromRegistry?[$0] } ?? value
  }

  /// The last answer to a line. For a code of a list: whether the code was named, where the list was answered.
  private static func cell(_ key: String?, _ last: [String: String]) -> String {
    guard let key else { return "" }
    let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return last[key] ?? "" }
    guard let codes = last[parts[0]], !codes.isEmpty else { return "" }
    return codes.split(separator: " ").contains(Substring(parts[1])) ? "yes" : "no"
  }

  // MARK: What stands above the lines

  private func tab(
    _ name: String, _ item: PrepareForms.Item, _ last: String?, hasUnits: Bool = false,
    in workbook: WorkbookWriter
  ) throws -> FormTab {
    var opening = [
      SheetLayout.Line(heading(name), .title),
      SheetLayout.Line("\(item.name) (\(item.structureCode))", .strong),
    ]
    if item.fictitious == true {
      opening.append(SheetLayout.Line(Words.fictitious(language), .strong))
    }
    opening.append(SheetLayout.Line(instruction(name)))
    return try FormTab(
      name, opening: opening, last: last, hasUnits: hasUnits, foot: title(item), language,
      in: workbook)
  }

  private func heading(_ tab: String) -> String {
    let (state, year) = (questions.state, questions.state.opensOn.year)
    return switch tab {
    case FormSheets.evaluation:
      language.pick(
        "Fiche action PA 3.1.1 : les cinq questions, \(year)",
        "Action sheet PA 3.1.1: the five questions, \(year)")
    case FormSheets.veille: language.pick("Réunions de veille sociale", "Meetings of social watch")
    default:
      language.pick(
        "Campagne SENACS \(questions.campaign) (données \(state.dataYear))",
        "SENACS campaign \(questions.campaign) (data of \(state.dataYear))")
    }
  }

  /// What to do with a tab.
  private func instruction(_ tab: String) -> String {
    let fill = language.pick(
      "Complétez la colonne « Votre réponse ». Corrigez ce qui a changé.",
      "Fill in the column “Your answer”. Correct what has changed.")
    let rest: String? =
      switch tab {
      case FormSheets.evaluation:
        language.pick(
          "Si rien n'a changé, confirmez-le à la dernière ligne.",
          "If nothing has changed, confirm it on the last line.")
      case FormSheets.senacs: ending
      default: nil
      }
    return [fill, rest].compactMap(\.self).joined(separator: " ")
  }

  /// How a form is ended, in the words of its codebook; and what to write where a figure is not known, if the codebook has a word for it.
  private var ending: String {
    let (state, word) = questions.validation(language)
    let end = language.pick(
      "À la fin, choisissez « \(word) » dans « \(state) », puis renvoyez le fichier.",
      "At the end choose “\(word)” in “\(state)”, then send the file back.")
    guard questions.schema.missingValues?.contains("NC") == true else { return end }
    return language.pick(
      "Si vous n'avez pas le chiffre, écrivez NC. ", "If you do not have a figure, write NC. ")
      + end
  }
}
